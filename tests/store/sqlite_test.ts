import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "../../src/store/migrations/mod.ts";
import { migrate, openSqliteStore } from "../../src/store/sqlite/mod.ts";
import { patience } from "../support/patience.ts";
import { sleep, until } from "../support/wait.ts";
import { storeSuite } from "./conformance.ts";
import { singleJob } from "./kit.ts";
import { runScript } from "./scripts.ts";

const folders: string[] = [];

async function newPlace(): Promise<string> {
  const folder = await Deno.makeTempDir();
  folders.push(folder);
  return `${folder}/lintel.db`;
}

storeSuite({
  name: "SQLite",
  capabilities: { processes: true },
  place: newPlace,
  open: (place) => openSqliteStore(place),
  spawnClaimer: async (place, worker_id) =>
    JSON.parse(await runScript("claim_process.ts", `sqlite:${place}`, worker_id)),
});

Deno.test("ten processes that start at once migrate a new database once", async () => {
  const path = await newPlace();
  const applied = await Promise.all(
    Array.from({ length: 10 }, () => runScript("migrate_process.ts", `sqlite:${path}`)),
  );
  assert.equal(applied.map(Number).reduce((a, b) => a + b), MIGRATIONS.length);
  const store = await openSqliteStore(path);
  await store.jobs.create(singleJob());
  await store.close();
  assert.equal(await migrate(path), 0);
});

Deno.test("a database of a newer Lintel is refused and left alone", async () => {
  const path = await newPlace();
  await migrate(path);
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 999");
  database.close();
  const refused = { name: "LintelError", code: "store_unavailable", message: /newer Lintel/ };
  await assert.rejects(openSqliteStore(path), refused);
  await assert.rejects(migrate(path), refused);
});

Deno.test("a file that is no database, or cannot be opened, is store_unavailable", async () => {
  const path = await newPlace();
  await Deno.writeTextFile(
    path,
    "this is a text file, and long enough to be looked at\n".repeat(50),
  );
  const unavailable = { name: "LintelError", code: "store_unavailable" };
  await assert.rejects(openSqliteStore(path), unavailable);
  await assert.rejects(openSqliteStore(`${path}/under-a-file.db`), unavailable);
});

Deno.test("the database keeps a write-ahead log", async () => {
  const path = await newPlace();
  const store = await openSqliteStore(path);
  await store.jobs.create(singleJob());
  const database = new DatabaseSync(path);
  assert.equal(database.prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
  database.close();
  await store.close();
});

Deno.test("a write waits for another process's lock, and gives up in the end", async () => {
  const path = await newPlace();
  const store = await openSqliteStore(path, { patience: patience(3000) });
  const hasty = await openSqliteStore(path, { patience: 200 });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const job = singleJob();
  const created = store.jobs.create(job);
  await sleep(200);
  // Reading goes on meanwhile, and sees what is committed.
  assert.equal(await store.jobs.get(job.job_id), null);
  other.exec("COMMIT");
  assert.deepEqual(await created, { created: true });
  other.exec("BEGIN IMMEDIATE");
  const late = singleJob();
  await assert.rejects(hasty.jobs.create(late), {
    name: "LintelError",
    code: "store_unavailable",
  });
  other.exec("ROLLBACK");
  other.close();
  // It recovers by itself.
  await until("the store to take it", async () => {
    const { created } = await hasty.jobs.create(late).catch(() => ({ created: false }));
    return created;
  });
  await hasty.close();
  await store.close();
});

Deno.test("many writes wait for a lock together, not one group after another", async () => {
  const wait = patience(200);
  const path = await newPlace();
  const store = await openSqliteStore(path, { patience: wait });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  // More than four commits take: if they waited in turn, the last would see the lock released.
  const writes = Promise.allSettled(
    Array.from({ length: 1000 }, () => store.jobs.create(singleJob())),
  );
  const released = new Promise<void>((resolve) =>
    setTimeout(() => {
      other.exec("ROLLBACK");
      resolve();
    }, 4 * wait)
  );
  for (const write of await writes) {
    assert.equal(write.status, "rejected");
    assert.equal(write.reason.code, "store_unavailable");
  }
  await released;
  other.close();
  await store.close();
});

Deno.test.afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});
