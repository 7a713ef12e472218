import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { openSqliteStore } from "../../src/store/sqlite/mod.ts";
import { singleJob } from "../store/kit.ts";
import { failingDiskTest } from "../support/failing_disk.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

/** Commits that fit into what is written already, at most, before one needs room that is not there. */
const MOST = 2000;

failingDiskTest(
  "after an fsync that failed the store promises nothing more, and a new one finds all that was promised",
  async (disk) => {
    const database = `${disk.folder}/lintel.db`;
    const store = await openSqliteStore(database);
    const promised: string[] = [];
    const create = async () => {
      const job = singleJob();
      await store.jobs.create(job);
      promised.push(job.job_id);
    };
    await create();
    await disk.fail(true);
    let refused: unknown = null;
    for (let i = 0; i < MOST && refused === null; i++) {
      await create().catch((error) => refused = error);
    }
    assert.ok(refused instanceof LintelError, "the disk took everything");
    assert.deepEqual([refused.code, refused.uncertain], ["store_unavailable", true]);
    await disk.fail(false);
    // The disk takes writes again, and even an fsync says so: of what it lost it says nothing more.
    for (let i = 0; i < 20; i++) await assert.rejects(create(), { code: "store_unavailable" });
    assert.match((await store.failed).message, /did not keep what was committed/);
    const found = await disk.afterPowerLoss();
    const copy = await Deno.makeTempDir();
    try {
      for await (const { name } of Deno.readDir(found)) {
        if (name.endsWith(".db") || name.endsWith("-wal")) {
          await Deno.copyFile(`${found}/${name}`, `${copy}/${name}`);
        }
      }
      const after = await openSqliteStore(`${copy}/lintel.db`);
      const there = new Set(await after.jobs.existing(promised));
      await after.close();
      assert.deepEqual(promised.filter((job_id) => !there.has(job_id)), []);
    } finally {
      await Deno.remove(copy, { recursive: true });
      await store.close();
    }
  },
);

failingDiskTest(
  "a process whose database could not be made durable leaves with 1, and the next one keeps every promise",
  async (disk) => {
    const env = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" } as const;
    await using fleet = await Fleet.open({
      ...env,
      DATABASE_URL: `sqlite:${disk.folder}/lintel.db`,
      SHUTDOWN_SECONDS: "2",
    });
    const first = await fleet.start("all");
    const promised = [await first.remote.submit("select 1 fault\n")];
    await disk.fail(true);
    await until("the first refusal", async () => {
      const answer = await first.remote.postJob({ sql_content: "select 2 fault\n" });
      if (answer.status === 202) promised.push((await answer.json()).job_id);
      else await answer.body?.cancel();
      return answer.status === 503;
    });
    assert.equal(await first.process.ended(), 1);
    assert.ok(first.process.log().some((line) => /relied on no longer/.test(String(line.message))));
    assert.match(first.process.stderr, /lintel: leaving: SQLite: the disk did not keep/);
    await disk.fail(false);
    const { remote } = await fleet.start("all");
    for (const id of promised) assert.equal((await remote.ended(id)).summary.by_rule.LT01, 1);
  },
);
