import assert from "node:assert/strict";
import { Webhook as Verifier } from "standardwebhooks";
import type { OutgoingMessage, Sender, SendOutcome } from "../../src/webhooks/port.ts";
import { WebhookDispatcher } from "../../src/workflow/webhooks/dispatch.ts";
import { registerWebhook } from "../../src/workflow/webhooks/manage.ts";
import { MOST_ATTEMPTS } from "../../src/workflow/webhooks/schedule.ts";
import { openService, type TestService } from "../support/service.ts";
import { until } from "../support/wait.ts";

const URL_ = "https://hook.example/lintel?key=1";
const HOUR = 3_600_000;
const OK: SendOutcome = { status: 200, retryAfter: null };

/** A sender that answers with these outcomes in turn, the last one for ever, and keeps what it got. */
function scripted(...outcomes: (SendOutcome | number)[]) {
  const sent: OutgoingMessage[] = [];
  const sender: Sender = {
    send(message) {
      sent.push(message);
      const next = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
      return Promise.resolve(
        typeof next === "number" ? { status: next, retryAfter: null } : next,
      );
    },
    close: () => Promise.resolve(),
  };
  return { sender, sent };
}

/** One look after another, until nothing is sent and nothing is left to be looked at. */
async function settle(dispatcher: WebhookDispatcher): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await dispatcher.runOnce();
    await dispatcher.idle();
  }
}

/** Submits a file and lints it to its end. */
async function lint(
  service: TestService,
  sql = "fault\n",
  labels?: Record<string, string>,
): Promise<string> {
  const job_id = await service.submit(sql, labels === undefined ? {} : { labels });
  await service.ended(job_id);
  return job_id;
}

async function deliveries(service: TestService, webhook_id: string) {
  return (await service.services.store.webhooks.deliveries(webhook_id, undefined, 100)).reverse();
}

Deno.test("the end of a job is sent to who asked for it, signed, with what came of it", async () => {
  const { sender, sent } = scripted(204);
  await using service = await openService({ worker: true, scripted: {}, sender });
  const { secret } = await registerWebhook(service.services, { url: URL_ }, "boss");
  const only = { url: "https://only.example/", events: ["gate.failed" as const] };
  await registerWebhook(service.services, only, "boss");
  const job_id = await lint(service, "fault\n", { project: "shop", branch: "main" });
  await until("three messages", () => sent.length === 3);
  const bad = sent.map(({ url, body }) => [url, JSON.parse(body).type]);
  assert.deepEqual(bad.toSorted(), [
    [URL_, "gate.failed"],
    [URL_, "job.finished"],
    ["https://only.example/", "gate.failed"],
  ]);
  const message = sent.find(({ url, body }) => url === URL_ && body.includes("job.finished"))!;
  const { type, timestamp, data } = new Verifier(secret)
    .verify(message.body, message.headers as Record<string, string>) as {
      type: string;
      timestamp: string;
      data: Record<string, unknown>;
    };
  assert.equal(type, "job.finished");
  const job = await service.services.store.jobs.get(job_id);
  assert.equal(timestamp, new Date(job!.finished_at!).toISOString());
  assert.deepEqual(
    [data.job_id, data.job_status, data.verdict, data.labels],
    [job_id, "COMPLETED", "FAIL", { project: "shop", branch: "main" }],
  );
  assert.deepEqual(data.summary, {
    total: 1,
    error_count: 1,
    warning_count: 0,
    by_rule: { LT01: 1 },
  });
  assert.equal(message.headers["content-type"], "application/json");
  assert.match(message.headers["user-agent"]!, /^Lintel\//);
  sent.length = 0;
  await lint(service, "clean\n");
  await until("one message", () => sent.length === 1);
  assert.equal(JSON.parse(sent[0]!.body).data.verdict, "PASS");
});

Deno.test("a webhook of a project is told of its jobs alone", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ worker: true, scripted: {}, sender });
  const events = ["job.finished" as const];
  await registerWebhook(service.services, { url: URL_, project: "shop", events }, "boss");
  const others: (Record<string, string> | undefined)[] = [
    undefined,
    { project: "other" },
    { team: "shop" },
  ];
  for (const labels of others) {
    await lint(service, "clean\n", labels);
  }
  const job_id = await lint(service, "clean\n", { project: "shop" });
  await until("a message", () => sent.length > 0);
  assert.deepEqual(sent.map(({ body }) => JSON.parse(body).data.job_id), [job_id]);
});

