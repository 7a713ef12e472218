/** Cancelling and retrying by hand. */
import assert from "node:assert/strict";
import { JOB_TRANSITIONS, TASK_TRANSITIONS } from "../../../src/jobs/states.ts";
import {
  archiveJob,
  type Case,
  claimExpansion,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  newTask,
  success,
  T0,
} from "../kit.ts";

export const controlCases: Case[] = [
  {
    name: "a cancelled job's tasks are cancelled, running ones too, and what is done stays",
    async run(store) {
      const job = await createExpanded(store, 4);
      const [done, running] = await store.tasks.claim("w", 2, 2, T0 + 5);
      await store.tasks.finish([success(done!, { error_count: 2 })]);
      const cancelled = await store.jobs.cancel(job.job_id, T0 + 50);
      assert.equal(cancelled?.status, "CANCELLED");
      assert.equal(cancelled?.finished_at, T0 + 50);
      assert.equal(cancelled?.verdict, null);
      const counts = { total: 4, pending: 0, processing: 0, succeeded: 1, failed: 0, cancelled: 3 };
      assert.deepEqual(cancelled?.counts, counts);
      assert.deepEqual(cancelled, await store.jobs.get(job.job_id));
      const tasks = await store.tasks.list(job.job_id, {}, 10);
      assert.deepEqual(tasks.map((t) => [t.status, t.outcome]), [
        ["SUCCESS", "clean"],
        ["CANCELLED", "cancelled"],
        ["CANCELLED", "cancelled"],
        ["CANCELLED", "cancelled"],
      ]);
      assert.deepEqual(await store.tasks.held([running!.lease_token]), []);
      const late = await store.tasks.finish([success(running!)]);
      assert.deepEqual(late, { accepted: [], ended_jobs: [] });
      assert.equal(await store.tasks.release([running!], T0 + 60), 0);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 999), []);
      assert.deepEqual((await store.jobs.get(job.job_id))?.counts, counts);
    },
  },
  {
    name: "cancelling twice, or what has ended, changes nothing",
    async run(store) {
      const job = await createSingle(store);
      const first = await store.jobs.cancel(job.job_id, T0 + 50);
      assert.equal(first?.status, "CANCELLED");
      assert.deepEqual(await store.jobs.cancel(job.job_id, T0 + 90), first);
      const done = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      assert.equal((await store.jobs.cancel(done.job_id, T0 + 200))?.status, "COMPLETED");
    },
  },
  {
    name: "cancel and the last finish at once leave one end",
    async run(store) {
      const job = await createSingle(store);
      const claim = await claimOne(store);
      const [cancelled, report] = await Promise.all([
        store.jobs.cancel(job.job_id, T0 + 50),
        store.tasks.finish([success(claim)]),
      ]);
      const got = await store.jobs.get(job.job_id);
      const finished = report.accepted.length === 1;
      assert.equal(got?.status, finished ? "COMPLETED" : "CANCELLED");
      assert.equal(cancelled?.status, got?.status);
      assert.equal(got!.counts.succeeded + got!.counts.cancelled, 1);
    },
  },
  {
    name: "failed tasks of a job are retried by hand, and the others stay",
    async run(store) {
      const job = await createExpanded(store, 3);
      const [a, b, c] = await store.tasks.claim("w", 3, 3, T0 + 5);
      await store.tasks.finish([success(a!), failure(b!, true), failure(c!)]);
      assert.equal((await store.jobs.get(job.job_id))?.status, "PARTIALLY_COMPLETED");
      assert.equal(await store.jobs.retry(job.job_id, T0 + 1000), 2);
      const open = await store.jobs.get(job.job_id);
      assert.equal(open?.status, "PROCESSING");
      assert.equal(open?.verdict, null);
      assert.equal(open?.finished_at, null);
      assert.deepEqual(open?.counts, {
        total: 3,
        pending: 2,
        processing: 0,
        succeeded: 1,
        failed: 0,
        cancelled: 0,
      });
      const task = await store.tasks.get(b!.task_id);
      assert.equal(task?.status, "PENDING");
      assert.equal(task?.outcome, null);
      assert.equal(task?.error, null);
      assert.equal(task?.dead_lettered_at, null);
      const claims = await store.tasks.claim("w", 10, 10, T0 + 1000);
      assert.deepEqual(claims.map((x) => x.attempt), [2, 2]);
      await store.tasks.finish(claims.map((claim) => success(claim)));
      assert.equal((await store.jobs.get(job.job_id))?.status, "COMPLETED");
      assert.equal(await store.jobs.retry(job.job_id, T0 + 2000), 0);
    },
  },
  {
    name: "one failed task is retried by hand; one in another state is not",
    async run(store) {
      const job = await createExpanded(store, 2);
      const [a, b] = await store.tasks.claim("w", 2, 2, T0 + 5);
      assert.equal(await store.tasks.retry(a!.task_id, T0 + 6), false);
      await store.tasks.finish([failure(a!, true), failure(b!)]);
      assert.equal((await store.jobs.get(job.job_id))?.status, "FAILED");
      assert.equal(await store.tasks.retry(a!.task_id, T0 + 1000), true);
      assert.equal(await store.tasks.retry(a!.task_id, T0 + 1001), false);
      assert.equal((await store.jobs.get(job.job_id))?.status, "PROCESSING");
      const [claim, ...none] = await store.tasks.claim("w", 10, 10, T0 + 1000);
      assert.deepEqual(none, []);
      assert.equal(claim?.task_id, a!.task_id);
      await store.tasks.finish([success(claim!)]);
      assert.equal((await store.jobs.get(job.job_id))?.status, "PARTIALLY_COMPLETED");
    },
  },
  {
    name: "what was cancelled, is being expanded or was never stored is not retried",
    async run(store) {
      const cancelled = await createExpanded(store, 2);
      const [failed] = await store.tasks.claim("w", 1, 1, T0 + 5);
      await store.tasks.finish([failure(failed!)]);
      await store.jobs.cancel(cancelled.job_id, T0 + 50);
      assert.equal(await store.jobs.retry(cancelled.job_id, T0 + 60), 0);
      assert.equal(await store.tasks.retry(failed!.task_id, T0 + 60), false);
      const expanding = archiveJob();
      await store.jobs.create(expanding);
      const claim = await claimExpansion(store, expanding.job_id);
      const error = { code: "undecodable", message: "no text" };
      const lost = newTask(0, { error, source: null });
      const kept = newTask(1, { error });
      await store.expansions.addTasks(claim, [lost, kept], T0);
      assert.equal(await store.tasks.retry(kept.task_id, T0 + 60), false);
      assert.equal(await store.jobs.retry(expanding.job_id, T0 + 60), 0);
      await store.expansions.finish(claim, [], T0 + 70);
      assert.equal(await store.tasks.retry(lost.task_id, T0 + 80), false);
      assert.equal(await store.jobs.retry(expanding.job_id, T0 + 80), 1);
    },
  },
  {
    name: "every move of the table of states is made by some case of this suite",
    // The cases are plain functions, so the table is checked by making each move once more here.
    async run(store) {
      const seen = { jobs: new Set<string>(), tasks: new Set<string>() };
      const job = async (id: string, act: () => Promise<unknown>) => {
        const before = (await store.jobs.get(id))!.status;
        await act();
        seen.jobs.add(`${before} ${(await store.jobs.get(id))!.status}`);
      };
      const task = async (id: string, act: () => Promise<unknown>) => {
        const before = (await store.tasks.get(id))!.status;
        await act();
        seen.tasks.add(`${before} ${(await store.tasks.get(id))!.status}`);
      };
      await walkJobs(store, job);
      await walkTasks(store, task);
      const moves = (table: readonly { from: string; to: string }[]) =>
        table.map(({ from, to }) => `${from} ${to}`);
      for (const move of seen.jobs) assert.ok(moves(JOB_TRANSITIONS).includes(move), move);
      for (const move of seen.tasks) assert.ok(moves(TASK_TRANSITIONS).includes(move), move);
      assert.deepEqual(new Set(moves(TASK_TRANSITIONS)), seen.tasks);
      // An archive is PROCESSING from its first claim on, so this one is only ever two moves.
      const direct = moves(JOB_TRANSITIONS).filter((move) => move !== "ACCEPTED FAILED");
      assert.deepEqual(new Set(direct), seen.jobs);
    },
  },
];

