/** A database that an earlier Lintel has filled is brought to the newest schema with its rows. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { RuleCount } from "../../src/jobs/job.ts";
import type { Store, TaskFilter } from "../../src/store/port.ts";
import { openSqliteStore } from "../../src/store/sqlite/mod.ts";
import { mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { assertConsistent } from "./consistency.ts";
import { createExpanded, createSingle, T0, WORKER } from "./kit.ts";
import { openByUrl } from "./open.ts";

/** A schema as it was, from a newer one; `of` names the table of an index. */
interface Earlier {
  name: string;
  version: number;
  statements: (of: (table: string) => string) => string[];
  /** Rows as the newest schema has them. */
  fill(store: Store): Promise<void>;
  assert(store: Store): Promise<void>;
}

const BEFORE_RULE_COUNTS = [
  "drop table job_sources",
  "insert into task_rule_counts select job_id, task_id, 'LT01', 'error', 2 from tasks",
  "insert into task_rule_counts select job_id, task_id, 'LT01', 'warning', 1 from tasks",
  "insert into task_rule_counts select job_id, task_id, 'AM_1', 'error', 3 from tasks where seq > 0",
  "alter table jobs drop column rule_counts",
  "alter table tasks drop column rule_counts",
];

const count = (code: string, severity: RuleCount["severity"], count: number): RuleCount => ({
  code,
  severity,
  count,
});

function inOrder(counts: readonly RuleCount[] = []): RuleCount[] {
  const key = ({ code, severity }: RuleCount) => `${code} ${severity}`;
  return counts.toSorted((one, other) => key(one) < key(other) ? -1 : 1);
}

/** Of two files of an archive the second one breaks one rule more; of the other job nothing is known. */
async function assertFound(store: Store): Promise<void> {
  const [single, archive] = await store.jobs.list({}, 9);
  assert.deepEqual(inOrder(archive?.rule_counts), [
    count("AM_1", "error", 3),
    count("LT01", "error", 4),
    count("LT01", "warning", 2),
  ]);
  assert.deepEqual(inOrder(single?.rule_counts), [
    count("LT01", "error", 2),
    count("LT01", "warning", 1),
  ]);
  const ids = [single!.job_id, archive!.job_id];
  assert.deepEqual(await store.jobs.withRule(ids, "AM_1"), [archive!.job_id]);
  assert.deepEqual(await store.jobs.withRule(ids, "AMx1"), []);
  const found = async (filter: TaskFilter) =>
    (await store.tasks.list(archive!.job_id, filter, 9)).map(({ seq }) => seq);
  assert.deepEqual(await found({ code: "AM_1" }), [1]);
  assert.deepEqual(await found({ code: "LT01", severity: "warning" }), [0, 1]);
  assert.deepEqual(await found({ code: "AM_1", severity: "warning" }), []);
  assert.deepEqual(await found({ severity: "warning" }), [0, 1]);
}

const EARLIER: readonly Earlier[] = [
  {
    name: "jobs that waited are told with the time since then",
    version: 14,
    statements: (of) => [
      ...BEFORE_RULE_COUNTS,
      `drop index jobs_waiting${of("jobs")}`,
      "alter table jobs drop column waits_since",
      "create index jobs_turn on jobs (turn, pending)",
      "create index tasks_due on tasks (status, due_at)",
    ],
    // Two jobs that wait, one of which was there first, and one of which everything is claimed.
    async fill(store) {
      await createSingle(store, { created_at: T0 - 1 });
      await store.tasks.claim(WORKER, 1, 1, T0);
      await createSingle(store, { created_at: T0 + 7 });
      await createSingle(store, { created_at: T0 + 9 });
    },
    async assert(store) {
      const [, tasks] = await store.maintenance.depths();
      assert.deepEqual([tasks?.length, tasks?.oldest_at], [2, T0 + 7]);
      await assertConsistent(store);
    },
  },
  {
    name: "what was found is told, and found by, as before",
    version: 15,
    statements: () => BEFORE_RULE_COUNTS,
    async fill(store) {
      await createExpanded(store, 2);
      await createSingle(store, { created_at: T0 + 9 });
    },
    assert: assertFound,
  },
];

for (const { name, version, statements, fill, assert: check } of EARLIER) {
  Deno.test(`SQLite, from version ${version}: ${name}`, async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/lintel.db`;
    const before = await openSqliteStore(path);
    await fill(before);
    await before.close();
    const database = new DatabaseSync(path);
    database.exec([...statements(() => ""), `PRAGMA user_version = ${version}`].join(";"));
    database.close();
    const store = await openSqliteStore(path);
    await check(store);
    await store.close();
    await Deno.remove(folder, { recursive: true });
  });

  mariadbTest(`MySQL, from version ${version}: ${name}`, async () => {
    const server = await mariaDb();
    const database = await server.newDatabase();
    const before = await openByUrl(server.url(database));
    await fill(before);
    await before.close();
    for (const sql of statements((table) => ` on ${table}`)) await server.query(sql, database);
    await server.query(`update schema_migrations set version = ${version}`, database);
    const store = await openByUrl(server.url(database));
    await check(store);
    await store.close();
  });
}

Deno.test.afterAll(stopMariaDb);
