import assert from "node:assert/strict";
import type { Sender } from "../../../src/webhooks/port.ts";
import { MOST_WEBHOOKS } from "../../../src/workflow/webhooks/manage.ts";
import { logLines } from "../../support/log_lines.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type ServiceOptions, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

const PATH = "/api/v1/webhooks";
const URL_ = "https://hook.example/lintel?key=hidden";

const sender: Sender = {
  send: () => Promise.resolve({ status: 500, retryAfter: null }),
  close: () => Promise.resolve(),
};

const open = (options: ServiceOptions = {}) => openService({ sender, ...options });

interface WebhookBody {
  webhook_id: string;
  url: string;
  secret?: string;
  enabled: boolean;
  events: string[];
  project: string | null;
  disabled_reason: string | null;
}

async function register(service: TestService, more: object = {}): Promise<WebhookBody> {
  const response = await service.post(PATH, { url: URL_, ...more });
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text) as WebhookBody;
}

async function patch(service: TestService, id: string, body: unknown): Promise<Response> {
  return await service.request("PATCH", `${PATH}/${id}`, {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

Deno.test("a webhook's secret is told when it is made and when it is changed, and by nothing else", async () => {
  await using service = await open();
  const response = await service.post(PATH, { url: URL_, project: "shop", description: "ci" });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  const made = await response.json() as WebhookBody;
  assert.equal(response.headers.get("Location"), `${PATH}/${made.webhook_id}`);
  assert.match(made.secret!, /^whsec_/);
  assert.deepEqual(
    [made.enabled, made.project, made.events],
    [true, "shop", ["job.finished", "gate.failed"]],
  );
  const changed = await (await patch(service, made.webhook_id, { rotate_secret: true }))
    .json() as WebhookBody;
  assert.match(changed.secret!, /^whsec_/);
  assert.notEqual(changed.secret, made.secret);
  const quiet = await (await patch(service, made.webhook_id, { description: "x" })).text();
  await (await service.post(`${PATH}/${made.webhook_id}/test`, {})).body?.cancel();
  const told = [
    quiet,
    await (await service.request("GET", PATH)).text(),
    await (await service.request("GET", `${PATH}/${made.webhook_id}`)).text(),
    await (await service.request("GET", `${PATH}/${made.webhook_id}/deliveries`)).text(),
    await (await service.request("GET", "/api/v1/audit")).text(),
  ].join();
  assert.ok(told.includes(made.webhook_id));
  for (const secret of [made.secret!, changed.secret!]) assert.ok(!told.includes(secret.slice(6)));
});

Deno.test("it can be looked at, changed, disabled, enabled and removed", async () => {
  await using service = await open();
  const { webhook_id } = await register(service);
  const change = {
    url: "https://b.example/",
    events: ["gate.failed"],
    project: "p",
    enabled: false,
  };
  const changed = await (await patch(service, webhook_id, change)).json() as WebhookBody;
  assert.deepEqual(
    [changed.url, changed.events, changed.project, changed.enabled, changed.disabled_reason],
    ["https://b.example/", ["gate.failed"], "p", false, "disabled by hand"],
  );
  await problemOf(await service.post(`${PATH}/${webhook_id}/test`, {}), "conflict");
  const enabled = await (await patch(service, webhook_id, { enabled: true, project: null }))
    .json() as WebhookBody;
  assert.deepEqual([enabled.enabled, enabled.project, enabled.disabled_reason], [true, null, null]);
  const { webhooks } = await service.get<{ webhooks: WebhookBody[] }>(PATH);
  assert.deepEqual(webhooks, [await service.get(`${PATH}/${webhook_id}`)]);
  const gone = await service.request("DELETE", `${PATH}/${webhook_id}`);
  assert.equal(gone.status, 204);
  for (const [method, more] of [["GET", ""], ["DELETE", ""], ["GET", "/deliveries"]] as const) {
    const path = `${PATH}/${webhook_id}${more}`;
    await problemOf(await service.request(method, path), "not_found");
  }
  await problemOf(await patch(service, webhook_id, {}), "not_found");
  await problemOf(await service.post(`${PATH}/${webhook_id}/test`, {}), "not_found");
});

Deno.test("an address that no message may be sent to is refused at once, where it says so itself", async () => {
  await using service = await open();
  const urls = [
    "http://hook.example/",
    "ftp://hook.example/",
    "javascript:alert(1)",
    "hook.example",
    "https://user:pass@hook.example/",
    "https://hook.example/#x",
    "https://169.254.169.254/latest/meta-data",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://10.0.0.1:8443/",
    "https://localhost/",
    "https://hook.LOCALHOST.:8443/",
    "",
    `https://hook.example/${"x".repeat(2000)}`,
  ];
  for (const url of urls) {
    const response = await service.post(PATH, { url });
    const { errors } = await problemOf(response, "validation_failed") as unknown as {
      errors: { path: string }[];
    };
    assert.equal(errors[0]!.path, "url", url);
  }
  const { webhook_id } = await register(service);
  await problemOf(await patch(service, webhook_id, { url: urls[6] }), "validation_failed");
  await using own = await open({ env: { WEBHOOK_ALLOW: "10.0.0.0/24, fd00::/64" } });
  for (const url of ["http://10.0.0.1/", "https://[fd00::1]/", "http://intern.example/"]) {
    assert.equal((await register(own, { url })).url, url);
  }
  for (const url of ["http://10.0.1.1/", "https://127.0.0.1/", "https://localhost/"]) {
    await problemOf(await own.post(PATH, { url }), "validation_failed");
  }
  await using near = await open({ env: { WEBHOOK_ALLOW: "127.0.0.0/8" } });
  assert.equal((await register(near, { url: "http://localhost/" })).url, "http://localhost/");
});

Deno.test("every other field is checked, and there is an end to how many there are", async () => {
  await using service = await open();
  const bad = [
    { events: [] },
    { events: ["job.started"] },
    { project: "" },
    { project: " x" },
    { project: "x".repeat(201) },
    { description: "a\nb" },
    { secret: "whsec_mine" },
  ];
  for (const more of bad) {
    await problemOf(await service.post(PATH, { url: URL_, ...more }), "validation_failed");
  }
  const form = await service.request("POST", PATH, { body: new FormData() });
  await problemOf(form, "unsupported_media_type");
  const large = await service.post(PATH, { url: URL_, description: "x".repeat(20_000) });
  await problemOf(large, "payload_too_large");
  for (let i = 0; i < MOST_WEBHOOKS; i++) await register(service);
  await problemOf(await service.post(PATH, { url: URL_ }), "conflict");
});

Deno.test("the delivery log has what was sent and how each attempt went, page by page", async () => {
  await using log = await logLines("debug");
  await using service = await open({ worker: true, scripted: {} });
  const { webhook_id, secret } = await register(service);
  for (let i = 0; i < 3; i++) {
    const response = await service.post(`${PATH}/${webhook_id}/test`, {});
    assert.equal(response.status, 202);
    await response.body?.cancel();
  }
  type Page = {
    deliveries: {
      delivery_id: string;
      state: string;
      payload: string;
      attempts: { status: number }[];
      next_attempt_at: string | null;
    }[];
    next_cursor: string | null;
  };
  const page = (query: string) => service.get<Page>(`${PATH}/${webhook_id}/deliveries?${query}`);
  const found = await until("an attempt at each delivery", async () => {
    const all = await page("limit=10");
    return all.deliveries.every(({ attempts }) => attempts.length > 0) && all;
  });
  // What a commit wrote is read before it is durable, and only then does its writer go on.
  const lines = () => JSON.stringify(log.lines);
  await until("the log to tell of it", () => lines().includes("a message waits"));
  const [newest] = found.deliveries;
  assert.equal(JSON.parse(newest!.payload).type, "webhook.test");
  assert.deepEqual([newest!.state, newest!.attempts[0]!.status], ["pending", 500]);
  assert.notEqual(newest!.next_attempt_at, null);
  // What an address holds may be a key, and a secret always is one.
  const said = lines();
  assert.ok(!said.includes("hidden") && !said.includes(secret!.slice(6)));
  const first = await page("limit=2");
  const second = await page(`limit=2&cursor=${first.next_cursor}`);
  assert.deepEqual([...first.deliveries, ...second.deliveries], found.deliveries);
  assert.equal(second.next_cursor, null);
  assert.deepEqual((await page("state=delivered")).deliveries, []);
  const wrong = await service.request("GET", `${PATH}/${webhook_id}/deliveries?state=lost`);
  await problemOf(wrong, "validation_failed");
});
