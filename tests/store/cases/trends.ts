/** What ended is counted once, by time and project. */
import assert from "node:assert/strict";
import { percentile } from "../../../src/jobs/histogram.ts";
import type { Store } from "../../../src/store/port.ts";
import {
  archiveJob,
  type Case,
  claimExpansion,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  success,
  T0,
} from "../kit.ts";

const MINUTE = Math.floor(T0 / 60_000) * 60_000;

/** The sum over all points of a step, for a label. */
async function sum(store: Store, label: string | null = null, step: 60 | 900 | 21_600 = 60) {
  const points = await store.trends.points(label, step, 0, T0 * 2);
  const total = { jobs: 0, files: 0, failed: 0, lines: 0, errors: 0 };
  for (const point of points) {
    total.jobs += point.jobs;
    total.files += point.files;
    total.failed += point.failed_files;
    total.lines += point.lines;
    total.errors += point.errors;
  }
  return total;
}

const found = (count: number) => ({
  error_count: count,
  source_lines: 100,
  rule_counts: [{ code: "LT01", severity: "error" as const, count }],
});

export const trendCases: Case[] = [
  {
    name: "a job that has ended is counted once, with its files, lines, findings and times",
    async run(store) {
      assert.equal(await store.trends.count(10), 0);
      const job = await createExpanded(store, 3, {
        labels: { project: "shop", branch: "main", team: "data", commit: "4f2a" },
      });
      const claims = await store.tasks.claim("w", 3, 3, T0 + 40);
      await store.tasks.finish([success(claims[0]!, found(2)), success(claims[1]!, found(3))]);
      assert.equal(await store.trends.count(10), 0, "the job has not ended");
      await store.tasks.finish([failure(claims[2]!)]);
      assert.equal((await store.jobs.get(job.job_id))?.verdict, "FAIL");
      assert.equal(await store.trends.count(10), 1);
      assert.equal(await store.trends.count(10), 0);
      for (const label of [null, "project:shop", "branch:main", "team:data"]) {
        for (const step of [60, 900, 21_600] as const) {
          const [point, ...rest] = await store.trends.points(label, step, 0, T0 * 2);
          assert.deepEqual(rest, []);
          const { wait, run, ...figures } = point!;
          assert.deepEqual(figures, {
            at: Math.floor(MINUTE / (step * 1000)) * step * 1000,
            jobs: 1,
            files: 3,
            failed_files: 1,
            lines: 200,
            errors: 5,
            warnings: 0,
            verdicts: { PASS: 0, FAIL: 1 },
            rules: { LT01: 5 },
            statements: { total: 4, parsed: 4 },
          });
          // 40 ms of waiting, 60 of running.
          assert.ok(percentile(wait, 0.95)! > 30 && percentile(wait, 0.95)! <= 50);
          assert.ok(percentile(run, 0.05)! > 50 && percentile(run, 0.95)! <= 70);
        }
      }
      // Almost every job has a commit of its own: sums by commit would outgrow the jobs.
      assert.deepEqual(await store.trends.points("commit:4f2a", 60, 0, T0 * 2), []);
    },
  },
  {
    name: "jobs of one minute and others add up, in order and only within the asked time",
    async run(store) {
      for (const [i, later] of [0, 1, 61_000, 3_600_000].entries()) {
        await createSingle(store, { created_at: T0 + i });
        const claim = await claimOne(store, T0 + 10);
        const end = { ...success(claim, found(1)), finished_at: T0 + 100 + later };
        await store.tasks.finish([end]);
      }
      assert.equal(await store.trends.count(3), 3);
      assert.equal(await store.trends.count(3), 1);
      const points = await store.trends.points(null, 60, 0, T0 * 2);
      assert.deepEqual(points.map(({ at, jobs }) => [(at - MINUTE) / 60_000, jobs]), [
        [0, 2],
        [1, 1],
        [60, 1],
      ]);
      const some = await store.trends.points(null, 60, MINUTE + 60_000, MINUTE + 3_600_000);
      assert.deepEqual(some.map(({ jobs }) => jobs), [1]);
      assert.deepEqual(await sum(store, null, 21_600), {
        jobs: 4,
        files: 4,
        failed: 0,
        lines: 400,
        errors: 4,
      });
    },
  },
  {
    name: "a job that is retried counts at each end, with only what was run again",
    async run(store) {
      const job = await createExpanded(store, 3);
      const claims = await store.tasks.claim("w", 3, 3, T0 + 40);
      await store.tasks.finish([
        success(claims[0]!, found(2)),
        success(claims[1]!, found(2)),
        failure(claims[2]!),
      ]);
      await store.trends.count(10);
      assert.equal(await store.jobs.retry(job.job_id, T0 + 5000), 1);
      assert.equal(await store.trends.count(10), 0, "it is open again");
      const again = await claimOne(store, T0 + 5010);
      await store.tasks.finish([{ ...success(again, found(7)), finished_at: T0 + 5100 }]);
      assert.equal(await store.trends.count(10), 1);
      assert.deepEqual(await sum(store), { jobs: 2, files: 4, failed: 1, lines: 300, errors: 11 });
      const points = await store.trends.points(null, 21_600, 0, T0 * 2);
      assert.equal(points.reduce((all, { rules }) => all + (rules.LT01 ?? 0), 0), 11);
      const times = (of: "wait" | "run") =>
        points.reduce((all, point) => all + Object.values(point[of]).reduce((a, b) => a + b, 0), 0);
      assert.deepEqual([times("run"), times("wait")], [4, 3], "each end has one time");
      // What was tried again did not wait since its submission.
      for (const { wait } of points) assert.ok((percentile(wait, 0.99) ?? 0) <= 50);
    },
  },
  {
    name: "a job that is retried before it was counted is counted once, as it ends at last",
    async run(store) {
      const job = await createExpanded(store, 2);
      const claims = await store.tasks.claim("w", 2, 2, T0 + 40);
      await store.tasks.finish([success(claims[0]!, found(2)), failure(claims[1]!)]);
      await store.jobs.retry(job.job_id, T0 + 5000);
      assert.equal(await store.trends.count(10), 0);
      const again = await claimOne(store, T0 + 5010);
      await store.tasks.finish([{ ...success(again, found(1)), finished_at: T0 + 5100 }]);
      assert.equal(await store.trends.count(10), 1);
      assert.deepEqual(await sum(store), { jobs: 1, files: 2, failed: 0, lines: 200, errors: 3 });
    },
  },
  {
    name: "a job is counted before it is deleted, and only once",
    async run(store) {
      const job = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      assert.equal(await store.jobs.delete(job.job_id), true);
      assert.equal(await store.trends.count(10), 0);
      assert.deepEqual(await sum(store), { jobs: 1, files: 1, failed: 0, lines: 100, errors: 1 });
      const other = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      await store.trends.count(10);
      await store.jobs.delete(other.job_id);
      assert.equal((await sum(store)).jobs, 2);
    },
  },
  {
    name: "jobs that end otherwise count as well: cancelled, or an archive that cannot be read",
    async run(store) {
      const cancelled = await createExpanded(store, 3);
      const claim = await claimOne(store);
      await store.tasks.finish([success(claim, found(1))]);
      await store.jobs.cancel(cancelled.job_id, T0 + 200);
      const broken = archiveJob();
      await store.jobs.create(broken);
      const expansion = await claimExpansion(store, broken.job_id);
      const error = { code: "invalid_archive", message: "" };
      await store.expansions.fail(expansion, error, [], null, T0 + 300);
      assert.equal(await store.trends.count(10), 2);
      assert.deepEqual(await sum(store), { jobs: 2, files: 1, failed: 0, lines: 100, errors: 1 });
    },
  },
  {
    name: "what was linted again to compare counts, but not for its project",
    async run(store) {
      const labels = { project: "shop" };
      const job = await createSingle(store, { labels });
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      await createSingle(store, { labels, relint_of: job.job_id });
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      assert.equal(await store.trends.count(10), 2);
      assert.equal((await sum(store)).jobs, 2);
      assert.equal((await sum(store, "project:shop")).jobs, 1);
    },
  },
  {
    name: "several that count at once count each job once",
    async run(store) {
      const ends = [];
      for (let i = 0; i < 30; i++) {
        const labels = { project: `p${i % 3}`, branch: `b${i % 2}` };
        await createSingle(store, { labels });
        ends.push(success(await claimOne(store), found(1)));
      }
      await store.tasks.finish(ends);
      const counts = await Promise.all(Array.from({ length: 4 }, () => store.trends.count(10)));
      let counted = counts.reduce((a, b) => a + b);
      for (let more = 1; more > 0; counted += more) more = await store.trends.count(10);
      assert.equal(counted, 30);
      const expected = { jobs: 30, files: 30, failed: 0, lines: 3000, errors: 30 };
      assert.deepEqual(await sum(store), expected);
      assert.equal((await sum(store, "project:p1", 900)).jobs, 10);
      assert.equal((await sum(store, "branch:b1", 900)).jobs, 15);
    },
  },
  {
    name: "sums of a step from before a time are forgotten, others stay",
    async run(store) {
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), found(1))]);
      await store.trends.count(10);
      assert.equal(await store.trends.prune(60, MINUTE), 0);
      assert.equal(await store.trends.prune(60, MINUTE + 1), 1);
      assert.deepEqual(await store.trends.points(null, 60, 0, T0 * 2), []);
      assert.equal((await store.trends.points(null, 900, 0, T0 * 2)).length, 1);
    },
  },
];
