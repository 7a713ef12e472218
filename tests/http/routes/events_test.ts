import assert from "node:assert/strict";
import { problemOf } from "../../support/problem.ts";
import { eventsOf } from "../../support/server_sent_events.ts";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

interface Queues {
  queues: { name: string; length: number; status: string }[];
}

function open(service: TestService, query = "", signal?: AbortSignal): Promise<Response> {
  return service.request("GET", `/api/v1/events${query}`, { signal });
}

Deno.test("a stream begins with each topic and goes on with what changes", async () => {
  await using service = await openService();
  const events = eventsOf(await open(service, "?topics=queues,jobs"));
  const first = [(await events.next()).value, (await events.next()).value];
  assert.deepEqual(first.map((e) => e?.event).sort(), ["jobs", "queues"]);
  await service.submit("select 1");
  const seen = new Set<string>();
  while (seen.size < 2) {
    const { value } = await events.next();
    if (value?.event === "jobs" && (value.data as { active: number }).active === 1) {
      seen.add("jobs");
    }
    if (value?.event === "queues") {
      const { queues } = value.data as Queues;
      if (queues.some(({ name, length }) => name === "sql_analysis" && length === 1)) {
        seen.add("queues");
      }
    }
  }
  const asked = await service.get<Queues>("/api/v1/monitoring/queues");
  assert.deepEqual(asked.queues.map(({ length }) => length), [0, 1]);
  await events.return(undefined);
});

Deno.test("without topics all are told, and one that is none is refused", async () => {
  await using service = await openService();
  const events = eventsOf(await open(service));
  const seen = new Set<string>();
  while (seen.size < 3) seen.add((await events.next()).value!.event);
  assert.deepEqual([...seen].sort(), ["jobs", "queues", "workers"]);
  await events.return(undefined);
  await problemOf(await open(service, "?topics=queues,weather"), "validation_failed", ["topics"]);
  await problemOf(await open(service, "?topics="), "validation_failed", ["topics"]);
});

Deno.test("streams of all kinds are bounded together, and one that ends makes room", async () => {
  await using service = await openService({ env: { MAX_SSE_CLIENTS: "1" } });
  const job_id = await service.submit("select 1");
  const events = eventsOf(await open(service));
  await events.next();
  const refused = await open(service);
  assert.ok(refused.headers.get("Retry-After"));
  await problemOf(refused, "queue_full");
  await problemOf(await service.request("GET", `/api/v1/jobs/${job_id}/events`), "queue_full");
  await events.return(undefined);
  await until("the place to be free", async () => {
    const response = await open(service);
    await response.body?.cancel();
    return response.status === 200;
  });
});

Deno.test("a process that drains ends its streams", async () => {
  await using service = await openService();
  const events = eventsOf(await open(service));
  await events.next();
  service.setReady(false);
  for await (const { event } of events) assert.notEqual(event, "alive");
});
