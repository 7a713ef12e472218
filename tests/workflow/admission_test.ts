import assert from "node:assert/strict";
import type { QueueDepth, Store } from "../../src/store/port.ts";
import { Admission } from "../../src/workflow/admission.ts";

/** An admission over a store in which `waiting` tasks wait, and how often it was asked. */
function open(limit: number): { admission: Admission; waiting: number[]; asked: () => number } {
  const waiting = [0, 0];
  let asked = 0;
  const depths = (): Promise<QueueDepth[]> => {
    asked++;
    return Promise.resolve([
      { queue: "zip_processing", length: waiting[0]!, oldest_at: null, paused_at: null },
      { queue: "sql_analysis", length: waiting[1]!, oldest_at: null, paused_at: null },
    ]);
  };
  const store = { maintenance: { depths } } as unknown as Store;
  return { admission: new Admission(store, limit), waiting, asked: () => asked };
}

const FULL = { code: "queue_full", retryAfter: 30 };

Deno.test("what waits in all queues counts, and so does what was let in since it was counted", async () => {
  const { admission, waiting, asked } = open(3);
  for (let i = 0; i < 3; i++) await admission.admit();
  assert.equal(asked(), 1);
  waiting[0] = 1;
  waiting[1] = 2;
  await assert.rejects(admission.admit(), FULL);
  assert.equal(asked(), 2);
});

Deno.test("nobody is refused for an old count", async () => {
  const { admission, waiting, asked } = open(1);
  waiting[1] = 5;
  await assert.rejects(admission.admit(), FULL);
  waiting[1] = 0;
  await admission.admit();
  assert.equal(asked(), 2);
});

Deno.test("of many at once no more are let in than there is room for, by one count", async () => {
  const { admission, waiting, asked } = open(5);
  waiting[1] = 3;
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => admission.admit()));
  assert.equal(all.filter(({ status }) => status === "fulfilled").length, 2);
  const refused = all.filter((one) => one.status === "rejected");
  assert.ok(refused.every(({ reason }) => reason.code === "queue_full"));
  assert.equal(asked(), 1);
});

Deno.test("a count that fails is made again for the next", async () => {
  let down = true;
  const depths = () => down ? Promise.reject(new Error("away")) : Promise.resolve([]);
  const admission = new Admission({ maintenance: { depths } } as unknown as Store, 1);
  await assert.rejects(admission.admit(), /away/);
  down = false;
  await admission.admit();
});
