/** Archives on their way to tasks. */
import assert from "node:assert/strict";
import {
  archiveJob,
  type Case,
  claimExpansion,
  claimOne,
  newTask,
  success,
  T0,
  WORKER,
} from "../kit.ts";

const ERROR = { code: "storage_unavailable", message: "the volume is away" };

export const expansionCases: Case[] = [
  {
    name: "an archive is claimed once, oldest first, and becomes PROCESSING",
    async run(store) {
      const young = archiveJob({ created_at: T0 + 5 });
      const old = archiveJob({ created_at: T0 });
      await store.jobs.create(young);
      await store.jobs.create(old);
      assert.deepEqual(await store.expansions.claim(WORKER, 10, T0 - 1), []);
      const [first, ...none] = await store.expansions.claim(WORKER, 1, T0 + 10);
      assert.deepEqual(none, []);
      assert.equal(first?.job.job_id, old.job_id);
      assert.equal(first?.attempt, 1);
      assert.deepEqual(first?.job, await store.jobs.get(old.job_id));
      assert.equal(first?.job.status, "PROCESSING");
      assert.equal(first?.job.started_at, T0 + 10);
      const rest = await store.expansions.claim(WORKER, 10, T0 + 10);
      assert.deepEqual(rest.map((c) => c.job.job_id), [young.job_id]);
      assert.deepEqual(await store.expansions.claim(WORKER, 10, T0 + 99), []);
    },
  },
  {
    name: "tasks are counted as they come, and claimed by nobody before the end",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      const bad = newTask(2, { source: null, error: { code: "undecodable", message: "no text" } });
      assert.equal(await store.expansions.addTasks(claim, [newTask(0), newTask(1)], T0), true);
      assert.equal(await store.expansions.addTasks(claim, [bad], T0), true);
      const counts = { total: 3, pending: 2, processing: 0, succeeded: 0, failed: 1, cancelled: 0 };
      assert.deepEqual((await store.jobs.get(job.job_id))?.counts, counts);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 99), []);
      assert.deepEqual(await store.maintenance.overdue(T0 + 99, 10), []);
      assert.equal((await store.maintenance.depths())[1]?.length, 0);
      assert.equal((await store.maintenance.depths())[1]?.oldest_at, null);
      const skipped = [{ name: "x.bin", reason: "it is not a SQL file" }];
      const reading = { name_encoding: "shift_jis", notes: ["a note"] };
      assert.equal(await store.expansions.finish(claim, skipped, T0 + 20, reading), true);
      const after = await store.jobs.get(job.job_id);
      assert.deepEqual(after?.reading, reading);
      assert.equal(after?.status, "PROCESSING");
      assert.deepEqual(after?.skipped, skipped);
      assert.equal((await store.tasks.claim("w", 10, 10, T0 + 99)).length, 2);
      const [attempt, ...more] = await store.tasks.expansionAttempts(job.job_id);
      assert.deepEqual(more, []);
      assert.deepEqual(attempt, {
        job_id: job.job_id,
        task_id: null,
        attempt: 1,
        worker_id: WORKER,
        started_at: T0 + 1,
        finished_at: T0 + 20,
        error: null,
      });
    },
  },
  {
    name:
      "an archive without tasks ends with its expansion, and one of nothing but failures FAILED",
    async run(store) {
      const empty = archiveJob();
      await store.jobs.create(empty);
      await store.expansions.finish(await claimExpansion(store, empty.job_id), [], T0 + 20);
      const ended = await store.jobs.get(empty.job_id);
      assert.equal(ended?.status, "COMPLETED");
      assert.equal(ended?.verdict, null);
      assert.equal(ended?.finished_at, T0 + 20);
      const broken = archiveJob();
      await store.jobs.create(broken);
      const claim = await claimExpansion(store, broken.job_id);
      const error = { code: "undecodable", message: "no text" };
      await store.expansions.addTasks(claim, [newTask(0, { error })], T0);
      await store.expansions.finish(claim, [], T0 + 20);
      assert.equal((await store.jobs.get(broken.job_id))?.status, "FAILED");
    },
  },
  {
    name: "a failed attempt is due again at its time, without the tasks it had added",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      assert.equal(await store.expansions.fail(claim, ERROR, [], T0 + 500, T0 + 20), true);
      const between = await store.jobs.get(job.job_id);
      assert.equal(between?.status, "PROCESSING");
      assert.equal(between?.counts.total, 0);
      assert.deepEqual(await store.tasks.list(job.job_id, {}, 10), []);
      assert.deepEqual(await store.expansions.claim(WORKER, 10, T0 + 499), []);
      const [again] = await store.expansions.claim("worker-b@host", 10, T0 + 500);
      assert.equal(again?.attempt, 2);
      assert.equal(again?.job.error, null);
      await store.expansions.addTasks(again!, [newTask(0)], T0 + 500);
      await store.expansions.finish(again!, [], T0 + 600);
      await store.tasks.finish([success(await claimOne(store, T0 + 700))]);
      assert.equal((await store.jobs.get(job.job_id))?.status, "COMPLETED");
      const attempts = await store.tasks.expansionAttempts(job.job_id);
      assert.deepEqual(attempts.map((a) => [a.attempt, a.worker_id, a.error]), [
        [1, WORKER, ERROR],
        [2, "worker-b@host", null],
      ]);
    },
  },
  {
    name: "a final failure ends the job with its error, until it is retried by hand",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      const skipped = [{ name: "a", reason: "b" }];
      assert.equal(await store.expansions.fail(claim, ERROR, skipped, null, T0 + 20), true);
      const failed = await store.jobs.get(job.job_id);
      assert.equal(failed?.status, "FAILED");
      assert.deepEqual(failed?.error, ERROR);
      assert.deepEqual(failed?.skipped, skipped);
      assert.equal(failed?.finished_at, T0 + 20);
      assert.equal(failed?.counts.total, 0);
      assert.equal(await store.jobs.retry(job.job_id, T0 + 1000), 1);
      const retried = await store.jobs.get(job.job_id);
      assert.equal(retried?.status, "ACCEPTED");
      assert.equal(retried?.error, null);
      assert.equal(retried?.finished_at, null);
      const [again] = await store.expansions.claim(WORKER, 10, T0 + 1000);
      assert.equal(again?.job.job_id, job.job_id);
      assert.equal(again?.attempt, 2);
    },
  },
  {
    name: "a released claim is due at once and uses up no attempt",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      assert.equal(await store.expansions.release(claim, T0 + 50), true);
      assert.deepEqual(await store.tasks.list(job.job_id, {}, 10), []);
      const [again] = await store.expansions.claim(WORKER, 10, T0 + 50);
      assert.equal(again?.attempt, 1);
      assert.notEqual(again?.lease_token, claim.lease_token);
      assert.deepEqual(await store.tasks.expansionAttempts(job.job_id), []);
    },
  },
  {
    name: "tasks that a claim forgets are gone, and the claim goes on",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0), newTask(1)], T0);
      assert.equal(await store.expansions.forgetTasks(claim), true);
      assert.deepEqual(await store.tasks.list(job.job_id, {}, 10), []);
      assert.equal((await store.jobs.get(job.job_id))?.counts.total, 0);
      assert.equal(await store.expansions.addTasks(claim, [newTask(0)], T0), true);
      assert.equal(await store.expansions.finish(claim, [], T0), true);
      const { total, pending } = (await store.jobs.get(job.job_id))!.counts;
      assert.deepEqual([total, pending], [1, 1]);
    },
  },
  {
    name: "who lost the lease of an expansion changes nothing",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const lost = await claimExpansion(store, job.job_id);
      await store.expansions.release(lost, T0);
      const held = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(held, [newTask(0)], T0);
      const before = await store.jobs.get(job.job_id);
      assert.equal(await store.expansions.addTasks(lost, [newTask(1)], T0), false);
      assert.equal(await store.expansions.forgetTasks(lost), false);
      assert.equal(await store.expansions.finish(lost, [], T0), false);
      assert.equal(await store.expansions.fail(lost, ERROR, [], null, T0), false);
      assert.equal(await store.expansions.release(lost, T0), false);
      assert.deepEqual(await store.jobs.get(job.job_id), before);
      const tokens = [lost.lease_token, held.lease_token];
      assert.deepEqual(await store.tasks.held(tokens), [held.lease_token]);
      assert.equal(await store.expansions.finish(held, [], T0), true);
      assert.equal(await store.expansions.finish(held, [], T0), false);
      assert.deepEqual(await store.tasks.held(tokens), []);
    },
  },
  {
    name: "a cancelled expansion has lost its lease",
    async run(store) {
      const waiting = archiveJob();
      await store.jobs.create(waiting);
      assert.equal((await store.jobs.cancel(waiting.job_id, T0 + 5))?.status, "CANCELLED");
      assert.deepEqual(await store.expansions.claim(WORKER, 10, T0 + 10), []);
      const running = archiveJob();
      await store.jobs.create(running);
      const claim = await claimExpansion(store, running.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      const cancelled = await store.jobs.cancel(running.job_id, T0 + 5);
      assert.equal(cancelled?.status, "CANCELLED");
      assert.equal(cancelled?.counts.cancelled, 1);
      assert.equal(await store.expansions.finish(claim, [], T0), false);
      assert.equal((await store.jobs.get(running.job_id))?.status, "CANCELLED");
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 99), []);
    },
  },
];
