import assert from "node:assert/strict";
import type { WorkState } from "../../src/queue/port.ts";
import { Poller } from "../../src/worker/poller.ts";
import { sleep } from "../support/wait.ts";

/** A poller that keeps what each of its looks was told, and how to end the one under way. */
function poller() {
  const looks: WorkState[] = [];
  let end = (): void => {};
  const it = new Poller("test", (work) => {
    looks.push(work);
    return new Promise((resolve) => end = resolve);
  });
  return { it, looks, end: () => end() };
}

const turn = () => sleep(0);

Deno.test("a wake before the start is answered by the first look, and those after it look too", async () => {
  const { it, looks, end } = poller();
  await it.wake("expected");
  assert.deepEqual(looks, []);
  it.start();
  assert.deepEqual(looks, ["expected"]);
  end();
  await turn();
  const looked = it.wake();
  assert.deepEqual(looks, ["expected", "committed"]);
  end();
  await looked;
  await it.stop();
});

Deno.test("wakes during a look lead to one more, and none comes after the stop", async () => {
  const { it, looks, end } = poller();
  it.start();
  const woken = Promise.all([it.wake(), it.wake("expected"), it.wake()]);
  end();
  await turn();
  assert.deepEqual(looks, ["committed", "expected"]);
  void it.wake();
  const stopped = it.stop();
  end();
  await Promise.all([woken, stopped]);
  await it.wake();
  assert.deepEqual(looks, ["committed", "expected"]);
});

Deno.test("a look that fails is followed by the next one", async () => {
  let looks = 0;
  const it = new Poller("test", () => Promise.reject(new Error(`look ${++looks}`)));
  it.start();
  await it.wake();
  assert.equal(looks, 2);
  await it.wake();
  assert.equal(looks, 3);
  await it.stop();
});
