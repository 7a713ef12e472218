import assert from "node:assert/strict";
import type { Queue, QueueName, WorkState } from "../../src/queue/port.ts";
import { Announcer } from "../../src/workflow/announce.ts";

/** A queue that writes down what it is told; `own` says whether this process has a consumer. */
function heard(own: boolean): { queue: Queue; told: string[] } {
  const told: string[] = [];
  const queue = {
    wake(name: QueueName, work: WorkState) {
      told.push(work === "expected" ? `expect ${name}` : `wake ${name}`);
      return own;
    },
    enqueue(name: QueueName, ids: readonly string[]) {
      told.push(`message ${name} ${ids.join(",")}`);
      return Promise.resolve();
    },
  };
  return { queue: queue as unknown as Queue, told };
}

Deno.test("without a worker of its own a process sends the first message at once and gathers the next", async () => {
  const { queue, told } = heard(false);
  const announcer = new Announcer(queue);
  announcer.announce("sql_analysis", ["a"]);
  announcer.announce("sql_analysis", ["b"]);
  await Promise.resolve();
  await Promise.resolve();
  announcer.announce("sql_analysis", ["c"]);
  announcer.announce("sql_analysis", ["d"]);
  announcer.announce("sql_analysis", []);
  await announcer.settled();
  assert.deepEqual(told.filter((line) => line.startsWith("message")), [
    "message sql_analysis a,b",
    "message sql_analysis c,d",
  ]);
});

Deno.test("its own worker is told before the commit and after it, the message follows", async () => {
  const { queue, told } = heard(true);
  const announcer = new Announcer(queue);
  announcer.expect("sql_analysis");
  announcer.announce("sql_analysis", ["a"]);
  await Promise.resolve();
  announcer.announce("sql_analysis", ["b"]);
  await announcer.settled();
  assert.deepEqual(told, [
    "expect sql_analysis",
    "wake sql_analysis",
    "wake sql_analysis",
    "message sql_analysis a,b",
  ]);
});
