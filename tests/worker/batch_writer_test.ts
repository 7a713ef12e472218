import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { TaskClaim } from "../../src/store/port.ts";
import { BatchWriter } from "../../src/worker/batch_writer.ts";
import type { RunEnd } from "../../src/workflow/run.ts";
import { FakeTime } from "../support/fake_time.ts";
import { logLines } from "../support/log_lines.ts";

const NOTHING = { ends: [], accepted: new Set<string>(), ended_jobs: [] };

type Submission = TaskClaim["submission_type"];

function end(id: number, submission_type: Submission = "SINGLE_FILE"): RunEnd {
  return { kind: "abandoned", claim: { task_id: String(id), submission_type } as TaskClaim };
}

function idsOf(ends: readonly RunEnd[]): number[] {
  return ends.map((e) => Number(e.claim.task_id));
}

/** A writer that keeps the ids of each batch, beside as many running tasks as `running` says. */
function recorder(running: () => number): { writer: BatchWriter; batches: number[][] } {
  const batches: number[][] = [];
  const writer = new BatchWriter(
    (ends) => Promise.resolve((batches.push(idsOf(ends)), NOTHING)),
    () => {},
    running,
  );
  return { writer, batches };
}

Deno.test("while little else runs an end is written at once", async () => {
  using time = new FakeTime();
  const { writer, batches } = recorder(() => 0);
  writer.add(end(1));
  await writer.drained();
  assert.deepEqual([batches, time.pending], [[[1]], 0]);
});

Deno.test("while many others run, ends are gathered for a moment", async () => {
  using time = new FakeTime();
  const { writer, batches } = recorder(() => 100);
  writer.add(end(1));
  writer.add(end(2));
  await time.tick(10);
  assert.deepEqual(batches, []);
  await time.tick(10);
  assert.deepEqual(batches, [[1, 2]]);
});

Deno.test("files of archives are gathered for longer, until a single job is among them", async () => {
  using time = new FakeTime();
  const { writer, batches } = recorder(() => 100);
  writer.add(end(1, "ZIP_ARCHIVE"));
  await time.tick(70);
  assert.deepEqual(batches, []);
  await time.tick(15);
  assert.deepEqual(batches, [[1]]);
  writer.add(end(2, "ZIP_ARCHIVE"));
  await time.tick(5);
  writer.add(end(3));
  await time.tick(20);
  assert.deepEqual(batches, [[1], [2, 3]]);
});

Deno.test("many ends do not wait for more", async () => {
  using _time = new FakeTime();
  const { writer, batches } = recorder(() => 100);
  for (let i = 0; i < 70; i++) writer.add(end(i, "ZIP_ARCHIVE"));
  await writer.drained();
  assert.equal(batches.flat().length, 70);
});

Deno.test("the last files of an archive are written together, and the very last at once", async () => {
  using time = new FakeTime();
  let running = 5;
  const { writer, batches } = recorder(() => running);
  for (let i = 1; i <= 5; i++) {
    running--;
    writer.add(end(i, "ZIP_ARCHIVE"));
    await time.tick(1);
  }
  assert.deepEqual(batches, [[1, 2, 3, 4, 5]]);
});

Deno.test("what cannot be written is kept and written later, each once and in order", async () => {
  using time = new FakeTime();
  const batches: number[][] = [];
  const told: number[] = [];
  let down = true;
  const writer = new BatchWriter(
    (ends) => {
      if (down) return Promise.reject(new LintelError("store_unavailable", "down"));
      batches.push(idsOf(ends));
      return Promise.resolve(NOTHING);
    },
    (ends) => told.push(...idsOf(ends)),
    () => 0,
  );
  writer.add(end(1));
  await time.tick(500);
  writer.add(end(2));
  await time.tick(3000);
  assert.deepEqual([batches, told], [[], []]);
  down = false;
  const drained = writer.drained();
  await time.tick(1000);
  await drained;
  assert.deepEqual([batches, told], [[[1, 2]], [1, 2]]);
});

/** An end whose result the store does not take, in whatever batch it is. */
function linted(id: number): RunEnd {
  const claim = { task_id: String(id), submission_type: "ZIP_ARCHIVE" } as TaskClaim;
  return { kind: "linted", claim } as RunEnd;
}

