/** Baselines, and how jobs stand to theirs at their end. */
import assert from "node:assert/strict";
import type { BaselineFinding } from "../../../src/lint/baseline.ts";
import type { Baseline, Store } from "../../../src/store/port.ts";
import { type Case, claimOne, createExpanded, createSingle, failure, success, T0 } from "../kit.ts";

export function newBaseline(change: Partial<Baseline> = {}): Baseline {
  return {
    name: "shop-main",
    project: "shop",
    owner: "ann",
    reason: "before the rules",
    created_at: T0,
    created_by: "ann",
    expires_at: null,
    from_job: null,
    findings: 0,
    ...change,
  };
}

const hex = (n: number) => n.toString(16).padStart(32, "0");

/** Entries of files of an expanded job: `[file, fingerprint]`. */
function entries(...list: [number, number][]): BaselineFinding[] {
  return list.map(([file, n]) => ({
    fingerprint: hex(n),
    code: "LT01",
    file: `dir/file-${String(file).padStart(3, "0")}.sql`,
  }));
}

const withBaseline = { options: { dialect: "ansi", baseline: "shop-main" } };

/** What the end of a task says of its findings: each a fingerprint, an error unless negative. */
const found = (...list: number[]) => ({
  error_count: list.length,
  fingerprints: list.map((n) => ({ fingerprint: hex(Math.abs(n)), error: n > 0 })),
});

async function result(store: Store, job_id: string) {
  const job = await store.jobs.get(job_id);
  return job?.baseline_result;
}

export const baselineCases: Case[] = [
  {
    name: "a baseline comes back as it was made, and its name is taken once",
    async run(store) {
      const list = Array.from({ length: 1001 }, (_, i) => ({
        ...entries([i, i])[0]!,
        file: `größe '" ${i}.sql`,
      }));
      const baseline = newBaseline({
        reason: "größe\n'\"\\ 😀",
        expires_at: T0 + 5,
        findings: 1001,
      });
      assert.equal(await store.baselines.create(baseline, list), true);
      assert.equal(await store.baselines.create(newBaseline({ owner: "bob" }), []), false);
      assert.deepEqual(await store.baselines.get("shop-main"), baseline);
      assert.deepEqual(await store.baselines.findings("shop-main"), list);
      assert.equal(await store.baselines.get("Shop-main"), null);
      assert.equal(await store.baselines.findings("nothing"), null);
    },
  },
  {
    name: "baselines are listed by name and project, and deleted with what they hold",
    async run(store) {
      for (const name of ["c", "a", "b"]) {
        const project = name === "b" ? "bank" : "shop";
        await store.baselines.create(newBaseline({ name, project }), entries([0, 1]));
      }
      const names = async (...args: Parameters<typeof store.baselines.list>) =>
        (await store.baselines.list(...args)).map(({ name }) => name);
      assert.deepEqual(await names({}, 2), ["a", "b"]);
      assert.deepEqual(await names({}, 2, "b"), ["c"]);
      assert.deepEqual(await names({ project: "shop" }, 10), ["a", "c"]);
      assert.equal(await store.baselines.delete("a"), true);
      assert.equal(await store.baselines.delete("a"), false);
      assert.equal(await store.baselines.create(newBaseline({ name: "a" }), []), true);
      assert.deepEqual(await store.baselines.findings("a"), []);
    },
  },
  {
    name: "the end of a job tells what is new, unchanged and gone, finding by finding",
    async run(store) {
      await store.baselines.create(newBaseline(), entries([0, 1], [0, 2], [1, 3], [9, 4]));
      const job = await createExpanded(store, 3, withBaseline);
      assert.equal((await store.jobs.get(job.job_id))?.baseline, "shop-main");
      const claims = await store.tasks.claim("w", 3, 3, T0 + 5);
      await store.tasks.finish([success(claims[0]!, found(1, 5))]);
      assert.equal(await result(store, job.job_id), null, "it has not ended");
      // The file 9 is not among them: what it had may have moved. What file 1 had may not.
      await store.tasks.finish([success(claims[1]!, found()), success(claims[2]!, found(4, 3))]);
      assert.deepEqual(await result(store, job.job_id), {
        new: 2,
        new_errors: 2,
        unchanged: 2,
        gone: 2,
        verdict: "FAIL",
        missing: false,
      });
      assert.deepEqual(await store.baselines.states(job.job_id, [0, 1, 2]), [
        { seq: 0, states: "un" },
        { seq: 2, states: "un" },
      ]);
      assert.deepEqual(await store.baselines.states(job.job_id, []), []);
    },
  },
  {
    name: "new warnings alone pass, and so does a job without anything new",
    async run(store) {
      await store.baselines.create(newBaseline(), entries([0, 1]));
      for (const [list, fresh] of [[[1, -7], 1], [[1], 0], [[], 0]] as const) {
        const job = await createSingle(store, withBaseline);
        await store.tasks.finish([success(await claimOne(store), found(...list))]);
        const told = await result(store, job.job_id);
        assert.deepEqual([told?.new, told?.verdict], [fresh, "PASS"]);
      }
    },
  },
  {
    name: "a job whose files all failed has no verdict against its baseline",
    async run(store) {
      await store.baselines.create(newBaseline(), entries([0, 1]));
      const job = await createSingle(store, withBaseline);
      await store.tasks.finish([failure(await claimOne(store))]);
      const told = await result(store, job.job_id);
      assert.deepEqual([told?.verdict, told?.gone], [null, 1]);
    },
  },
  {
    name: "a job that is retried is compared anew at its next end",
    async run(store) {
      await store.baselines.create(newBaseline(), entries([0, 1]));
      const job = await createExpanded(store, 2, withBaseline);
      const claims = await store.tasks.claim("w", 2, 2, T0 + 5);
      await store.tasks.finish([success(claims[0]!, found(2)), failure(claims[1]!)]);
      assert.equal((await result(store, job.job_id))?.new, 1);
      await store.jobs.retry(job.job_id, T0 + 200);
      // Somebody made the baseline anew meanwhile, with what was new.
      await store.baselines.delete("shop-main");
      await store.baselines.create(newBaseline(), entries([0, 1], [0, 2]));
      const again = await claimOne(store, T0 + 210);
      await store.tasks.finish([success(again, found(3, 1))]);
      const told = await result(store, job.job_id);
      assert.deepEqual([told?.new, told?.unchanged, told?.gone], [2, 1, 1]);
      assert.deepEqual(await store.baselines.states(job.job_id, [0, 1]), [
        { seq: 1, states: "nn" },
      ]);
    },
  },
  {
    name: "a baseline that was deleted meanwhile is told as missing",
    async run(store) {
      await store.baselines.create(newBaseline(), entries([0, 1]));
      const job = await createSingle(store, withBaseline);
      await store.baselines.delete("shop-main");
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      const told = await result(store, job.job_id);
      assert.deepEqual([told?.missing, told?.verdict], [true, null]);
      assert.equal((await store.jobs.get(job.job_id))?.status, "COMPLETED");
    },
  },
  {
    name: "a job without a baseline keeps no fingerprints and says nothing of one",
    async run(store) {
      const job = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      assert.equal(await result(store, job.job_id), null);
      assert.equal(await store.jobs.delete(job.job_id), true);
    },
  },
];