type Store = Parameters<Case["run"]>[0];
type Watch = (id: string, act: () => Promise<unknown>) => Promise<void>;

async function walkJobs(store: Store, job: Watch): Promise<void> {
  const two = await createExpanded(store, 2);
  let claims = await store.tasks.claim("w", 2, 2, T0 + 5);
  await job(two.job_id, () => store.tasks.finish([success(claims[0]!), failure(claims[1]!)]));
  await job(two.job_id, () => store.jobs.retry(two.job_id, T0 + 200));
  claims = await store.tasks.claim("w", 2, 2, T0 + 200);
  await job(two.job_id, () => store.tasks.finish([success(claims[0]!)]));
  const one = await createSingle(store);
  await job(one.job_id, () => claimOne(store).then((claim) => claims = [claim]));
  await job(one.job_id, () => store.tasks.finish([failure(claims[0]!)]));
  await job(one.job_id, () => store.tasks.retry(claims[0]!.task_id, T0 + 300));
  await job(one.job_id, () => store.jobs.cancel(one.job_id, T0 + 300));
  const waiting = await createSingle(store);
  await job(waiting.job_id, () => store.jobs.cancel(waiting.job_id, T0 + 300));
  const zip = archiveJob();
  await store.jobs.create(zip);
  const claim = await claimExpansion(store, zip.job_id);
  const error = { code: "invalid_archive", message: "cut off" };
  await job(zip.job_id, () => store.expansions.fail(claim, error, [], null, T0 + 10));
  await job(zip.job_id, () => store.jobs.retry(zip.job_id, T0 + 20));
  const again = await store.expansions.claim("w", 1, T0 + 20);
  await store.expansions.addTasks(again[0]!, [newTask(0), newTask(1)], T0 + 20);
  await store.expansions.finish(again[0]!, [], T0 + 20);
  claims = await store.tasks.claim("w", 2, 2, T0 + 20);
  const ends = claims.map((c) => failure(c));
  await job(zip.job_id, () => store.tasks.finish(ends));
  await store.jobs.retry(zip.job_id, T0 + 400);
  claims = await store.tasks.claim("w", 2, 2, T0 + 400);
  await job(zip.job_id, () => store.tasks.finish([success(claims[0]!), failure(claims[1]!)]));
}

async function walkTasks(store: Store, task: Watch): Promise<void> {
  const job = await createSingle(store);
  const id = job.tasks[0]!.task_id;
  let claim = await claimOne(store, T0 + 500);
  await task(id, () => store.tasks.release([claim], T0 + 500));
  await task(id, () => claimOne(store, T0 + 500).then((c) => claim = c));
  await task(id, () => store.tasks.finish([failure(claim)]));
  await task(id, () => store.tasks.retry(id, T0 + 500));
  claim = await claimOne(store, T0 + 500);
  await task(id, () => store.tasks.finish([success(claim)]));
  const pair = await createExpanded(store, 2);
  const running = (await claimOne(store, T0 + 500)).task_id;
  const tasks = await store.tasks.list(pair.job_id, {}, 2);
  const waiting = tasks.find((t) => t.task_id !== running)!.task_id;
  await task(running, () => task(waiting, () => store.jobs.cancel(pair.job_id, T0 + 600)));
}
