/** No query of the store reads all tasks or jobs: its real statements, on a million tasks. */
import assert from "node:assert/strict";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Answer, Plan, Statement } from "../../src/store/plan.ts";
import type { Store } from "../../src/store/port.ts";
import { relationalStore } from "../../src/store/relational.ts";
import { sqliteDb } from "../../src/store/sqlite/connection.ts";
import { migrate } from "../../src/store/sqlite/mod.ts";
import { archiveJob, failure, newTask, singleJob, success, T0, workerRow } from "./kit.ts";

const JOBS = 20_000;
const TASKS_PER_JOB = 50;
const TASKS = JOBS * TASKS_PER_JOB;
const LARGE = ["jobs", "tasks", "attempts", "task_rule_counts", "task_results", "idempotency_keys"];

/** One statement as it was run, and how SQLite went about it. */
interface Explained {
  sql: string;
  details: string[];
}

/** Runs each statement of a plan after asking how it would be run. */
function explainingStore(database: DatabaseSync, seen: Explained[]): Store {
  const drive = <T>(plan: Plan<T>): T => {
    let step = plan.next();
    while (!step.done) {
      const { value } = step;
      step = plan.next("sql" in value ? run(value) : value.map(run));
    }
    return step.value;
  };
  const run = ({ sql, parameters }: Statement<unknown>): Answer => {
    const values = parameters as SQLInputValue[];
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    seen.push({ sql, details: rows.map((row) => String(row.detail)) });
    const statement = database.prepare(sql);
    return /^\s*select/i.test(sql)
      ? { rows: statement.all(...values), changes: 0 }
      : { rows: [], changes: Number(statement.run(...values).changes) };
  };
  return relationalStore({
    kind: "explain",
    serial: true,
    time: () => Promise.resolve(null),
    db: sqliteDb,
    read: (plan) => Promise.resolve(drive(plan())),
    write: (plan) => Promise.resolve(drive(plan())),
    close: () => Promise.resolve(),
  });
}

/** Most jobs are done; every 200th has one task that waits, every 500th is an archive in wait. */
function fill(database: DatabaseSync): void {
  const id = (n: string) => `printf('%08x-0000-7000-8000-000000000000', ${n})`;
  database.exec(`
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -200000;
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${JOBS - 1})
    INSERT INTO jobs (job_id, status, verdict, submission_type, file_name, dialect, engine,
      options, upload_file, upload_bytes, skipped, created_at, finished_at, turn, expand_due_at,
      expand_attempt, tasks_total, pending, succeeded)
    SELECT ${id("i")}, iif(i % 200 = 0, 'PROCESSING', 'COMPLETED'),
      iif(i % 3 = 0, 'PASS', 'FAIL'), 'ZIP_ARCHIVE', 'name-' || (i % 1000), 'ansi',
      iif(i % 10 = 0, 'sqlfluff', 'native'), '{}', 'upload', 9, '[]', ${T0} + i,
      iif(i % 200 = 0, NULL, ${T0} + i), iif(i % 200 = 0, ${T0} + i, NULL),
      iif(i % 500 = 1, ${T0} + i, NULL), 1, ${TASKS_PER_JOB}, i % 200 = 0, ${TASKS_PER_JOB - 1}
    FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${TASKS - 1})
    INSERT INTO tasks (task_id, job_id, seq, file_name, status, outcome, attempt, due_at,
      source_file, source_offset, source_length, source_sha256, created_at)
    SELECT ${id("i + 16777216")}, ${id(`i / ${TASKS_PER_JOB}`)}, i % ${TASKS_PER_JOB},
      'file-' || (i % ${TASKS_PER_JOB}) || '.sql',
      iif(i % ${200 * TASKS_PER_JOB} = 0, 'PENDING', 'SUCCESS'), 'clean', 0, ${T0} + i,
      'sources', i, 9, 'ab', ${T0}
    FROM n;
    COMMIT;
  `);
}

