/** What every queue adapter does; run for each by a file beside this one. */
import assert from "node:assert/strict";
import type { Consumer, Queue, QueueCapabilities, QueueName } from "../../src/queue/port.ts";
import { sleep, until, within } from "../support/wait.ts";

/** A consumer in another process. */
export interface OtherProcess {
  /** Resolves with the next line it says for which `wanted` is true. */
  said(wanted: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** How the suite gets at one adapter. Queues opened on the same `place` share their messages. */
export interface QueueHarness {
  name: string;
  /** True where what it needs is not installed: its cases are then named as ignored. */
  missing?: boolean;
  capabilities: QueueCapabilities;
  place(): Promise<string>;
  /** `backoff` is short, so that tests of redelivery end soon. */
  open(place: string): Promise<Queue>;
  /** One that hangs never ends what it was delivered. */
  spawnConsumer(place: string, kind: "serves" | "hangs"): Promise<OtherProcess>;
}

interface Case {
  name: string;
  needs?: (can: QueueCapabilities) => boolean;
  run(harness: QueueHarness): Promise<void>;
}

type Delivery = { queue: QueueName; ids: string[] };

/** Records what is delivered; `gate` may hold or refuse a message. */
class Recorder implements Consumer {
  readonly delivered: Delivery[] = [];
  readonly wakes: QueueName[] = [];
  private waiting: { test: () => boolean; resolve: () => void }[] = [];

  constructor(
    readonly concurrency: number = 8,
    private readonly gate: (delivery: Delivery) => Promise<void> = () => Promise.resolve(),
  ) {}

  async onMessage(queue: QueueName, ids: readonly string[]): Promise<void> {
    const delivery = { queue, ids: [...ids] };
    this.delivered.push(delivery);
    this.notify();
    await this.gate(delivery);
  }

  onWake(queue: QueueName): void {
    this.wakes.push(queue);
    this.notify();
  }

  ids(): string[] {
    return this.delivered.flatMap((delivery) => delivery.ids);
  }

  /** Resolves once `test` holds; rejects when nothing more is to be expected. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    const holds = new Promise<void>((resolve) => this.waiting.push({ test, resolve }));
    return within("a delivery", holds);
  }

  private notify(): void {
    const ready = this.waiting.filter((w) => w.test());
    this.waiting = this.waiting.filter((w) => !ready.includes(w));
    for (const { resolve } of ready) resolve();
  }
}

async function withQueue(
  harness: QueueHarness,
  work: (queue: Queue, place: string) => Promise<void>,
): Promise<void> {
  const place = await harness.place();
  const queue = await harness.open(place);
  try {
    await work(queue, place);
  } finally {
    await queue.close();
  }
}

/** Long enough for what must not happen to have happened, where it does. */
async function settle(): Promise<void> {
  await sleep(300);
}

const CASES: Case[] = [
  {
    name: "delivers ids to the consumer, with the name of their queue",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const recorder = new Recorder();
        await queue.consume(recorder);
        await queue.enqueue("zip_processing", ["job-1"]);
        await queue.enqueue("sql_analysis", ["job-2", "job-3"]);
        await recorder.until(() => recorder.delivered.length >= 2);
        recorder.delivered.sort((a, b) => a.queue.localeCompare(b.queue));
        assert.deepEqual(recorder.delivered, [
          { queue: "sql_analysis", ids: ["job-2", "job-3"] },
          { queue: "zip_processing", ids: ["job-1"] },
        ]);
      }),
  },
  {
    name: "wakes the consumer of its own process at once, before the message is durable",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const recorder = new Recorder();
        await queue.consume(recorder);
        const sent = queue.enqueue("sql_analysis", ["job-1"]);
        assert.deepEqual(recorder.wakes, ["sql_analysis"]);
        await sent;
      }),
  },
  {
    name: "sends nothing for no ids",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const recorder = new Recorder();
        await queue.consume(recorder);
        await queue.enqueue("sql_analysis", []);
        await queue.enqueue("sql_analysis", ["job-1"]);
        await recorder.until(() => recorder.delivered.length >= 1);
        assert.deepEqual(recorder.delivered, [{ queue: "sql_analysis", ids: ["job-1"] }]);
        assert.deepEqual(recorder.wakes, ["sql_analysis"]);
      }),
  },
  {
    name: "delivers any number of ids, all of them and no others",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const recorder = new Recorder();
        await queue.consume(recorder);
        const ids = Array.from({ length: 12_345 }, (_, i) => `${crypto.randomUUID()}-${i}`);
        await queue.enqueue("sql_analysis", ids);
        // Which may come twice: Deno KV takes a message for lost that waited five seconds for a disk.
        await recorder.until(() => new Set(recorder.ids()).size >= ids.length);
        assert.deepEqual([...new Set(recorder.ids())].sort(), ids.sort());
      }),
  },
  {
    name: "runs no more messages at once than the consumer takes",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        let running = 0;
        let most = 0;
        const gate = Promise.withResolvers<void>();
        const recorder = new Recorder(3, async () => {
          most = Math.max(most, ++running);
          await gate.promise;
          running--;
        });
        await queue.consume(recorder);
        for (let i = 0; i < 20; i++) await queue.enqueue("sql_analysis", [`job-${i}`]);
        try {
          await recorder.until(() => recorder.delivered.length >= 3);
          await settle();
        } finally {
          gate.resolve();
        }
        await recorder.until(() => recorder.delivered.length >= 20);
        assert.equal(most, 3);
      }),
  },
  {
    name: "delivers a refused message again, and the others meanwhile",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        let refusals = 0;
        const recorder = new Recorder(8, async ({ ids }) => {
          if (ids[0] === "bad" && refusals++ === 0) throw new Error("refused by the test");
        });
        await queue.consume(recorder);
        await queue.enqueue("sql_analysis", ["bad"]);
        await queue.enqueue("sql_analysis", ["good"]);
        await recorder.until(() => recorder.ids().filter((id) => id === "bad").length >= 2);
        await recorder.until(() => recorder.ids().includes("good"));
        assert.deepEqual(await queue.undelivered(10), []);
      }),
  },
  {
    name: "keeps what was refused every time as a dead letter, oldest first, until discarded",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const recorder = new Recorder(8, () => Promise.reject(new Error("refused by the test")));
        await queue.consume(recorder);
        await queue.enqueue("zip_processing", ["job-1"]);
        await sleep(5);
        await queue.enqueue("sql_analysis", ["job-2", "job-3"]);
        const letters = await lettersOf(queue, 2);
        assert.deepEqual(letters.map(({ queue, ids }) => ({ queue, ids })), [
          { queue: "zip_processing", ids: ["job-1"] },
          { queue: "sql_analysis", ids: ["job-2", "job-3"] },
        ]);
        assert.deepEqual(await queue.undelivered(1), letters.slice(0, 1));
        await queue.discard(letters[0]!.id);
        assert.deepEqual(await queue.undelivered(10), letters.slice(1));
        await queue.discard("no such letter");
      }),
  },
  {
    name: "stops after what is in flight and leaves the rest to others",
    run: (harness) =>
      withQueue(harness, async (queue, place) => {
        let open = () => {};
        const gate = new Promise<void>((resolve) => open = resolve);
        const first = new Recorder(1, () => gate);
        await queue.consume(first);
        await queue.enqueue("sql_analysis", ["job-1"]);
        await first.until(() => first.delivered.length === 1);
        let stopped = false;
        const stop = queue.stopConsuming().then(() => stopped = true);
        await queue.enqueue("sql_analysis", ["job-2"]);
        await settle();
        assert.equal(stopped, false);
        assert.deepEqual(first.ids(), ["job-1"]);
        open();
        await within("the end of the consumer", stop);
        await settle();
        assert.deepEqual(first.ids(), ["job-1"]);
        const other = await harness.open(place);
        try {
          const second = new Recorder();
          await other.consume(second);
          await second.until(() => second.ids().includes("job-2"));
        } finally {
          await other.close();
        }
      }),
  },
  {
    name: "keeps messages while no process has it open",
    needs: (can) => can.durable,
    run: async (harness) => {
      const place = await harness.place();
      const before = await harness.open(place);
      await before.enqueue("sql_analysis", ["job-1"]);
      await before.close();
      const after = await harness.open(place);
      try {
        const recorder = new Recorder();
        await after.consume(recorder);
        await recorder.until(() => recorder.ids().includes("job-1"));
      } finally {
        await after.close();
      }
    },
  },
  {
    name: "wakes and serves consumers of other processes",
    run: (harness) =>
      withQueue(harness, async (queue, place) => {
        const other = await harness.spawnConsumer(place, "serves");
        try {
          for (let i = 0; i < 3; i++) {
            const woken = other.said((line) => line.wake !== undefined);
            const served = other.said((line) => Array.isArray(line.ids));
            await queue.enqueue("sql_analysis", [`job-${i}`]);
            await within("a wake", woken);
            const line = await within("a delivery", served);
            assert.deepEqual(line, { queue: "sql_analysis", ids: [`job-${i}`] });
          }
        } finally {
          await other.kill();
        }
      }),
  },
  {
    name: "delivers again what a killed process had taken",
    needs: (can) => can.durable,
    run: (harness) =>
      withQueue(harness, async (queue, place) => {
        const other = await harness.spawnConsumer(place, "hangs");
        try {
          const taken = other.said((line) => Array.isArray(line.ids));
          await queue.enqueue("zip_processing", ["job-1"]);
          await within("a delivery", taken);
        } finally {
          await other.kill();
        }
        // Its lease ends after some seconds, and processes that start look for such messages.
        const recorder = new Recorder();
        await queue.consume(recorder);
        await until("the message of the killed process", async () => {
          await sleep(2000);
          const starter = await harness.open(place);
          await starter.consume(recorder);
          await settle();
          await starter.close();
          return recorder.ids().includes("job-1");
        });
      }),
  },
  {
    name: "tells its kind and size, and of a server its version and connections",
    run: (harness) =>
      withQueue(harness, async (queue) => {
        const facts = await queue.facts();
        assert.equal(facts.kind, queue.kind);
        assert.ok(facts.bytes! > 0, `${facts.bytes} bytes`);
        if (!queue.capabilities.acrossHosts) return;
        assert.match(facts.version ?? "", /^\d+\.\d+/);
        const { connections, connections_limit: limit } = facts;
        assert.ok(connections! >= 1 && limit! >= connections!, `${connections} of ${limit}`);
      }),
  },
  {
    name: "answers a ping while open, and queue_unavailable once closed",
    run: async (harness) => {
      const queue = await harness.open(await harness.place());
      await queue.ping();
      await queue.close();
      await queue.close();
      const unavailable = { name: "LintelError", code: "queue_unavailable" };
      await assert.rejects(queue.ping(), unavailable);
      await assert.rejects(queue.enqueue("sql_analysis", ["job-1"]), unavailable);
      await assert.rejects(queue.undelivered(1), unavailable);
    },
  },
];

function lettersOf(queue: Queue, count: number) {
  return until(`${count} dead letters`, async () => {
    const letters = await queue.undelivered(10);
    return letters.length >= count && letters;
  });
}

/** Registers the cases; those that the adapter cannot pass by its nature are named as ignored. */
export function queueSuite(harness: QueueHarness): void {
  for (const { name, needs, run } of CASES) {
    const unable = needs !== undefined && !needs(harness.capabilities);
    const ignore = harness.missing === true || unable;
    Deno.test({ name: `${harness.name}: ${name}`, ignore, fn: () => run(harness) });
  }
}
