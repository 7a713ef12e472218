import assert from "node:assert/strict";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { onVolume } from "../support/on_volume.ts";
import { problemOf } from "../support/problem.ts";
import { until } from "../support/wait.ts";

Deno.test("while the volume is gone submissions are 503 and the service is not ready; when it is back, so is the service", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const { process, remote } = await fleet.start("all");
  const before = await remote.submit("select 1 fault");
  await remote.ended(before);
  // As a mount that fails: a file where the folder was.
  await Deno.rename(`${fleet.root}/files`, `${fleet.root}/away`);
  await Deno.writeTextFile(`${fleet.root}/files`, "");

  const refused = await remote.postJob({ sql_content: onVolume("select 2") });
  const { detail, request_id } = await problemOf(refused, "storage_unavailable");
  assert.match(detail, /STORAGE_ROOT/);
  assert.match(refused.headers.get("Retry-After") ?? "", /^[1-9]\d*$/);
  const ready = await remote.request("GET", "/api/v1/health/ready");
  assert.equal(ready.status, 503);
  const { checks } = await ready.json();
  assert.deepEqual(checks.storage, {
    status: "unhealthy",
    message: "The file storage cannot be reached (storage_unavailable)",
  });
  // Where the service keeps its files is for the log alone.
  assert.ok(!`${detail}${JSON.stringify(checks)}`.includes(fleet.root));
  for (const found of [{ request_id }, { part: "storage" }]) {
    const [[name, value]] = Object.entries(found) as [[string, string]];
    await until(`the log's line of ${name} ${value}`, () => {
      const lines = process.log().filter((l) => l[name] === value);
      return Promise.resolve(lines.some((l) => String(l.exception).includes(fleet.root)));
    });
  }

  await Deno.remove(`${fleet.root}/files`);
  await Deno.rename(`${fleet.root}/away`, `${fleet.root}/files`);
  await until("storage answers again", () => remote.get("/api/v1/health/ready").then(() => true));
  const after = await remote.submit(onVolume("select 3 fault"));
  assert.equal((await remote.ended(after)).summary.by_rule.LT01, 1);
  const { jobs } = await remote.get<{ jobs: { job_id: string }[] }>("/api/v1/jobs");
  assert.deepEqual(jobs.map((j) => j.job_id).sort(), [before, after].sort());
});
