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

Deno.test("without topics queues, workers and jobs are told, and one that is none is refused", async () => {
  await using service = await openService();
  const events = eventsOf(await open(service));
  const seen = new Set<string>();
  while (seen.size < 3) seen.add((await events.next()).value!.event);
  assert.deepEqual([...seen].sort(), ["jobs", "queues", "workers"]);
  await events.return(undefined);
  await problemOf(await open(service, "?topics=queues,weather"), "validation_failed", ["topics"]);
  await problemOf(await open(service, "?topics="), "validation_failed", ["topics"]);
});

/** The events of one topic, the first of which has come. */
async function following(service: TestService, topic: string) {
  const events = eventsOf(await open(service, `?topics=${topic}`));
  assert.equal((await events.next()).value?.event, topic);
  return {
    /** The data of the next one that is told. */
    async next(): Promise<unknown> {
      for (;;) {
        const { value } = await events.next();
        if (value!.event === topic) return value!.data;
      }
    },
    [Symbol.asyncDispose]: async () => void await events.return(undefined),
  };
}

Deno.test("baselines, webhooks and the audit log tell that they changed, and not how", async () => {
  await using service = await openService({ worker: true });
  const job = await service.submit("select a,b from t");
  await service.ended(job);
  const made = async (path: string, body: unknown) => {
    const response = await service.post(`/api/v1${path}`, body);
    assert.equal(response.status, 201, await response.text());
  };
  await using baselines = await following(service, "baselines");
  await using webhooks = await following(service, "webhooks");
  await using audit = await following(service, "audit");
  const words = { project: "web", owner: "the web team", reason: "it was so" };
  await made("/baselines", { name: "start", ...words, from_job: job });
  assert.deepEqual([await baselines.next(), await audit.next()], [{}, {}]);
  await made("/webhooks", { url: "https://ci.invalid/lintel" });
  assert.deepEqual([await webhooks.next(), await audit.next()], [{}, {}]);
});

Deno.test("dead letters tell that there is one more, and one less", async () => {
  await using service = await openService({
    worker: true,
    scripted: {},
    env: { TASK_MAX_ATTEMPTS: "1" },
  });
  await using letters = await following(service, "dead_letters");
  await service.ended(await service.submit("-- do: refuse engine_failed"));
  assert.deepEqual(await letters.next(), {});
  await (await service.post("/api/v1/dead-letters/delete", { all: true })).body?.cancel();
  assert.deepEqual(await letters.next(), {});
});

Deno.test("the machine's figures are told as they are measured", async () => {
  await using service = await openService();
  await using system = await following(service, "system");
  const figures = await system.next() as Record<string, unknown>;
  const asked = await service.get<Record<string, unknown>>("/api/v1/monitoring/system");
  assert.deepEqual(Object.keys(figures), Object.keys(asked));
});

Deno.test("who may not read webhooks and the audit log is not told of them", async () => {
  const tokens = { bob: "bbbbbbbbbbbbbbbb", ann: "aaaaaaaaaaaaaaaa" };
  await using service = await openService({
    env: { API_TOKENS: `bob:${tokens.bob}:read+submit,ann:${tokens.ann}` },
  });
  const ask = (topics: string, token?: string) =>
    service.request("GET", `/api/v1/events?topics=${topics}`, {
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    });
  for (const topics of ["audit", "webhooks", "queues,webhooks"]) {
    await problemOf(await ask(topics), "unauthorized");
    await problemOf(await ask(topics, tokens.bob), "forbidden");
    const response = await ask(topics, tokens.ann);
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }
});

Deno.test("streams of all kinds are bounded together, and one that ends makes room", async () => {
  await using service = await openService({ env: { MAX_SSE_CLIENTS: "1" } });
  const job_id = await service.submit("select 1");
  const events = eventsOf(await open(service));
  await events.next();
  const refused = await open(service);
  assert.ok(refused.headers.get("Retry-After"));
  await problemOf(refused, "too_many_open");
  await problemOf(await service.request("GET", `/api/v1/jobs/${job_id}/events`), "too_many_open");
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
