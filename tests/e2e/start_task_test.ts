import assert from "node:assert/strict";
import { Fleet, serving } from "../support/processes.ts";

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