Deno.test("with a baseline the gate fails for what is new alone, and the message tells how much that is", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ worker: true, scripted: {}, sender });
  await registerWebhook(service.services, { url: URL_ }, "boss");
  const labels = { project: "shop" };
  const first = await lint(service, "fault;\n", labels);
  const made = await service.post("/api/v1/baselines", {
    name: "main",
    project: "shop",
    owner: "boss",
    reason: "what was there",
    from_job: first,
  });
  assert.equal(made.status, 201, await made.text());
  await until("the messages of the first job", () => sent.length === 2);
  sent.length = 0;
  const told = async (sql: string) => {
    const job_id = await service.submit(sql, { labels, baseline: "main" });
    await service.ended(job_id);
    await until("job.finished", () => sent.some(({ body }) => body.includes(job_id)));
    // Messages of one event are made at once: what is not there now does not come.
    const { deliveries } = service.services.store.webhooks;
    const [hook] = await service.services.store.webhooks.list();
    const all = await deliveries(hook!.webhook_id, undefined, 100);
    const own = all.filter((each) => each.job_id === job_id);
    const { baseline } = JSON.parse(own[0]!.payload).data;
    return [own.map(({ event }) => event).toSorted(), baseline.new, baseline.verdict];
  };
  assert.deepEqual(await told("fault;\n"), [["job.finished"], 0, "PASS"]);
  assert.deepEqual(await told("fault;\nanother fault\n"), [
    ["gate.failed", "job.finished"],
    1,
    "FAIL",
  ]);
});

Deno.test("500, 500, 200: tried again after growing pauses, under one id, with one body", async () => {
  const { sender, sent } = scripted(500, 503, 200);
  await using service = await openService({ worker: true, scripted: {}, sender });
  await service.worker.stop();
  const dispatcher = new WebhookDispatcher(service.services, 0);
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  await service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
  await settle(dispatcher);
  assert.equal(sent.length, 1);
  const [waiting] = await deliveries(service, webhook_id);
  assert.deepEqual([waiting!.state, waiting!.attempt], ["pending", 1]);
  const pause = waiting!.due_at - service.services.now();
  assert.ok(pause > 3000 && pause <= 6000, String(pause));
  service.advance(6001);
  await settle(dispatcher);
  assert.equal(sent.length, 2);
  service.advance(23_999);
  await settle(dispatcher);
  assert.equal(sent.length, 2);
  service.advance(12_001);
  await settle(dispatcher);
  assert.equal(sent.length, 3);
  assert.equal(new Set(sent.map(({ headers }) => headers["webhook-id"])).size, 1);
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1);
  assert.equal(new Set(sent.map(({ headers }) => headers["webhook-timestamp"])).size, 3);
  const [done] = await deliveries(service, webhook_id);
  assert.equal(done!.state, "delivered");
  assert.deepEqual(done!.attempts.map(({ status }) => status), [500, 503, 200]);
  service.advance(24 * HOUR);
  await settle(dispatcher);
  assert.equal(sent.length, 3);
});

Deno.test("410 disables the webhook: nothing more is sent, what waited is given up", async () => {
  const { sender, sent } = scripted(500, 410);
  await using service = await openService({ sender });
  const dispatcher = new WebhookDispatcher(service.services, 0);
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  const test = () => service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
  await test();
  await settle(dispatcher);
  await test();
  await settle(dispatcher);
  assert.equal(sent.length, 2);
  const after = await service.services.store.webhooks.get(webhook_id);
  assert.notEqual(after!.disabled_at, null);
  assert.equal(after!.disabled_reason, "its server answered 410 Gone");
  const states = (await deliveries(service, webhook_id)).map(({ state }) => state);
  assert.deepEqual(states, ["failed", "failed"]);
  assert.equal((await test()).status, 409);
  service.advance(24 * HOUR);
  await settle(dispatcher);
  assert.equal(sent.length, 2);
});

Deno.test("a redirect is a failed attempt, an address that may not be sent to is final at once", async () => {
  const refused = { status: null, error: "h is 127.0.0.1", refused: true } as const;
  for (
    const [outcome, state, error] of [
      [302, "pending", "redirects are not followed"],
      [refused, "failed", "h is 127.0.0.1"],
      [{ ...refused, refused: false }, "pending", "h is 127.0.0.1"],
    ] as const
  ) {
    const { sender } = scripted(outcome);
    await using service = await openService({ sender });
    const dispatcher = new WebhookDispatcher(service.services, 0);
    const { webhook: { webhook_id } } = await registerWebhook(
      service.services,
      { url: URL_ },
      "boss",
    );
    await service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
    await settle(dispatcher);
    const [delivery] = await deliveries(service, webhook_id);
    assert.deepEqual([delivery!.state, delivery!.attempts[0]!.error], [state, error]);
  }
});

Deno.test("after its last attempt a message is given up, and shown with every one of them", async () => {
  const { sender, sent } = scripted(500);
  await using service = await openService({ sender });
  const dispatcher = new WebhookDispatcher(service.services, 0);
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  await service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
  for (let i = 0; i < MOST_ATTEMPTS + 2; i++) {
    await settle(dispatcher);
    service.advance(8 * HOUR);
  }
  assert.equal(sent.length, MOST_ATTEMPTS);
  const [delivery] = await deliveries(service, webhook_id);
  assert.equal(delivery!.state, "failed");
  assert.equal(delivery!.attempts.length, MOST_ATTEMPTS);
});

