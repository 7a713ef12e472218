import assert from "node:assert/strict";
import { Fleet } from "../support/processes.ts";

Deno.test("logs are JSON lines with their fields, on standard output and in LOG_FILE alike", async () => {
  await using fleet = await Fleet.open();
  const file = `${fleet.root}/logs/lintel.log`;
  await Deno.mkdir(`${fleet.root}/logs`);
  const { process, remote } = await fleet.start("all", { env: { LOG_FILE: file } });
  const response = await remote.request("POST", "/api/v1/jobs?wait=30", {
    headers: { "Content-Type": "application/json", "X-Request-Id": "asked-by-a-test" },
    body: JSON.stringify({ sql_content: "select a,b from t\n" }),
  });
  const { job_id } = await response.json();
  const [task] = await remote.tasks(job_id);
  process.signal("SIGTERM");
  assert.equal(await process.ended(), 0);

  const lines = process.log();
  for (const line of lines) {
    assert.match(String(line.timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(String(line.level), /^(DEBUG|INFO|WARNING|ERROR)$/);
    assert.match(String(line.logger), /^lintel(\.\w+)+$/);
    assert.ok(line.message);
    assert.match(String(line.module), /^[a-z_]+(\/[a-z_0-9]+)+$/, JSON.stringify(line));
  }
  const request = lines.find((l) => l.request_id === "asked-by-a-test");
  assert.equal(request?.message, "request");
  assert.deepEqual(
    [request.method, request.path, request.status, request.job_id],
    ["POST", "/api/v1/jobs", 200, job_id],
  );
  const ended = lines.filter((l) => l.message === "task ended");
  assert.equal(ended.length, 1);
  assert.deepEqual(
    [ended[0]?.job_id, ended[0]?.task_id, ended[0]?.task_status, ended[0]?.attempt],
    [job_id, task?.task_id, "SUCCESS", 1],
  );
  assert.equal(await Deno.readTextFile(file), process.stdout);
});

Deno.test("a log file that cannot be opened ends the start with one line that names it", async () => {
  await using fleet = await Fleet.open();
  const file = `${fleet.root}/not/there/lintel.log`;
  const process = fleet.spawn("web", { env: { LOG_FILE: file } });
  assert.equal(await process.ended(), 1);
  assert.match(process.stderr, /^lintel: cannot start: [^\n]*\n$/);
  assert.ok(process.stderr.includes(file));
});

Deno.test("SIGHUP opens LOG_FILE anew, so that logrotate may move it away", async () => {
  await using fleet = await Fleet.open();
  const file = `${fleet.root}/lintel.log`;
  const { process, remote } = await fleet.start("web", { env: { LOG_FILE: file } });
  await Deno.rename(file, `${file}.1`);
  process.signal("SIGHUP");
  await process.logged("log files were opened anew");
  await (await remote.request("GET", "/api/v1/jobs")).body?.cancel();
  process.signal("SIGTERM");
  assert.equal(await process.ended(), 0);
  const [old, fresh] = await Promise.all([Deno.readTextFile(`${file}.1`), Deno.readTextFile(file)]);
  assert.ok(fresh.includes('"message":"request"') && !old.includes('"message":"request"'));
  assert.equal(old + fresh, process.stdout);
});
