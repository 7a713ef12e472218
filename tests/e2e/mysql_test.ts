import assert from "node:assert/strict";
import { servicePermissions } from "../../scripts/permissions.ts";
import { loadSettings } from "../../src/config/load.ts";
import { zipOf } from "../support/archives.ts";
import { mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { Fleet } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const MESSY = "SELECT a,b from t where a=1\n";

mariadbTest(
  "web and workers on MySQL, under the permissions that are printed, serve SQL and archives",
  async () => {
    const server = await mariaDb();
    const database = await server.newDatabase();
    await using fleet = await Fleet.open({ DATABASE_URL: server.url(database) });
    const [web, ...workers] = await Promise.all([
      fleet.start("web"),
      fleet.start("worker"),
      fleet.start("worker"),
    ]);
    const { remote } = web;
    const single = await remote.ended(await remote.submit(MESSY));
    assert.deepEqual([single.job_status, single.verdict], ["COMPLETED", "FAIL"]);
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`q${i}.sql`, `SELECT a,b${i} from t\n`]),
    );
    const archive = await remote.ended(await remote.submit(await zipOf(files)));
    assert.deepEqual([archive.job_status, archive.progress.succeeded], ["COMPLETED", 300]);
    const tasks = await remote.tasks(archive.job_id);
    assert.ok(tasks.every((task) => task.attempts.length === 1));
    // Both took part, and either reads what the other has written.
    const by = new Set(tasks.map((task) => task.attempts[0]!.worker_id));
    assert.deepEqual(by, new Set(workers.map((worker) => worker.worker_id)));
    const result = await remote.get<{ violations: unknown[] }>(
      `/api/v1/tasks/${tasks[7]!.task_id}/result`,
    );
    assert.ok(result.violations.length > 0);
    // What is stored are rows of that database, and no file of SQLite.
    const [row] = await server.query("select count(*) as n from tasks", database);
    assert.equal(row?.n, 301);
    const names = [...Deno.readDirSync(fleet.root)].map((entry) => entry.name);
    assert.ok(!names.some((name) => name.startsWith("lintel.db")), names.join());
  },
);

mariadbTest("lintel migrate makes the tables of a MySQL database, once", async () => {
  const server = await mariaDb();
  const database = await server.newDatabase();
  const env = { DATABASE_URL: server.url(database) };
  await using fleet = await Fleet.open(env);
  const environment = (name: string) =>
    fleet.env[name as keyof typeof fleet.env] ?? Deno.env.get(name);
  const permissions = servicePermissions(loadSettings(environment).settings, environment);
  for (const printed of [/^migrations applied: \d+\n$/, /^the database is up to date\n$/]) {
    const args = ["run", "--quiet", ...permissions, "src/main.ts", "migrate"];
    const process = fleet.run(Deno.execPath(), args, { ...fleet.env });
    assert.equal(await process.ended(), 0, process.stderr);
    assert.match(process.stdout, printed);
  }
});

mariadbTest("processes that start before their database wait for it", async () => {
  const server = await mariaDb();
  const database = await server.newDatabase();
  await server.kill();
  await using fleet = await Fleet.open({ DATABASE_URL: server.url(database) });
  const starting = [fleet.spawn("web"), fleet.spawn("worker")];
  await Promise.all(starting.map((p) => p.logged("the database is not there yet")));
  await server.run();
  const [web] = starting;
  await Promise.all(starting.map((process) => process.logged("started")));
  await until("a ready service", async () => {
    const { url } = await web!.logged("started");
    const response = await fetch(`${url}/api/v1/health/ready`);
    await response.body?.cancel();
    return response.status === 200;
  });
});

Deno.test.afterAll(stopMariaDb);
