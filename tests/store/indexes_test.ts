/** No query of the store reads all tasks or jobs: its real statements, on a million tasks. */
import assert from "node:assert/strict";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Answer, Plan, Statement } from "../../src/store/plan.ts";
import type { Store } from "../../src/store/port.ts";
import { relationalStore } from "../../src/store/relational.ts";
import { sqliteDb } from "../../src/store/sqlite/connection.ts";
import { migrate } from "../../src/store/sqlite/mod.ts";
import { useEverything } from "./everything.ts";
import { T0 } from "./kit.ts";

const JOBS = 20_000;
const TASKS_PER_JOB = 50;
const TASKS = JOBS * TASKS_PER_JOB;
const LARGE = [
  "jobs",
  "tasks",
  "attempts",
  "task_results",
  "idempotency_keys",
  "audit_log",
  "job_labels",
  "job_sources",
  "job_fingerprints",
  "trends",
  "queue_samples",
];

/** Indexes of what most rows do not have. */
const PARTIAL = [
  "jobs_expand_due_at",
  "jobs_expand_worker",
  "jobs_finished_at",
  "jobs_trend_due",
  "jobs_verdict",
  "tasks_dead_lettered",
  "tasks_lease_worker",
];

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
    facts: () => Promise.reject(new Error("nobody asks for facts here")),
    db: sqliteDb,
    read: (plan) => Promise.resolve(drive(plan())),
    write: (plan) => Promise.resolve(drive(plan())),
    close: () => Promise.resolve(),
  });
}

/** Most jobs are done; every 200th has one task that waits, every 500th is an archive in wait. */
function fill(database: DatabaseSync): void {
  const id = (n: string) => `printf('%08x-0000-7000-8000-000000000000', ${n})`;
  const idOfTime = (n: string) =>
    `printf('%08x-%04x-7000-8000-000000000000', (${T0} + ${n}) >> 16, (${T0} + ${n}) & 65535)`;
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
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${JOBS - 1})
    INSERT INTO audit_log (audit_id, at, who, action, target, status, address, request_id, details)
    SELECT ${idOfTime("i * 1000")}, ${T0} + i * 1000, 'who-' || (i % 10), 'action-' || (i % 10),
      '/', 200, '', '', '{}' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
    INSERT INTO trends (label, step, at, jobs, files, failed_files, source_lines, error_count,
      warning_count, passed, failed, waits, runs, rules)
    SELECT '', 900, ${T0} + i * 900000, 1, 1, 0, 1, 0, 0, 0, 0, '[]', '[]', '{}' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
    INSERT INTO queue_samples (queue, step, at, samples, length_sum, length_max, oldest_max)
    SELECT 'sql_analysis', 900, ${T0} + i * 900000, 1, 1, 1, 0 FROM n;
    UPDATE tasks SET status = 'FAILURE', dead_lettered_at = ${T0} + seq
      WHERE seq = 7 AND rowid % 200 < 100;
    INSERT INTO job_labels (label, job_id)
    SELECT 'project:p' || (rowid % 100), job_id FROM jobs UNION ALL
    SELECT 'branch:main', job_id FROM jobs;
    COMMIT;
  `);
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
      details.some((detail) => /(tasks_claim|jobs_status) \(status=\?\)/.test(detail))
    );
    assert.deepEqual(byStatus, []);
  });
  await t.step("an index that leaves rows out is one that statements go by", () => {
    const partial = database.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% where %' ORDER BY name",
    ).all().map(({ name }) => String(name));
    assert.deepEqual(partial, PARTIAL);
    const unused = partial.filter((name) =>
      !seen.some(({ details }) => details.some((detail) => detail.includes(` INDEX ${name} (`)))
    );
    assert.deepEqual(unused, []);
  });
  database.close();
  await Deno.remove(folder, { recursive: true });
});
