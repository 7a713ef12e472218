import assert from "node:assert/strict";
import { Fleet, serving } from "../support/processes.ts";
import { until } from "../support/wait.ts";

Deno.test("`deno task start` alone serves, and hands SIGTERM on to the service", async () => {
  await using fleet = await Fleet.open();
  const process = fleet.run(Deno.execPath(), ["task", "--quiet", "start"], { ...fleet.env });
  const { remote } = await serving(process, "all");
  const response = await remote.request("GET", "/api/v1/health");
  assert.equal((await response.json()).status, "healthy");
  const job = await remote.ended(await remote.submit("SELECT a,b from t\n"));
  assert.equal(job.job_status, "COMPLETED");
  assert.ok(process.stderr.includes(`Lintel is ready at ${remote.url}`));
  process.signal("SIGTERM");
  assert.equal(await process.ended(), 0);
  assert.ok(process.log().some((line) => line.message === "stopped"));
});

Deno.test("a wrong setting is one line a fault and exit code 2 for every task, and nothing behind it", async () => {
  await using fleet = await Fleet.open();
  const cases: [string, Record<string, string>, string[]][] = [
    ["start", { PORT: "abc", LOG_LEVEL: "loud" }, ["PORT", "LOG_LEVEL"]],
    ["start", { HOST: "0.0.0.0" }, ["HOST"]],
    ["web", { DATABASE_URL: "oracle://lintel@db/lintel" }, ["DATABASE_URL"]],
    ["worker", { METRICS_PORT: "-1" }, ["METRICS_PORT"]],
    ["migrate", { DATABASE_URL: "nothing" }, ["DATABASE_URL"]],
  ];
  await Promise.all(cases.map(async ([task, env, names]) => {
    const process = fleet.run(Deno.execPath(), ["task", "--quiet", task], { ...fleet.env, ...env });
    assert.equal(await process.ended(), 2, task);
    assert.equal(process.stdout, "");
    const lines = process.stderr.trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => /^lintel: ([A-Z_]+): /.exec(line)?.[1]),
      names,
      process.stderr,
    );
  }));
});

Deno.test("two workers on one host need no settings: each has a metrics port, and targets tell them", async () => {
  await using fleet = await Fleet.open({ METRICS_PORT: "" });
  const [web, one, two] = await Promise.all([
    fleet.start("web"),
    fleet.start("worker"),
    fleet.start("worker"),
  ]);
  assert.notEqual(one.remote.url, two.remote.url);
  const groups = await until("all three to be told", async () => {
    const all = await web.remote.get<{ targets: string[]; labels: { role: string } }[]>(
      "/api/v1/monitoring/targets",
    );
    return all.flatMap((g) => g.targets).length === 3 ? all : null;
  });
  const told = new Map(groups.map((g) => [g.labels.role, g.targets]));
  const address = (url: string) => url.replace("http://", "");
  assert.deepEqual(told.get("worker"), [one, two].map((w) => address(w.remote.url)).toSorted());
  assert.deepEqual(told.get("web"), [address(web.remote.url)]);
  for (const target of [...told.values()].flat()) {
    const response = await fetch(`http://${target}/metrics`);
    assert.equal(response.status, 200, target);
    await response.body?.cancel();
  }
});
