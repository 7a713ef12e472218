/** Creating, reading, listing and removing jobs. */
import assert from "node:assert/strict";
import { uuidv7 } from "../../../src/workflow/ids.ts";
import {
  archiveJob,
  type Case,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  newTask,
  singleJob,
  SOURCE,
  success,
  T0,
} from "../kit.ts";

export const jobCases: Case[] = [
  {
    name: "a job comes back as it was submitted, with its task",
    async run(store) {
      const job = singleJob({ options: { dialect: "ansi", rules: ["LT01"] } as never });
      assert.deepEqual(await store.jobs.create(job), { created: true });
      const got = await store.jobs.get(job.job_id);
      assert.deepEqual(got, {
        job_id: job.job_id,
        status: "ACCEPTED",
        verdict: null,
        submission_type: "SINGLE_FILE",
        file_name: "query.sql",
        dialect: "ansi",
        engine: "native",
        options: { dialect: "ansi", rules: ["LT01"] },
        upload_file: "upload",
        upload_bytes: 9,
        counts: { total: 1, pending: 1, processing: 0, succeeded: 0, failed: 0, cancelled: 0 },
        error_count: 0,
        warning_count: 0,
        rule_counts: [],
        skipped: [],
        reading: { name_encoding: null, notes: [] },
        error: null,
        created_at: T0,
        started_at: null,
        finished_at: null,
        expand_attempt: 0,
        labels: {},
        submitted_by: null,
        relint_of: null,
        baseline: null,
        baseline_result: null,
      });
      const task = await store.tasks.get(job.tasks[0]!.task_id);
      assert.equal(task?.status, "PENDING");
      assert.deepEqual(task?.source, SOURCE);
      assert.equal(task?.attempt, 0);
      assert.equal(task?.due_at, T0);
    },
  },
  {
    name: "what is unknown is null, false or empty",
    async run(store) {
      const nobody = uuidv7(T0);
      assert.equal(await store.jobs.get(nobody), null);
      assert.equal(await store.jobs.cancel(nobody, T0), null);
      assert.equal(await store.jobs.retry(nobody, T0), null);
      assert.equal(await store.jobs.delete(nobody), false);
      assert.equal(await store.tasks.get(nobody), null);
      assert.equal(await store.tasks.retry(nobody, T0), null);
      assert.deepEqual(await store.tasks.list(nobody, {}, 10), []);
      assert.deepEqual(await store.tasks.attempts([nobody]), []);
      assert.deepEqual(await store.tasks.attempts([]), []);
      assert.deepEqual(await store.jobs.existing([]), []);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0), []);
      assert.deepEqual(await store.expansions.claim("w", 10, T0), []);
    },
  },
  {
    name: "a job id is taken once, and a second one with it changes nothing",
    async run(store) {
      const job = await createSingle(store);
      await assert.rejects(
        store.jobs.create({ ...job, file_name: "other.sql", tasks: [newTask(0)] }),
        { name: "LintelError", code: "internal" },
      );
      assert.equal((await store.jobs.get(job.job_id))?.file_name, "query.sql");
      assert.equal((await store.tasks.list(job.job_id, {}, 10)).length, 1);
    },
  },
  {
    name: "a failing unit does not spoil those that are committed with it",
    async run(store) {
      const taken = await createSingle(store);
      const good = Array.from({ length: 5 }, () => singleJob());
      const results = await Promise.allSettled([
        ...good.slice(0, 2).map((job) => store.jobs.create(job)),
        store.jobs.create({ ...taken, tasks: [newTask(0)] }),
        ...good.slice(2).map((job) => store.jobs.create(job)),
      ]);
      assert.deepEqual(results.map((r) => r.status), [
        "fulfilled",
        "fulfilled",
        "rejected",
        "fulfilled",
        "fulfilled",
        "fulfilled",
      ]);
      const ids = good.map((job) => job.job_id);
      assert.deepEqual((await store.jobs.existing(ids)).sort(), ids.sort());
    },
  },
  {
    name: "a file that was refused while reading is born a FAILURE, and may end its job",
    async run(store) {
      const error = { code: "undecodable", message: "no text" };
      const job = await createSingle(store, { tasks: [newTask(0, { error })] });
      const got = await store.jobs.get(job.job_id);
      assert.equal(got?.status, "FAILED");
      assert.equal(got?.finished_at, T0);
      assert.equal(got?.counts.failed, 1);
      assert.equal(got?.counts.pending, 0);
      const task = await store.tasks.get(job.tasks[0]!.task_id);
      assert.deepEqual(task?.error, error);
      assert.equal(task?.status, "FAILURE");
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 1), []);
    },
  },
  {
    name: "an idempotency key replays the same body and refuses another",
    async run(store) {
      const key = { scope: "token-1", key: "k", body_hash: "h1" };
      assert.equal(await store.jobs.findKey(key), null);
      const job = singleJob();
      assert.deepEqual(await store.jobs.create(job, key), { created: true });
      const job_id = job.job_id;
      const replay = { created: false, job_id, same_body: true };
      assert.deepEqual(await store.jobs.create(singleJob(), key), replay);
      const other = { ...key, body_hash: "h2" };
      assert.deepEqual(await store.jobs.create(singleJob(), other), {
        ...replay,
        same_body: false,
      });
      assert.deepEqual(await store.jobs.findKey(other), { job_id, same_body: false });
      const elsewhere = { ...key, scope: "token-2" };
      assert.deepEqual(await store.jobs.create(singleJob(), elsewhere), { created: true });
      assert.equal((await store.jobs.list({}, 10)).length, 2);
    },
  },
  {
    name: "of many submissions with one key at once, one is created",
    async run(store) {
      const key = { scope: "s", key: "k", body_hash: "h" };
      const results = await Promise.all(
        Array.from({ length: 8 }, () => store.jobs.create(singleJob(), key)),
      );
      assert.equal(results.filter((r) => r.created).length, 1);
      assert.equal((await store.jobs.list({}, 10)).length, 1);
    },
  },
  {
    name: "keys older than the cutoff are forgotten, and go with their job",
    async run(store) {
      const key = (name: string) => ({ scope: "s", key: name, body_hash: "h" });
      const old = singleJob({ created_at: T0 });
      const young = singleJob({ created_at: T0 + 1000 });
      await store.jobs.create(old, key("old"));
      await store.jobs.create(young, key("young"));
      assert.equal(await store.maintenance.pruneKeys(T0 + 500), 1);
      assert.equal(await store.jobs.findKey(key("old")), null);
      assert.notEqual(await store.jobs.findKey(key("young")), null);
      await store.jobs.cancel(young.job_id, T0 + 2000);
      await store.jobs.delete(young.job_id);
      assert.equal(await store.jobs.findKey(key("young")), null);
    },
  },
  {
    name: "jobs are listed newest first, page by page, each once",
    async run(store) {
      const ids: string[] = [];
      for (let i = 0; i < 25; i++) {
        ids.push((await createSingle(store, { created_at: T0 + i })).job_id);
      }
      const seen: string[] = [];
      let before: string | undefined;
      for (;;) {
        const page = await store.jobs.list({}, 10, before);
        seen.push(...page.map((job) => job.job_id));
        if (page.length < 10) break;
        before = seen.at(-1);
        // A job that arrives meanwhile belongs before the first page.
        await createSingle(store, { created_at: T0 + 10_000 });
      }
      assert.deepEqual(seen, ids.reverse());
    },
  },
  {
    name: "jobs are listed by each filter, and by several",
    async run(store) {
      const tsql = await createSingle(store, { dialect: "tsql", created_at: T0 });
      const fluff = await createSingle(store, { engine: "sqlfluff", created_at: T0 + 1000 });
      const zip = await createSingle(store, {
        file_name: "query_2%.sql",
        dialect: "tsql",
        created_at: T0 + 2000,
      });
      const named = async (filter: Parameters<typeof store.jobs.list>[0]) =>
        (await store.jobs.list(filter, 10)).map((job) => job.job_id);
      assert.deepEqual(await named({ dialect: "tsql" }), [zip.job_id, tsql.job_id]);
      assert.deepEqual(await named({ engine: "sqlfluff" }), [fluff.job_id]);
      assert.deepEqual(await named({ q: "query_" }), [zip.job_id]);
      assert.deepEqual(await named({ q: "query_2%" }), [zip.job_id]);
      assert.deepEqual(await named({ q: "query%" }), []);
      assert.deepEqual(await named({ q: "QUERY" }), []);
      assert.equal((await named({ q: "query" })).length, 3);
      assert.deepEqual(await named({ since: T0 + 1000 }), [zip.job_id, fluff.job_id]);
      assert.deepEqual(await named({ until: T0 + 1000 }), [tsql.job_id]);
      assert.deepEqual(await named({ since: T0 + 1, until: T0 + 1001 }), [fluff.job_id]);
      assert.deepEqual(await named({ dialect: "tsql", since: T0 + 1 }), [zip.job_id]);
      assert.deepEqual(await named({ status: "COMPLETED" }), []);
      await store.tasks.finish([success(await claimOne(store, T0 + 1))]);
      assert.deepEqual(await named({ status: "COMPLETED" }), [tsql.job_id]);
      assert.deepEqual(await named({ verdict: "PASS", dialect: "tsql" }), [tsql.job_id]);
      assert.deepEqual(await named({ verdict: "FAIL" }), []);
      assert.deepEqual(await named({ status: "ACCEPTED" }), [zip.job_id, fluff.job_id]);
    },
  },
  {
    name: "counts the jobs that have not ended",
    async run(store) {
      await createSingle(store);
      await store.jobs.create(archiveJob());
      assert.equal(await store.jobs.countActive(), 2);
      await store.tasks.finish([failure(await claimOne(store))]);
      assert.equal(await store.jobs.countActive(), 1);
    },
  },
  {
    name: "finds jobs that ended before a time, oldest first, and which ids exist",
    async run(store) {
      const first = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), { finished_at: T0 + 300 })]);
      const second = await createSingle(store);
      await store.tasks.finish([success(await claimOne(store), { finished_at: T0 + 200 })]);
      const open = await createSingle(store);
      assert.deepEqual(await store.jobs.expired(T0 + 301, 10), [second.job_id, first.job_id]);
      assert.deepEqual(await store.jobs.expired(T0 + 300, 10), [second.job_id]);
      assert.deepEqual(await store.jobs.expired(T0 + 301, 1), [second.job_id]);
      const ids = [open.job_id, uuidv7(T0), first.job_id];
      assert.deepEqual(
        (await store.jobs.existing(ids)).sort(),
        [open.job_id, first.job_id].sort(),
      );
    },
  },
  {
    name: "a job is removed once it has ended, and by retention where that was long enough ago",
    async run(store) {
      const { job_id } = await createSingle(store);
      assert.equal(await store.jobs.delete(job_id), false);
      const claim = await claimOne(store);
      assert.equal(await store.jobs.delete(job_id), false);
      await store.tasks.finish([failure(claim)]);
      const { finished_at } = (await store.jobs.get(job_id))!;
      assert.equal(await store.jobs.delete(job_id, finished_at!), false);
      // Retention has found it, and then somebody has it tried again.
      assert.equal(await store.jobs.retry(job_id, T0 + 500), 1);
      assert.equal(await store.jobs.delete(job_id, finished_at! + 1), false);
      await store.tasks.finish([
        success(await claimOne(store, T0 + 600), { finished_at: T0 + 700 }),
      ]);
      assert.equal(await store.jobs.delete(job_id, finished_at! + 1), false);
      assert.equal(await store.jobs.delete(job_id, T0 + 701), true);
      assert.equal(await store.jobs.retry(job_id, T0 + 800), null);
    },
  },
  {
    name: "of a retry and a removal at the same time one comes too late",
    async run(store) {
      for (let i = 0; i < 20; i++) {
        const { job_id } = await createSingle(store);
        await store.tasks.finish([failure(await claimOne(store))]);
        const retry = () => store.jobs.retry(job_id, T0 + 500);
        const remove = () => store.jobs.delete(job_id, T0 + 1000);
        const [retried, removed] = i % 2 === 0
          ? await Promise.all([retry(), remove()])
          : (await Promise.all([remove(), retry()])).reverse();
        assert.deepEqual([retried, removed], removed ? [null, true] : [1, false]);
        assert.deepEqual(await store.jobs.existing([job_id]), removed ? [] : [job_id]);
        await store.jobs.cancel(job_id, T0 + 600);
      }
    },
  },
  {
    name: "a removed job takes every row of it along, and no other",
    async run(store) {
      const job = await createExpanded(store, 3);
      const claims = await store.tasks.claim("w", 10, 10, T0 + 5);
      const counted = { rule_counts: [{ code: "LT01", severity: "error" as const, count: 2 }] };
      await store.tasks.finish([success(claims[0]!, counted)]);
      const other = await createSingle(store);
      await store.jobs.cancel(job.job_id, T0 + 50);
      assert.equal(await store.jobs.delete(job.job_id), true);
      assert.equal(await store.jobs.get(job.job_id), null);
      assert.deepEqual(await store.tasks.list(job.job_id, {}, 10), []);
      assert.deepEqual(await store.tasks.attempts(claims.map((c) => c.task_id)), []);
      assert.deepEqual(await store.tasks.expansionAttempts(job.job_id), []);
      // Its runners come too late, and that harms nobody.
      const late = await store.tasks.finish([success(claims[1]!), failure(claims[2]!)]);
      assert.deepEqual(late, { accepted: [], ended_jobs: [] });
      assert.equal((await store.tasks.list(other.job_id, {}, 10)).length, 1);
    },
  },
];