/** Calls every method of the port once, lists with every filter. */
async function useEverything(store: Store): Promise<void> {
  const now = T0 + 10 ** 9;
  await useJobs(store, now);
  const worker = workerRow("w-1", 1, now);
  await store.workers.heartbeat(worker);
  await store.workers.heartbeat(worker);
  const claims = await store.tasks.claim("w-1", 32, 4, now);
  assert.equal(claims.length, 32);
  const counted = { rule_counts: [{ code: "LT01", severity: "error" as const, count: 1 }] };
  const { accepted } = await store.tasks.finish([
    success(claims[0]!, { ...counted, body: "{}" }),
    failure(claims[1]!),
  ]);
  assert.equal(accepted.length, 2);
  assert.equal(await store.tasks.release(claims.slice(2, 4), now), 2);
  assert.equal((await store.tasks.held(claims.map((c) => c.lease_token))).length, 28);
  const { job_id, task_id } = claims[1]!;
  for (const filter of [{}, { status: "SUCCESS" }, { outcome: "clean" }, { file: "f" }] as const) {
    await store.tasks.list(job_id, filter, 10, 5);
  }
  await store.tasks.list(job_id, { code: "LT01", severity: "error" }, 10);
  await store.tasks.list(job_id, { severity: "error" }, 10);
  await store.tasks.get(task_id);
  await store.tasks.attempts([task_id, claims[0]!.task_id]);
  await store.tasks.ruleCounts(job_id);
  assert.equal(await store.tasks.resultBody(claims[0]!.task_id), "{}");
  await store.tasks.retry(task_id, now);
  await store.jobs.retry(job_id, now);
  await useExpansions(store, now);
  assert.equal((await store.workers.holders("", 10)).length, 1);
  assert.equal((await store.workers.rescue("w-1", 1, 100, 3, now)).rescued, 28 + 2);
  assert.equal((await store.workers.leases("w-1", 100)).length, 0);
  await store.workers.releaseLeases("w-1", ["none"], now);
  await store.workers.list(0);
  await store.workers.get("w-1");
  const command = await store.workers.command("w-1", "pause", now);
  await store.workers.getCommand(command);
  await store.workers.completeCommand(command, "paused", now);
  await store.workers.prune(now + 1);
  await store.maintenance.depths();
  await store.maintenance.pauseQueue("zip_processing", true, now);
  await store.maintenance.pauseQueue("zip_processing", false, now);
  assert.equal((await store.maintenance.overdue(now + 1, 20)).length, 20);
  await store.maintenance.pruneKeys(now);
  await store.maintenance.ping();
  await store.jobs.cancel(job_id, now);
  assert.equal(await store.jobs.delete(job_id), true);
}

async function useJobs(store: Store, now: number): Promise<void> {
  const key = { scope: "s", key: "k", body_hash: "h" };
  const job = singleJob({ created_at: now + 5 });
  await store.jobs.create(job, key);
  await store.jobs.findKey(key);
  await store.jobs.get(job.job_id);
  const before = job.job_id;
  await store.jobs.list({}, 50, before);
  await store.jobs.list({}, 50);
  await store.jobs.list({ status: "PROCESSING" }, 50, before);
  await store.jobs.list({ verdict: "FAIL" }, 50, before);
  await store.jobs.list({ dialect: "ansi" }, 50, before);
  await store.jobs.list({ engine: "sqlfluff" }, 50, before);
  await store.jobs.list({ since: T0 + 10, until: T0 + 100 }, 50, before);
  await store.jobs.list({ q: "name-12" }, 50, before);
  await store.jobs.list({ q: "name-12", status: "PROCESSING", since: T0 }, 50, before);
  await store.jobs.expired(T0 + 5000, 100);
  await store.jobs.existing([job.job_id, "nothing"]);
  await store.jobs.countActive();
}

async function useExpansions(store: Store, now: number): Promise<void> {
  for (let i = 0; i < 4; i++) await store.jobs.create(archiveJob({ created_at: T0 - 1 }));
  const claims = await store.expansions.claim("w-1", 5, now);
  await store.expansions.addTasks(claims[0]!, [newTask(0)], now);
  await store.expansions.finish(claims[0]!, [], now);
  await store.expansions.fail(claims[1]!, { code: "internal", message: "" }, [], now, now);
  await store.expansions.release(claims[2]!, now);
  await store.tasks.expansionAttempts(claims[1]!.job.job_id);
}

Deno.test("every statement on a million tasks goes by an index", async (t) => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/large.db`;
  await migrate(path);
  const database = new DatabaseSync(path);
  fill(database);
  const seen: Explained[] = [];
  await useEverything(explainingStore(database, seen));
  const scans = seen.filter(({ details }) =>
    details.some((detail) => LARGE.some((table) => new RegExp(`^SCAN ${table}\\b`).test(detail)))
  );
  await t.step("no statement scans a large table", () => {
    assert.ok(seen.length > 100);
    assert.deepEqual(scans, []);
  });
  await t.step("what is claimed, swept and paged comes sorted out of its index", () => {
    const sorted = seen.filter(({ sql }) => /order by/.test(sql) && !/"file_name" >=/.test(sql))
      .filter(({ details }) => details.some((detail) => detail.includes("TEMP B-TREE FOR ORDER")))
      .filter(({ sql }) => LARGE.slice(0, 2).some((table) => sql.includes(`from "${table}"`)));
    assert.deepEqual(sorted, []);
  });
  await t.step("what names its row goes straight to it", () => {
    const named = seen.filter(({ sql }) => /"(task|job)_id" (= \?|in \()/.test(sql));
    const byStatus = named.filter(({ details }) =>
      details.some((detail) => /(tasks_due|jobs_status) \(status=\?\)/.test(detail))
    );
    assert.deepEqual(byStatus, []);
  });
  database.close();
  await Deno.remove(folder, { recursive: true });
});