Deno.test("an attempt whose process is lost is made again, and a crash between event and message loses none", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ worker: true, scripted: {}, sender });
  await service.worker.stop();
  const { store, now } = service.services;
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  // The job ends and its process goes before anybody looks: the event is there for the next one.
  const job_id = await service.submit("clean\n");
  await store.jobs.cancel(job_id, now());
  const [event] = await store.webhooks.events(10);
  assert.equal(event?.job_id, job_id);
  const next = new WebhookDispatcher(service.services, 0);
  // Claimed by a process that never comes back.
  await next.runOnce();
  await next.idle();
  assert.equal(sent.length, 1);
  assert.deepEqual(await store.webhooks.events(10), []);
  await service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
  assert.equal((await store.webhooks.claim(8, 45_000, now())).length, 1);
  await settle(next);
  assert.equal(sent.length, 1);
  service.advance(45_000);
  await settle(next);
  assert.equal(sent.length, 2);
  const all = await deliveries(service, webhook_id);
  assert.deepEqual(all.map(({ state, attempt }) => [state, attempt]), [
    ["delivered", 1],
    ["delivered", 2],
  ]);
});

Deno.test("a webhook is not told of what ended before it was registered", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ sender });
  const { store, now } = service.services;
  const { webhook: early } = await registerWebhook(service.services, { url: URL_ }, "boss");
  const job_id = await service.submit("clean\n");
  await store.jobs.cancel(job_id, now());
  await store.webhooks.delete(early.webhook_id);
  service.advance(1000);
  await registerWebhook(service.services, { url: URL_ }, "boss");
  await settle(new WebhookDispatcher(service.services, 0));
  assert.deepEqual([sent, await store.webhooks.events(10)], [[], []]);
});

Deno.test("two processes that send share the messages and double none", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ sender });
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  for (let i = 0; i < 40; i++) {
    const job_id = await service.submit("clean\n");
    await service.services.store.jobs.cancel(job_id, service.services.now());
  }
  const two = [1, 2].map(() => new WebhookDispatcher(service.services, 0));
  while (sent.length < 40) await Promise.all(two.map(settle));
  await Promise.all(two.map(settle));
  const ids = new Set(sent.map(({ headers }) => headers["webhook-id"]));
  assert.deepEqual([sent.length, ids.size], [40, 40]);
  assert.equal((await deliveries(service, webhook_id)).length, 40);
});

Deno.test("a job that is tried again tells of its last end alone where nobody looked between", async () => {
  const { sender, sent } = scripted(200);
  await using service = await openService({ worker: true, scripted: {}, sender });
  await service.worker.stop();
  await registerWebhook(service.services, { url: URL_, events: ["job.finished"] }, "boss");
  const job_id = await service.submit("-- do: refuse memory_limit\n");
  const { store, now } = service.services;
  const [first, second] = [now() + 1000, now() + 2000];
  const claim = async () => (await store.tasks.claim("w", 1, 1, now() + HOUR))[0]!;
  const error = { code: "memory_limit", message: "x" };
  const end = { status: "FAILURE" as const, outcome: "failed" as const, error, dead_letter: false };
  await store.tasks.finish([{ ...end, claim: await claim(), finished_at: first }]);
  await store.jobs.retry(job_id, now());
  await store.tasks.finish([{ ...end, claim: await claim(), finished_at: second }]);
  assert.equal((await store.webhooks.events(10)).length, 2);
  await settle(new WebhookDispatcher(service.services, 0));
  assert.equal(sent.length, 1);
  assert.equal(JSON.parse(sent[0]!.body).timestamp, new Date(second).toISOString());
});

Deno.test("stopping gives back what is being sent, to be sent by who comes next", async () => {
  const sent: string[] = [];
  const sender: Sender = {
    send: (message) => {
      sent.push(message.headers["webhook-id"]!);
      return new Promise(() => {});
    },
    close: () => Promise.resolve(),
  };
  await using service = await openService({ sender });
  const { webhook: { webhook_id } } = await registerWebhook(
    service.services,
    { url: URL_ },
    "boss",
  );
  const dispatcher = new WebhookDispatcher(service.services, 10);
  dispatcher.start();
  await service.post(`/api/v1/webhooks/${webhook_id}/test`, {});
  await until("it is being sent", () => sent.length === 1);
  await dispatcher.stop();
  const { store, now } = service.services;
  const [again] = await store.webhooks.claim(8, 1000, now());
  assert.deepEqual([again!.delivery.delivery_id, again!.delivery.attempt], [sent[0], 1]);
});

Deno.test("a server that never answers holds up its own messages alone, and eight of them at most", async () => {
  const [slow, quick] = ["https://slow.example/", "https://quick.example/"];
  const counts = { [slow]: 0, [quick]: 0 };
  const sender: Sender = {
    send({ url }) {
      counts[url]!++;
      return url === slow ? new Promise(() => {}) : Promise.resolve(OK);
    },
    close: () => Promise.resolve(),
  };
  await using service = await openService({ sender });
  for (const url of [slow, quick]) await registerWebhook(service.services, { url }, "boss");
  for (let i = 0; i < 20; i++) {
    const job_id = await service.submit("clean\n");
    await service.services.store.jobs.cancel(job_id, service.services.now());
  }
  const dispatcher = new WebhookDispatcher(service.services, 0);
  dispatcher.start();
  await until("the messages of the other", () => counts[quick] === 20);
  assert.equal(counts[slow], 8);
  await dispatcher.stop();
});
