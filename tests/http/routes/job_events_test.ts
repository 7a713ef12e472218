import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { logLines } from "../../support/log_lines.ts";
import { problemOf } from "../../support/problem.ts";
import {
  eventsOf as eventsOfJson,
  type ServerSentEvent,
} from "../../support/server_sent_events.ts";
import { until } from "../../support/wait.ts";
import { type JobBody, openService, type TestService } from "../../support/service.ts";

type Event = ServerSentEvent<JobBody>;

const eventsOf = eventsOfJson<JobBody>;

function open(
  service: TestService,
  job_id: string,
  last?: string,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = last === undefined ? {} : { "Last-Event-ID": last };
  return service.request("GET", `/api/v1/jobs/${job_id}/events`, { headers, signal });
}

Deno.test("the events of a job lead from its first state to its last", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const gate = `${service.root}/gate`;
  const files = { "a.sql": "fault\n", "b.sql": `-- do: wait for ${gate}` };
  const job_id = await service.submit(await zipOf(files));
  const seen: Event[] = [];
  for await (const event of eventsOf(await open(service, job_id))) {
    seen.push(event);
    if (event.data.progress.succeeded === 1) await Deno.writeTextFile(gate, "");
  }
  const last = seen.at(-1)!;
  assert.deepEqual([last.event, last.data.job_status], ["done", "COMPLETED"]);
  assert.equal(last.data.progress.succeeded, 2);
  assert.ok(seen.length >= 2);
  assert.ok(seen.slice(0, -1).every((e) => e.event === "progress"));
  assert.equal(new Set(seen.map((e) => e.id)).size, seen.length);
});

Deno.test("a reader that comes back is not told again what it knows", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.worker.stop();
  const job_id = await service.submit("select 1\n");
  const events = eventsOf(await open(service, job_id));
  const first = (await events.next()).value as Event;
  await events.return(undefined);
  assert.equal(first.event, "progress");
  // By the header, and by the query of readers that cannot send one.
  const query = `lastEventId=${encodeURIComponent(first.id)}`;
  const byQuery = eventsOf(
    await service.request("GET", `/api/v1/jobs/${job_id}/events?${query}`),
  );
  const alike = byQuery.next();
  const again = eventsOf(await open(service, job_id, first.id));
  const pending = again.next();
  await (await service.request("POST", `/api/v1/jobs/${job_id}/cancel`)).body?.cancel();
  const next = (await pending).value as Event;
  assert.deepEqual([next.event, next.data.job_status], ["done", "CANCELLED"]);
  assert.equal((await alike).value?.event, "done");
  assert.equal((await again.next()).done, true);
});

Deno.test("a job that has ended is told once, and who knows it is told not to come again", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit("fine\n");
  await service.ended(job_id);
  const first = await Array.fromAsync(eventsOf(await open(service, job_id)));
  assert.deepEqual(first.map((e) => e.event), ["done"]);
  const again = await open(service, job_id, first[0]!.id);
  assert.deepEqual([again.status, await again.text()], [204, ""]);
  const earlier = await Array.fromAsync(eventsOf(await open(service, job_id, "ACCEPTED.1")));
  assert.deepEqual(earlier, first);
});

Deno.test("streams are bounded, and one that ends makes room", async () => {
  await using service = await openService({ env: { MAX_SSE_CLIENTS: "1" } });
  const job_id = await service.submit("select 1\n");
  const events = eventsOf(await open(service, job_id));
  await events.next();
  const refused = await open(service, job_id);
  assert.ok(refused.headers.get("Retry-After"));
  await problemOf(refused, "too_many_open");
  await (await service.request("POST", `/api/v1/jobs/${job_id}/cancel`)).body?.cancel();
  for await (const event of events) assert.equal(event.event, "done");
  const after = await Array.fromAsync(eventsOf(await open(service, job_id)));
  assert.equal(after.length, 1);
});

Deno.test("a process that drains ends its streams", async () => {
  await using service = await openService();
  const job_id = await service.submit("select 1\n");
  service.setReady(false);
  const events = await Array.fromAsync(eventsOf(await open(service, job_id)));
  assert.deepEqual(events.map((e) => [e.event, e.data.job_status]), [["progress", "ACCEPTED"]]);
});

Deno.test("a job deleted meanwhile ends the stream, and one that is none has no stream", async () => {
  await using service = await openService();
  await problemOf(await open(service, "x"), "not_found");
  const job_id = await service.submit("select 1\n");
  const events = eventsOf(await open(service, job_id));
  await events.next();
  // The stream has not looked again between the two.
  await service.services.store.jobs.cancel(job_id, service.services.now());
  await service.services.store.jobs.delete(job_id);
  assert.equal((await events.next()).done, true);
});

Deno.test("a store that goes away ends the stream, which is logged and says nothing of it to the reader", async () => {
  await using log = await logLines("warning");
  let away = false;
  await using service = await openService({
    deps: (deps) => {
      const { store } = deps.services;
      const get = (job_id: string) =>
        away ? Promise.reject(new Error("secret place")) : store.jobs.get(job_id);
      const services = { ...deps.services, store: { ...store, jobs: { ...store.jobs, get } } };
      return { ...deps, services };
    },
  });
  const job_id = await service.submit("select 1\n");
  const response = await open(service, job_id);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = (await reader.read()).value!;
  away = true;
  for (let next = await reader.read(); !next.done; next = await reader.read()) told += next.value;
  assert.doesNotMatch(told, /secret|event: (error|done)/);
  const [line, ...more] = log.lines;
  assert.deepEqual([line?.message, line?.path, more], [
    "a stream broke off",
    `/api/v1/jobs/${job_id}/events`,
    [],
  ]);
  assert.match(JSON.stringify(line), /secret place/);
});

Deno.test("a HEAD request takes no stream, and a reader that goes away gives its own back", async () => {
  await using service = await openService({ env: { MAX_SSE_CLIENTS: "1" } });
  const job_id = await service.submit("select 1\n");
  const path = `/api/v1/jobs/${job_id}/events`;
  const head = await service.request("HEAD", path);
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  for (let reader = 0; reader < 2; reader++) {
    const events = await until("the place to be free", async () => {
      const response = await open(service, job_id);
      if (response.status === 200) return eventsOf(response);
      await response.body?.cancel();
      return null;
    });
    assert.equal((await events.next()).value?.event, "progress");
    await events.return(undefined);
  }
});
