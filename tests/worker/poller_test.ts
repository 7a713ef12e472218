import assert from "node:assert/strict";
import { Poller } from "../../src/worker/poller.ts";
import { sleep } from "../support/wait.ts";

/** A poller that keeps what each of its looks was told, and how to end the one under way. */
function poller() {
  const looks: boolean[] = [];
  let end = (): void => {};
  const it = new Poller("test", (expected) => {
    looks.push(expected);
    return new Promise((resolve) => end = resolve);
  });
  return { it, looks, end: () => end() };
}

const turn = () => sleep(0);

Deno.test("a wake before the start is answered by the first look, and those after it look too", async () => {
  const { it, looks, end } = poller();
  await it.wake(true);
  assert.deepEqual(looks, []);
  it.start();
  assert.deepEqual(looks, [true]);
  end();
  await turn();
  const looked = it.wake();
  assert.deepEqual(looks, [true, false]);
  end();
  await looked;
  await it.stop();
});

Deno.test("wakes during a look lead to one more, and none comes after the stop", async () => {
  const { it, looks, end } = poller();
  it.start();
  const woken = Promise.all([it.wake(), it.wake(true), it.wake()]);
  end();
  await turn();
  assert.deepEqual(looks, [false, true]);
  void it.wake();
  const stopped = it.stop();
  end();
  await Promise.all([woken, stopped]);
  await it.wake();
  assert.deepEqual(looks, [false, true]);
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