Deno.test("an end that the store refuses fails alone, and nothing waits behind it", async () => {
  await using log = await logLines("error");
  const written: string[] = [];
  const writer = new BatchWriter(
    (ends, as) => {
      if (ends.some((e) => e.kind === "linted" && e.claim.task_id === "2")) {
        return Promise.reject(new Error("the column is too short"));
      }
      for (const { kind, claim } of ends) written.push(`${claim.task_id} ${kind} ${as}`);
      return Promise.resolve(NOTHING);
    },
    () => {},
    () => 0,
  );
  for (const id of [1, 2, 3]) writer.add(linted(id));
  await writer.drained();
  writer.add(linted(4));
  await writer.drained();
  assert.deepEqual(written, [
    "1 linted batch",
    "2 failed single",
    "3 linted single",
    "4 linted batch",
  ]);
  assert.deepEqual(log.lines.map((line) => [line.message, line.task_id]), [
    ["the store refused the end of a task", "2"],
  ]);
});

Deno.test("a failure whose own words the store refuses is written in others", async () => {
  await using _log = await logLines("error");
  const written: string[] = [];
  const writer = new BatchWriter(
    (ends) => {
      for (const end of ends) {
        if (end.kind !== "failed") continue;
        if (end.error.code !== "result_refused") return Promise.reject(new Error("no such letter"));
        written.push(`${end.claim.task_id}: ${end.error.message}`);
      }
      return Promise.resolve(NOTHING);
    },
    () => {},
    () => 0,
  );
  const error = new LintelError("engine_failed", "\u{1F642}");
  writer.add({ kind: "failed", claim: end(1).claim, error });
  await writer.drained();
  assert.deepEqual(written, ["1: the store refused the result: no such letter"]);
});

Deno.test("where not even a failure is taken the others go on, and it is told once", async () => {
  using time = new FakeTime();
  await using log = await logLines("error");
  const written: string[] = [];
  let refuses = true;
  const writer = new BatchWriter(
    (ends) => {
      if (refuses && ends.some((e) => e.claim.task_id === "1")) {
        return Promise.reject(new Error("no such privilege"));
      }
      for (const { kind, claim } of ends) written.push(`${claim.task_id} ${kind}`);
      return Promise.resolve(NOTHING);
    },
    () => {},
    () => 0,
  );
  writer.add(linted(1));
  await time.tick(0);
  writer.add(linted(2));
  await time.tick(5000);
  assert.deepEqual([written, log.lines.length], [["2 linted"], 1]);
  refuses = false;
  const drained = writer.drained();
  await time.tick(1000);
  await drained;
  assert.deepEqual([written, log.lines.length], [["2 linted", "1 linted"], 1]);
});

Deno.test("a store that goes away while ends are written singly gets the rest later", async () => {
  using time = new FakeTime();
  const written: string[] = [];
  let away = true;
  const writer = new BatchWriter(
    (ends, as) => {
      if (as === "batch" && away) return Promise.reject(new Error("one of them is wrong"));
      if (away && ends[0]!.claim.task_id === "2") {
        return Promise.reject(new LintelError("store_unavailable", "gone"));
      }
      written.push(...ends.map((e) => `${e.claim.task_id} ${e.kind}`));
      return Promise.resolve(NOTHING);
    },
    () => {},
    () => 0,
  );
  // The first is under way while the others come, so that these are a batch.
  writer.add(linted(0));
  for (const id of [1, 2, 3]) writer.add(linted(id));
  await time.tick(0);
  away = false;
  const drained = writer.drained();
  await time.tick(1000);
  await drained;
  assert.deepEqual(written, ["0 linted", "1 linted", "2 linted", "3 linted"]);
});

Deno.test("whoever cannot be told of an end does not have it written again", async () => {
  let writes = 0;
  const writer = new BatchWriter(
    () => Promise.resolve((writes++, NOTHING)),
    () => {
      throw new Error("a counter is broken");
    },
    () => 0,
  );
  writer.add(end(1));
  await writer.drained();
  assert.equal(writes, 1);
});
