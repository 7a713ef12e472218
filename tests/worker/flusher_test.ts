import assert from "node:assert/strict";
import type { TaskClaim } from "../../src/store/port.ts";
import { Flusher } from "../../src/worker/flusher.ts";
import type { RunEnd } from "../../src/workflow/run.ts";
import { FakeTime } from "../support/fake_time.ts";

const NOTHING = { ends: [], accepted: new Set<string>(), ended_jobs: [] };

type Submission = TaskClaim["submission_type"];

function end(id: number, submission_type: Submission = "SINGLE_FILE"): RunEnd {
  return { kind: "abandoned", claim: { task_id: String(id), submission_type } as TaskClaim };
}

function idsOf(ends: readonly RunEnd[]): number[] {
  return ends.map((e) => Number(e.claim.task_id));
}

Deno.test("while little else runs an end is written at once", async () => {
  using time = new FakeTime();
  const batches: number[][] = [];
  const flusher = new Flusher(
    (ends) => Promise.resolve((batches.push(idsOf(ends)), NOTHING)),
    () => {},
    () => 0,
  );
  flusher.add(end(1));
  await flusher.drained();
  assert.deepEqual([batches, time.pending], [[[1]], 0]);
});

Deno.test("while many others run, ends are gathered for a moment", async () => {
  using time = new FakeTime();
  const batches: number[][] = [];
  const flusher = new Flusher(
    (ends) => Promise.resolve((batches.push(idsOf(ends)), NOTHING)),
    () => {},
    () => 100,
  );
  flusher.add(end(1));
  flusher.add(end(2));
  await time.tick(10);
  assert.deepEqual(batches, []);
  await time.tick(10);
  assert.deepEqual(batches, [[1, 2]]);
});

Deno.test("files of archives are gathered for longer, until a single job is among them", async () => {
  using time = new FakeTime();
  const batches: number[][] = [];
  const flusher = new Flusher(
    (ends) => Promise.resolve((batches.push(idsOf(ends)), NOTHING)),
    () => {},
    () => 100,
  );
  flusher.add(end(1, "ZIP_ARCHIVE"));
  await time.tick(30);
  assert.deepEqual(batches, []);
  await time.tick(15);
  assert.deepEqual(batches, [[1]]);
  flusher.add(end(2, "ZIP_ARCHIVE"));
  await time.tick(5);
  flusher.add(end(3));
  await time.tick(20);
  assert.deepEqual(batches, [[1], [2, 3]]);
});

Deno.test("many ends do not wait for more", async () => {
  using _time = new FakeTime();
  const batches: number[][] = [];
  const flusher = new Flusher(
    (ends) => Promise.resolve((batches.push(idsOf(ends)), NOTHING)),
    () => {},
    () => 100,
  );
  for (let i = 0; i < 50; i++) flusher.add(end(i));
  await flusher.drained();
  assert.equal(batches.flat().length, 50);
});

Deno.test("what cannot be written is kept and written later, each once and in order", async () => {
  using time = new FakeTime();
  const batches: number[][] = [];
  const told: number[] = [];
  let down = true;
  const flusher = new Flusher(
    (ends) => {
      if (down) return Promise.reject(new Error("down"));
      batches.push(idsOf(ends));
      return Promise.resolve(NOTHING);
    },
    (ends) => told.push(...idsOf(ends)),
    () => 0,
  );
  flusher.add(end(1));
  await time.tick(500);
  flusher.add(end(2));
  await time.tick(3000);
  assert.deepEqual([batches, told], [[], []]);
  down = false;
  const drained = flusher.drained();
  await time.tick(1000);
  await drained;
  assert.deepEqual([batches, told], [[[1, 2]], [1, 2]]);
});
