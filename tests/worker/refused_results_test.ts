/** A result that the database refuses for a reason that nobody foresaw, on each database. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ERRORS } from "../../src/errors.ts";
import { zipOf } from "../support/archives.ts";
import { mariaDb, NO_MARIADB, stopMariaDb } from "../support/mariadb.ts";
import { openService, type TestService } from "../support/service.ts";
import { until } from "../support/wait.ts";

const BAD = "bad.sql";

/** A trigger by which each database refuses the good end of the bad file. */
const REFUSALS = {
  sqlite: `create trigger refuse before update on tasks
    when new.status = 'SUCCESS' and new.file_name = '${BAD}'
    begin select raise(abort, 'not today'); end`,
  mysql: `create trigger refuse before update on tasks for each row
    if new.status = 'SUCCESS' and new.file_name = '${BAD}' then
      signal sqlstate '45000' set message_text = 'not today'; end if`,
};

async function failsAlone(service: TestService): Promise<void> {
  const files: Record<string, string> = { [BAD]: "fault 1\n" };
  for (let i = 0; i < 20; i++) files[`f${i}.sql`] = `fault ${i}\n`;
  const job_id = await service.submit(await zipOf(files));
  const job = await until("the end of the job", async () => {
    service.advance(60_000);
    const job = await service.services.store.jobs.get(job_id);
    return job!.finished_at === null ? null : job;
  });
  assert.deepEqual([job.status, job.counts.succeeded, job.counts.failed], [
    "PARTIALLY_COMPLETED",
    20,
    1,
  ]);
  const [bad] = (await service.tasks(job_id)).filter((task) => task.task_status === "FAILURE");
  assert.equal(bad!.file_name, BAD);
  assert.ok(bad!.dead_lettered_at);
  assert.deepEqual(
    bad!.attempts.map(({ error }) => [error?.code, error?.message]),
    Array(3).fill(["result_refused", ERRORS.result_refused.kept]),
  );
  // What comes after it is not held up either.
  const after = await service.ended(await service.submit("fault\n"));
  assert.equal(after.job_status, "COMPLETED");
}

Deno.test("SQLite: a result that is refused fails its own file, and no other", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const database = new DatabaseSync(`${service.root}/lintel.db`);
  database.exec(REFUSALS.sqlite);
  database.close();
  await failsAlone(service);
});

Deno.test({
  name: "MySQL: a result that is refused fails its own file, and no other",
  ignore: NO_MARIADB,
  fn: async () => {
    const server = await mariaDb();
    const database = await server.newDatabase();
    const env = { DATABASE_URL: server.url(database) };
    await using service = await openService({ worker: true, scripted: {}, env });
    await server.query(REFUSALS.mysql, database);
    await failsAlone(service);
  },
});

Deno.test.afterAll(stopMariaDb);
