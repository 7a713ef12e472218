import assert from "node:assert/strict";
import { periodic } from "../../src/workflow/periodic.ts";
import { FakeTime } from "../support/fake_time.ts";

Deno.test("a chore runs at once and again at each interval, until it is stopped", async () => {
  using time = new FakeTime();
  let runs = 0;
  const chore = periodic("chore", 1000, () => Promise.resolve(void runs++));
  chore.start();
  chore.start();
  await time.tick(0);
  assert.equal(runs, 1);
  await time.tick(2500);
  assert.equal(runs, 3);
  await chore.stop();
  await time.tick(5000);
  assert.deepEqual([runs, time.pending], [3, 0]);
});

Deno.test("a chore never runs twice at a time, and one that fails runs again", async () => {
  using time = new FakeTime();
  const gates: PromiseWithResolvers<void>[] = [];
  const chore = periodic("chore", 1000, () => {
    gates.push(Promise.withResolvers<void>());
    return gates.at(-1)!.promise;
  });
  chore.start();
  await time.tick(10_000);
  assert.equal(gates.length, 1);
  gates[0]!.reject(new Error("down"));
  await time.tick(1000);
  assert.equal(gates.length, 2);
  const stopping = chore.stop();
  let stopped = false;
  stopping.then(() => stopped = true);
  await time.tick(1000);
  assert.equal(stopped, false);
  gates[1]!.resolve();
  await stopping;
  assert.equal(time.pending, 0);
});
