/** Bringing a MySQL database to the newest schema: killed, in a hurry, and in the wrong place. */
import assert from "node:assert/strict";
import { MIGRATIONS } from "../../src/store/migrations/mod.ts";
import { Connection } from "../../src/store/mysql/connection.ts";
import { migrateDatabase, type Session } from "../../src/store/mysql/migrate.ts";
import { migrate, openMysqlStore } from "../../src/store/mysql/mod.ts";
import { type MariaDb, mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { createSingle, singleJob } from "./kit.ts";
import { runScript } from "./scripts.ts";

const LIMITS = { poolSize: 4, idleSeconds: 5, patience: 0 };
const SESSION = { query: 30_000, heavy: 120_000, idle: 30 };

/** Everything about the tables that a migration decides. */
async function schemaOf(server: MariaDb, database: string): Promise<unknown> {
  const of = `table_schema = '${database}'`;
  return {
    columns: await server.query(
      `select table_name, column_name, column_type, is_nullable, column_default, extra,
        collation_name from information_schema.columns where ${of} order by 1, 2`,
    ),
    indexes: await server.query(
      `select table_name, index_name, seq_in_index, column_name, non_unique
        from information_schema.statistics where ${of} order by 1, 2, 3`,
    ),
    keys: await server.query(
      `select constraint_name, table_name, referenced_table_name, delete_rule
        from information_schema.referential_constraints
        where constraint_schema = '${database}' order by 1`,
    ),
    queues: await server.query("select queue, paused_at from queues order by 1", database),
  };
}

/** A process that is killed as soon as `now` says so of the SQL that it has just run. */
class Killed extends Error {}

async function migrateUntil(
  server: MariaDb,
  database: string,
  now: (sql: string) => boolean,
): Promise<"killed" | "done"> {
  const connection = await Connection.open(server.address(database), SESSION);
  const look = (sql: string): void => {
    if (!now(sql)) return;
    connection.destroy();
    throw new Killed(sql);
  };
  const session: Session = {
    get usable() {
      return connection.usable;
    },
    async send(statements, bounds) {
      const answers = await connection.send(statements, bounds);
      look(statements[0]!.sql);
      return answers;
    },
    async exec(sql) {
      await connection.exec(sql);
      look(sql);
    },
  };
  try {
    await migrateDatabase(session);
    return "done";
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return "killed";
  } finally {
    await connection.end();
  }
}

const CHANGES = /^\s*(create (table(?! if)|index|unique)|insert into|alter|drop index|update `)/i;

/** Kinds of moments at which a process may be killed, as what it has just run. */
const MOMENTS: Readonly<Record<string, RegExp>> = {
  "after a statement": CHANGES,
  "before a statement": /in_flight = 1/,
  "after it was noted that rows are there": /^update .*step = [1-9]\d*, in_flight = 0/,
  "after it was noted that a migration is done": /^update .*step = 0, in_flight = 0/,
  "before the commit of rows": /^insert into/i,
};

for (const [moment, pattern] of Object.entries(MOMENTS)) {
  mariadbTest(
    `migrations that are killed ${moment}, each time, come to the same tables`,
    async () => {
      const server = await mariaDb();
      const [whole, pieces] = [await server.newDatabase(), await server.newDatabase()];
      await migrate({ ...LIMITS, address: server.address(whole) });
      const seen = new Set<string>();
      let kills = 0;
      for (;;) {
        // At each new moment of this kind, and never twice at the same.
        const end = await migrateUntil(server, pieces, (sql) => {
          if (!pattern.test(sql) || seen.has(sql)) return false;
          seen.add(sql);
          return true;
        });
        if (end === "done") break;
        kills++;
      }
      assert.ok(kills >= 1 && (pattern !== CHANGES || kills >= 30), `${kills} kills`);
      assert.deepEqual(await schemaOf(server, pieces), await schemaOf(server, whole));
      const store = await openMysqlStore({ ...LIMITS, address: server.address(pieces) });
      await createSingle(store);
      await store.close();
    },
  );
}

mariadbTest(
  "a database made as latin1 holds every character all the same, byte by byte",
  async () => {
    const server = await mariaDb();
    const database = await server.newDatabase("character set latin1 collate latin1_swedish_ci");
    const store = await openMysqlStore({ ...LIMITS, address: server.address(database) });
    try {
      const name = "größe-数据-😀\\'\"%_.sql";
      const job = await createSingle(store, { file_name: name });
      await createSingle(store, { file_name: name.toUpperCase() });
      assert.equal((await store.jobs.get(job.job_id))?.file_name, name);
      const found = await store.jobs.list({ q: "größe-数据-😀\\'" }, 10);
      assert.deepEqual(found.map((j) => j.job_id), [job.job_id]);
      const key = (text: string) => ({ scope: "s", key: text, body_hash: "h" });
      assert.deepEqual(await store.jobs.create(singleJob(), key("K")), { created: true });
      assert.deepEqual(await store.jobs.create(singleJob(), key("k")), { created: true });
      assert.deepEqual(await store.jobs.create(singleJob(), key("é")), { created: true });
      assert.deepEqual(await store.jobs.create(singleJob(), key("e")), { created: true });
    } finally {
      await store.close();
    }
    const collations = await server.query(
      `select distinct collation_name from information_schema.columns
      where table_schema = '${database}' and collation_name is not null`,
    );
    assert.deepEqual(collations.map((row) => row.collation_name), ["utf8mb4_bin"]);
  },
);

mariadbTest("ten processes that start at once migrate a new database once", async () => {
  const server = await mariaDb();
  const database = await server.newDatabase();
  const applied = await Promise.all(
    Array.from({ length: 10 }, () => runScript("migrate_process.ts", server.url(database))),
  );
  assert.equal(applied.map(Number).reduce((a, b) => a + b), MIGRATIONS.length);
  assert.equal(await migrate({ ...LIMITS, address: server.address(database) }), 0);
});

mariadbTest("a database of a newer Lintel is refused and left alone", async () => {
  const server = await mariaDb();
  const database = await server.newDatabase();
  const options = { ...LIMITS, address: server.address(database) };
  await migrate(options);
  await server.query("update schema_migrations set version = 999", database);
  const refused = { name: "LintelError", code: "store_unavailable", message: /newer Lintel/ };
  await assert.rejects(openMysqlStore(options), refused);
  await assert.rejects(migrate(options), refused);
});

mariadbTest("somebody else's tables are not taken for Lintel's", async () => {
  const server = await mariaDb();
  const database = await server.newDatabase();
  await server.query("create table jobs (id integer primary key)", database);
  const options = { ...LIMITS, address: server.address(database) };
  await assert.rejects(migrate(options), /already exists/);
  // Nor on the second try, when there is a note of the first.
  await assert.rejects(migrate(options), /already exists/);
});

mariadbTest(
  "what no waiting cures is said at once, with the place and without the password",
  async () => {
    const server = await mariaDb();
    const database = await server.newDatabase();
    const address = server.address(database);
    const patient = { ...LIMITS, patience: 600_000 };
    const cases: [Partial<typeof address>, RegExp][] = [
      [{ password: "wrong one" }, /Access denied/],
      [{ database: "nowhere" }, /Unknown database/],
    ];
    for (const [change, message] of cases) {
      const error = await openMysqlStore({ ...patient, address: { ...address, ...change } })
        .then(() => null, (e) => e);
      assert.equal(error?.code, "store_unavailable");
      assert.match(error.message, message);
      assert.match(error.message, /127\.0\.0\.1:\d+/);
      assert.doesNotMatch(error.message, /wrong one/);
    }
  },
);

/** A server on which another process holds the lock and has come so far at each look. */
function whereAnotherMigrates(progress: { version: number; step: number }[]) {
  const looks = [...progress];
  let asked = 0;
  const session: Session = {
    usable: true,
    exec: () => Promise.resolve(),
    send([statement]) {
      const { sql } = statement!;
      if (sql.includes("get_lock(")) {
        asked++;
        return Promise.resolve([{ rows: [{ got: looks.length > 1 ? 0 : 1 }], changes: 0 }]);
      }
      const row = asked === 0 ? progress[0] : looks.length > 1 ? looks.shift() : looks[0];
      return Promise.resolve([{ rows: [{ ...row, in_flight: 0 }], changes: 0 }]);
    },
  };
  return { session, asked: () => asked };
}

Deno.test("another process that migrates is waited for as long as it gets on, and no longer", async () => {
  const newest = { version: Math.max(...MIGRATIONS.map(({ version }) => version)), step: 0 };
  const slow = Array.from({ length: 12 }, (_, i) => ({ version: 0, step: Math.floor(i / 3) }));
  const getsOn = whereAnotherMigrates([...slow, newest]);
  assert.equal(await migrateDatabase(getsOn.session), 0);
  assert.equal(getsOn.asked(), slow.length + 1);
  const stuck = whereAnotherMigrates(Array(100).fill({ version: 0, step: 7 }));
  await assert.rejects(migrateDatabase(stuck.session), {
    code: "store_unavailable",
    message: /another process has been migrating the database, and has not got on for 180 s/,
  });
  assert.equal(stuck.asked(), 4);
});

Deno.test.afterAll(stopMariaDb);
