import assert from "node:assert/strict";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";
import { zipOf } from "../../support/archives.ts";
import { until } from "../../support/wait.ts";

const MONITORING = "/api/v1/monitoring";

Deno.test("queues are shown with their length and the age of the oldest task", async () => {
  await using service = await openService();
  await service.submit("select 1\n");
  service.advance(3_000);
  const { queues } = await service.get<{
    queues: { name: string; length: number; status: string; oldest_age_seconds: number }[];
  }>(`${MONITORING}/queues`);
  const byName = new Map(queues.map((q) => [q.name, q]));
  assert.deepEqual([...byName.keys()].toSorted(), ["sql_analysis", "zip_processing"]);
  assert.equal(byName.get("sql_analysis")?.length, 1);
  assert.ok(byName.get("sql_analysis")!.oldest_age_seconds >= 3);
  assert.deepEqual(byName.get("zip_processing"), {
    name: "zip_processing",
    length: 0,
    status: "active",
    oldest_age_seconds: 0,
  });
});

function control(service: TestService, queue: string, action: string): Promise<Response> {
  const path = `${MONITORING}/queues/${queue}/control?action=${action}`;
  return service.request("POST", path);
}

async function statuses(service: TestService): Promise<Record<string, string>> {
  const { queues } = await service.get<{ queues: { name: string; status: string }[] }>(
    `${MONITORING}/queues`,
  );
  return Object.fromEntries(queues.map((q) => [q.name, q.status]));
}

Deno.test("a paused queue says so, and no worker takes anything of it until it is resumed", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  for (const _ of [1, 2]) {
    const paused = await control(service, "sql_analysis", "pause");
    assert.equal(paused.status, 200);
    const { name, action, status } = await paused.json();
    assert.deepEqual([name, action, status], ["sql_analysis", "pause", "paused"]);
  }
  assert.deepEqual(await statuses(service), {
    sql_analysis: "paused",
    zip_processing: "active",
  });
  const single = await service.submit("fine\n");
  const archive = await service.submit(await zipOf({ "a.sql": "fine\n" }));
  // The other queue goes on: the archive is expanded, and its file waits.
  await until(
    "the archive to be expanded",
    async () => (await service.tasks(archive)).length === 1,
  );
  assert.equal((await service.services.store.jobs.get(single))?.status, "ACCEPTED");
  const resumed = await control(service, "sql_analysis", "resume");
  assert.equal((await resumed.json()).status, "active");
  for (const id of [single, archive]) {
    assert.equal((await service.ended(id)).job_status, "COMPLETED");
  }
  assert.equal((await statuses(service)).sql_analysis, "active");
});

Deno.test("a queue or an action that is none is refused", async () => {
  await using service = await openService();
  await problemOf(await control(service, "nothing", "pause"), "not_found");
  await problemOf(await control(service, "sql_analysis", "stop"), "invalid_action", ["action"]);
  const bare = await service.request("POST", `${MONITORING}/queues/sql_analysis/control`);
  await problemOf(bare, "validation_failed", ["action"]);
});
