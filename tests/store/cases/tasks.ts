/** Claiming, running and finishing tasks. */
import assert from "node:assert/strict";
import { IN_STORE, type RuleCount } from "../../../src/jobs/job.ts";
import {
  again,
  type Case,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  RESULT,
  singleJob,
  SOURCE,
  success,
  T0,
  WORKER,
} from "../kit.ts";

const count = (code: string, severity: RuleCount["severity"], n: number): RuleCount => ({
  code,
  severity,
  count: n,
});

export const taskCases: Case[] = [
  {
    name: "a claim carries what it takes to run the task",
    async run(store) {
      const job = await createSingle(store, { engine: "sqlfluff" });
      const claim = await claimOne(store, T0 + 10);
      const { lease_token, ...rest } = claim;
      assert.deepEqual(rest, {
        task_id: job.tasks[0]!.task_id,
        job_id: job.job_id,
        seq: 0,
        file_name: "dir/file-000.sql",
        attempt: 1,
        worker_id: WORKER,
        source: SOURCE,
        engine: "sqlfluff",
        options: { dialect: "ansi" },
        submission_type: "SINGLE_FILE",
        created_at: T0,
        started_at: T0 + 10,
      });
      const task = await store.tasks.get(claim.task_id);
      assert.equal(task?.status, "PROCESSING");
      assert.equal(task?.worker_id, WORKER);
      assert.equal(task?.lease_token, lease_token);
      assert.equal(task?.started_at, T0 + 10);
      const got = await store.jobs.get(job.job_id);
      assert.equal(got?.status, "PROCESSING");
      assert.equal(got?.started_at, T0 + 10);
      assert.equal(got?.counts.processing, 1);
      assert.equal(got?.counts.pending, 0);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 999), []);
    },
  },
  {
    name: "nothing is claimed before it is due",
    async run(store) {
      await createSingle(store, { created_at: T0 + 100 });
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 99), []);
      assert.equal((await store.tasks.claim("w", 10, 10, T0 + 100)).length, 1);
    },
  },
  {
    name: "claims go round by job: a small one never waits behind all of a large one",
    async run(store) {
      const large = await createExpanded(store, 20);
      const names = new Map([[large.job_id, "large"]]);
      const small = await createSingle(store, { created_at: T0 + 50 });
      names.set(small.job_id, "small");
      const middle = await createExpanded(store, 6, { created_at: T0 + 60 });
      names.set(middle.job_id, "middle");
      const served: string[][] = [];
      for (let i = 0; i < 9; i++) {
        const claims = await store.tasks.claim("w", 4, 4, T0 + 100 + i);
        served.push([...new Set(claims.map((c) => names.get(c.job_id)!))]);
      }
      assert.deepEqual(served, [
        ["large"],
        ["small", "middle"],
        ["large"],
        ["middle", "large"],
        ["large"],
        ["large"],
        ["large"],
        [],
        [],
      ]);
    },
  },
  {
    name: "a claim takes at most so many of each job, and so many in all, in order of seq",
    async run(store) {
      const a = await createExpanded(store, 10);
      const b = await createExpanded(store, 10);
      const claims = await store.tasks.claim("w", 7, 4, T0 + 5);
      const seqs = (id: string) => claims.filter((c) => c.job_id === id).map((c) => c.seq);
      assert.equal(claims.length, 7);
      assert.deepEqual([seqs(a.job_id).length, seqs(b.job_id).length].sort(), [3, 4]);
      assert.deepEqual(seqs(a.job_id), [0, 1, 2, 3].slice(0, seqs(a.job_id).length));
      const got = await store.jobs.get(a.job_id);
      assert.equal(got?.counts.processing, seqs(a.job_id).length);
      assert.equal(got?.counts.pending, 10 - seqs(a.job_id).length);
    },
  },
  {
    name: "a success is kept with its result and its sums, and ends the job",
    async run(store) {
      const job = await createSingle(store);
      const claim = await claimOne(store);
      const report = await store.tasks.finish([success(claim, {
        outcome: "findings",
        error_count: 3,
        warning_count: 1,
        statements_total: 4,
        statements_parsed: 3,
        rule_counts: [count("LT01", "error", 3), count("CP01", "warning", 1)],
      })]);
      assert.deepEqual(report, {
        accepted: [claim.task_id],
        ended_jobs: [{ job_id: job.job_id, status: "COMPLETED" }],
      });
      const task = await store.tasks.get(claim.task_id);
      assert.equal(task?.status, "SUCCESS");
      assert.equal(task?.outcome, "findings");
      assert.deepEqual(task?.result, RESULT);
      assert.deepEqual([task?.error_count, task?.warning_count], [3, 1]);
      assert.deepEqual([task?.statements_total, task?.statements_parsed], [4, 3]);
      assert.equal(task?.duration_ms, 1.5);
      assert.equal(task?.lease_token, null);
      assert.equal(task?.finished_at, T0 + 100);
      const got = await store.jobs.get(job.job_id);
      assert.equal(got?.verdict, "FAIL");
      assert.equal(got?.finished_at, T0 + 100);
      assert.deepEqual([got?.error_count, got?.warning_count], [3, 1]);
      assert.deepEqual((await store.jobs.get(job.job_id))?.rule_counts, [
        count("CP01", "warning", 1),
        count("LT01", "error", 3),
      ]);
      assert.deepEqual(await store.tasks.attempts([claim.task_id]), [{
        job_id: job.job_id,
        task_id: claim.task_id,
        attempt: 1,
        worker_id: WORKER,
        started_at: T0 + 10,
        finished_at: T0 + 100,
        error: null,
      }]);
    },
  },
  {
    name: "a result that the store holds is kept with its task, where its end was taken",
    async run(store) {
      const job = await createSingle(store);
      const claim = await claimOne(store);
      const ending = (body: string) =>
        success(claim, { result: { file: IN_STORE, offset: 0, length: 2, sha256: "" }, body });
      assert.equal(await store.tasks.resultBody(claim.task_id), null);
      await store.tasks.finish([ending('{"é":1}')]);
      assert.deepEqual((await store.tasks.finish([ending("late")])).accepted, []);
      assert.equal((await store.tasks.get(claim.task_id))?.result?.file, IN_STORE);
      assert.equal(await store.tasks.resultBody(claim.task_id), '{"é":1}');
      await store.jobs.delete(job.job_id);
      assert.equal(await store.tasks.resultBody(claim.task_id), null);
    },
  },
  {
    name: "a claim that expects work gets what was asked for just before it",
    async run(store) {
      const job = singleJob();
      const [created, claims] = await Promise.all([
        store.jobs.create(job),
        store.tasks.claim(WORKER, 10, 10, T0, true),
      ]);
      assert.deepEqual(created, { created: true });
      assert.deepEqual(claims.map(({ job_id }) => job_id), [job.job_id]);
      assert.deepEqual(await store.tasks.claim(WORKER, 10, 10, T0, true), []);
    },
  },
  {
    name: "warnings alone pass, and what was never linted has no verdict",
    async run(store) {
      const warned = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), { warning_count: 2 })]);
      assert.equal((await store.jobs.get(warned.job_id))?.verdict, "PASS");
      const failed = await createSingle(store);
      await store.tasks.finish([failure(await claimOne(store))]);
      const got = await store.jobs.get(failed.job_id);
      assert.equal(got?.status, "FAILED");
      assert.equal(got?.verdict, null);
    },
  },
  {
    name: "some failed tasks make a job PARTIALLY_COMPLETED, and it ends with the last of them",
    async run(store) {
      const job = await createExpanded(store, 3);
      const [a, b, c] = await store.tasks.claim("w", 3, 3, T0 + 5);
      const first = await store.tasks.finish([success(a!), failure(b!, true)]);
      assert.deepEqual(first.ended_jobs, []);
      assert.equal((await store.jobs.get(job.job_id))?.status, "PROCESSING");
      const last = await store.tasks.finish([success(c!, { error_count: 1 })]);
      const ended = [{ job_id: job.job_id, status: "PARTIALLY_COMPLETED" }];
      assert.deepEqual(last.ended_jobs, ended);
      const got = await store.jobs.get(job.job_id);
      const counts = { total: 3, pending: 0, processing: 0, succeeded: 2, failed: 1, cancelled: 0 };
      assert.deepEqual(got?.counts, counts);
      assert.equal(got?.verdict, "FAIL");
      const dead = await store.tasks.get(b!.task_id);
      assert.equal(dead?.status, "FAILURE");
      assert.equal(dead?.dead_lettered_at, T0 + 100);
      assert.deepEqual(dead?.error, { code: "engine_failed", message: "it broke" });
    },
  },
  {
    name: "another attempt is due at its time and numbered on; all of them are kept",
    async run(store) {
      const job = await createSingle(store);
      const first = await claimOne(store);
      const report = await store.tasks.finish([again(first, T0 + 500)]);
      assert.deepEqual(report, { accepted: [first.task_id], ended_jobs: [] });
      const between = await store.tasks.get(first.task_id);
      assert.equal(between?.status, "PENDING");
      assert.equal(between?.due_at, T0 + 500);
      assert.equal(between?.error?.code, "engine_crashed");
      assert.equal((await store.jobs.get(job.job_id))?.counts.pending, 1);
      assert.deepEqual(await store.tasks.claim("w", 1, 1, T0 + 499), []);
      const second = await claimOne(store, T0 + 500, "worker-b@host");
      assert.equal(second.attempt, 2);
      await store.tasks.finish([success(second)]);
      assert.equal((await store.tasks.get(first.task_id))?.error, null);
      const attempts = await store.tasks.attempts([first.task_id]);
      assert.deepEqual(attempts.map((a) => [a.attempt, a.worker_id, a.error?.code]), [
        [1, WORKER, "engine_crashed"],
        [2, "worker-b@host", undefined],
      ]);
      assert.deepEqual(attempts.map((a) => a.started_at), [T0 + 10, T0 + 500]);
    },
  },
  {
    name: "a task that waits for its next attempt does not hold up its siblings",
    async run(store) {
      await createExpanded(store, 3);
      const first = await claimOne(store);
      await store.tasks.finish([again(first, T0 + 5000)]);
      const rest = await store.tasks.claim("w", 10, 10, T0 + 200);
      assert.equal(rest.length, 2);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 4999), []);
      assert.equal((await store.tasks.claim("w", 10, 10, T0 + 5000)).length, 1);
    },
  },
  {
    name: "of two ends of one attempt the first counts",
    async run(store) {
      const job = await createExpanded(store, 2);
      const claim = await claimOne(store);
      const both = await store.tasks.finish([success(claim, { error_count: 1 }), failure(claim)]);
      assert.deepEqual(both.accepted, [claim.task_id]);
      const other = { ...RESULT, file: "results-2.pack" };
      const repeated = await store.tasks.finish([success(claim, { result: other })]);
      assert.deepEqual(repeated, { accepted: [], ended_jobs: [] });
      const got = await store.jobs.get(job.job_id);
      assert.deepEqual(got?.counts, {
        total: 2,
        pending: 1,
        processing: 0,
        succeeded: 1,
        failed: 0,
        cancelled: 0,
      });
      assert.equal(got?.error_count, 1);
      assert.equal((await store.tasks.attempts([claim.task_id])).length, 1);
    },
  },
  {
    name: "an end that is reported again is accepted again, tells the end of its job, and no more",
    async run(store) {
      const job = await createExpanded(store, 4);
      const [a, b, c, d] = await store.tasks.claim(WORKER, 4, 4, T0 + 5);
      const first = [success(a!), again(b!, T0 + 500)];
      const ids = first.map(({ claim }) => claim.task_id);
      assert.deepEqual((await store.tasks.finish(first)).accepted, ids);
      const [retried] = await store.tasks.claim(WORKER, 4, 4, T0 + 600);
      // What is repeated is a batch with what ended meanwhile; its time is that of the new try.
      const report = await store.tasks.finish([
        ...first.map((end) => ({ ...end, finished_at: T0 + 650 })),
        failure(c!),
      ]);
      assert.deepEqual(new Set(report.accepted), new Set([...ids, c!.task_id]));
      assert.deepEqual(report.ended_jobs, []);
      const last = [success(d!), success(retried!)];
      const ended_jobs = [{ job_id: job.job_id, status: "PARTIALLY_COMPLETED" }];
      assert.deepEqual((await store.tasks.finish(last)).ended_jobs, ended_jobs);
      const before = await store.jobs.get(job.job_id);
      const repeated = await store.tasks.finish(last);
      assert.deepEqual(new Set(repeated.accepted), new Set(last.map((e) => e.claim.task_id)));
      assert.deepEqual(repeated.ended_jobs, ended_jobs);
      // An end of the same attempt that is not the one which was taken.
      assert.deepEqual((await store.tasks.finish([failure(a!)])).accepted, []);
      assert.deepEqual(await store.jobs.get(job.job_id), before);
      assert.equal((await store.tasks.attempts(ids)).length, 3);
    },
  },
  {
    name: "who finishes after another took over changes nothing",
    async run(store) {
      const job = await createSingle(store);
      const late = await claimOne(store);
      assert.equal(await store.tasks.release([late], T0 + 20), 1);
      const now = await claimOne(store, T0 + 30, "worker-b@host");
      assert.equal(now.attempt, late.attempt);
      for (const end of [success(late), failure(late), again(late, T0)]) {
        assert.deepEqual(await store.tasks.finish([end]), { accepted: [], ended_jobs: [] });
      }
      assert.equal(await store.tasks.release([late], T0 + 40), 0);
      assert.equal((await store.tasks.get(now.task_id))?.lease_token, now.lease_token);
      assert.equal((await store.jobs.get(job.job_id))?.counts.processing, 1);
      const tokens = [late.lease_token, now.lease_token];
      assert.deepEqual(await store.tasks.held(tokens), [now.lease_token]);
      assert.equal((await store.tasks.finish([success(now)])).accepted.length, 1);
      assert.deepEqual(await store.tasks.held(tokens), []);
    },
  },
  {
    name: "a released task is due at once and uses up no attempt",
    async run(store) {
      const job = await createExpanded(store, 2);
      const claims = await store.tasks.claim("w", 2, 2, T0 + 5);
      assert.equal(await store.tasks.release(claims, T0 + 20), 2);
      const got = await store.jobs.get(job.job_id);
      assert.deepEqual([got?.counts.pending, got?.counts.processing], [2, 0]);
      const more = await store.tasks.claim("w", 2, 2, T0 + 20);
      assert.deepEqual(more.map((c) => c.attempt), [1, 1]);
      assert.deepEqual(await store.tasks.attempts(claims.map((c) => c.task_id)), []);
    },
  },
  {
    name: "tasks are listed in order of seq, page by page",
    async run(store) {
      const job = await createExpanded(store, 25);
      const seqs: number[] = [];
      for (;;) {
        const page = await store.tasks.list(job.job_id, {}, 10, seqs.at(-1));
        seqs.push(...page.map((task) => task.seq));
        if (page.length < 10) break;
      }
      assert.deepEqual(seqs, Array.from({ length: 25 }, (_, i) => i));
    },
  },
  {
    name: "tasks are listed by each filter, and by several",
    async run(store) {
      const job = await createExpanded(store, 12);
      const claims = await store.tasks.claim("w", 4, 4, T0 + 5);
      await store.tasks.finish([
        success(claims[0]!, { outcome: "findings", rule_counts: [count("LT01", "error", 1)] }),
        success(claims[1]!, { outcome: "findings", rule_counts: [count("LT01", "warning", 9)] }),
        success(claims[2]!, {
          outcome: "findings",
          rule_counts: [count("AL01", "error", 1), count("LT01", "warning", 2)],
        }),
        failure(claims[3]!),
      ]);
      const seqs = async (filter: Parameters<typeof store.tasks.list>[1]) =>
        (await store.tasks.list(job.job_id, filter, 20)).map((task) => task.seq);
      assert.deepEqual(await seqs({ code: "LT01" }), [0, 1, 2]);
      assert.deepEqual(await seqs({ severity: "error" }), [0, 2]);
      assert.deepEqual(await seqs({ code: "LT01", severity: "error" }), [0]);
      assert.deepEqual(await seqs({ code: "LT99" }), []);
      assert.deepEqual(await seqs({ status: "FAILURE" }), [3]);
      assert.deepEqual(await seqs({ outcome: "findings" }), [0, 1, 2]);
      assert.deepEqual(await seqs({ file: "dir/file-01" }), [10, 11]);
      assert.deepEqual(await seqs({ file: "dir/file-01", status: "SUCCESS" }), []);
      const [third, , fifth] = (await store.tasks.list(job.job_id, {}, 3, 2)).map((t) =>
        t.file_name
      );
      assert.deepEqual(await seqs({ names: [fifth!, "dir/file", third!] }), [3, 5]);
      assert.deepEqual(await seqs({ names: [] }), []);
      assert.deepEqual((await store.jobs.get(job.job_id))?.rule_counts, [
        count("AL01", "error", 1),
        count("LT01", "error", 1),
        count("LT01", "warning", 11),
      ]);
    },
  },
];
