/** A database that an earlier Lintel has filled is brought to the newest schema with its rows. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { Store } from "../../src/store/port.ts";
import { openSqliteStore } from "../../src/store/sqlite/mod.ts";
import { mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { assertConsistent } from "./consistency.ts";
import { createSingle, T0, WORKER } from "./kit.ts";
import { openByUrl } from "./open.ts";

/** The tables as they were before jobs told since when they wait. */
const BEFORE_WAITS_SINCE = (of: (table: string) => string): string[] => [
  `drop index jobs_waiting${of("jobs")}`,
  "alter table jobs drop column waits_since",
  "create index jobs_turn on jobs (turn, pending)",
  "create index tasks_due on tasks (status, due_at)",
];

/** Two jobs that wait, one of which was there first, and one of which everything is claimed. */
async function fill(store: Store): Promise<void> {
  await createSingle(store, { created_at: T0 - 1 });
  await store.tasks.claim(WORKER, 1, 1, T0);
  await createSingle(store, { created_at: T0 + 7 });
  await createSingle(store, { created_at: T0 + 9 });
}

async function assertWaiting(store: Store): Promise<void> {
  const [, tasks] = await store.maintenance.depths();
  assert.deepEqual([tasks?.length, tasks?.oldest_at], [2, T0 + 7]);
  await assertConsistent(store);
}

Deno.test("SQLite: jobs that waited before an upgrade are told with the time since then", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/lintel.db`;
  const before = await openSqliteStore(path);
  await fill(before);
  await before.close();
  const database = new DatabaseSync(path);
  database.exec([...BEFORE_WAITS_SINCE(() => ""), "PRAGMA user_version = 14"].join(";"));
  database.close();
  const store = await openSqliteStore(path);
  await assertWaiting(store);
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

mariadbTest(
  "MySQL: jobs that waited before an upgrade are told with the time since then",
  async () => {
    const server = await mariaDb();
    const name = await server.newDatabase();
    const before = await openByUrl(server.url(name));
    await fill(before);
    await before.close();
    for (const sql of BEFORE_WAITS_SINCE((table) => ` on ${table}`)) await server.query(sql, name);
    await server.query("update schema_migrations set version = 14", name);
    const store = await openByUrl(server.url(name));
    await assertWaiting(store);
    await store.close();
  },
);

Deno.test.afterAll(stopMariaDb);
