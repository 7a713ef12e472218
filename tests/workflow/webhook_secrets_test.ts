import assert from "node:assert/strict";
import { Webhook as Verifier } from "standardwebhooks";
import type { NamedKey } from "../../src/config/secrets_key.ts";
import type { OutgoingMessage } from "../../src/webhooks/port.ts";
import { WebhookDispatcher } from "../../src/workflow/webhooks/dispatch.ts";
import { changeWebhook, registerWebhook, tryWebhook } from "../../src/workflow/webhooks/manage.ts";
import { resealSecrets } from "../../src/workflow/webhooks/reseal.ts";
import { keyIdOf, SecretError, SecretKeys } from "../../src/workflow/webhooks/secret_keys.ts";
import { newSecret } from "../../src/workflow/webhooks/signature.ts";
import { logLines } from "../support/log_lines.ts";
import { openService, type TestService } from "../support/service.ts";

const INPUT = { url: "https://hook.example/" };

function key(id: string, fill = 7): NamedKey {
  return { id, key: new Uint8Array(32).fill(fill) };
}

/** The service as a process with these keys has it. */
function withKeys({ services }: TestService, ...keys: NamedKey[]): TestService["services"] {
  return { ...services, webhooks: { ...services.webhooks, secrets: new SecretKeys(keys) } };
}

async function stored(service: TestService, webhook_id: string) {
  return (await service.services.store.webhooks.get(webhook_id))!;
}

Deno.test("a sealed secret fits its column, differs each time, and opens for its own webhook alone", async () => {
  const id = "x".repeat(32);
  const keys = new SecretKeys([key(id), key("old", 9)]);
  const secret = newSecret();
  const [sealed, again] = [await keys.seal("w1", secret), await keys.seal("w1", secret)];
  assert.match(sealed, /^enc:v1:x{32}:[A-Za-z0-9+/]+=*$/);
  assert.ok(sealed.length <= 200, String(sealed.length));
  assert.notEqual(sealed, again);
  assert.ok(!sealed.includes(secret.slice(6, 20)));
  assert.equal(await keys.open("w1", sealed), secret);
  assert.equal(keyIdOf(sealed), id);
  await assert.rejects(keys.open("w2", sealed), SecretError);
  const [head, body] = [sealed.slice(0, 60), sealed.slice(60)];
  const changed = head + (body[0] === "A" ? "B" : "A") + body.slice(1);
  await assert.rejects(keys.open("w1", changed), SecretError);
  await assert.rejects(keys.open("w1", sealed.slice(0, 50)), SecretError);
});

Deno.test("a key that is missing or another is named by the error, and the secret is not", async () => {
  const sealed = await new SecretKeys([key("a")]).seal("w", newSecret());
  const messageOf = async (...keys: NamedKey[]) =>
    await new SecretKeys(keys).fault({ webhook_id: "w", secret: sealed });
  assert.equal(await messageOf(key("b"), key("a")), null);
  assert.equal(
    await messageOf(),
    'the secret is encrypted with the key "a", and SECRETS_KEY is not set',
  );
  assert.equal(
    await messageOf(key("b"), key("c")),
    'the secret is encrypted with the key "a", and SECRETS_KEY has "b", "c" only',
  );
  assert.match(
    String(await messageOf(key("a", 8))),
    /^the secret cannot be decrypted with the key "a" of SECRETS_KEY: it is another key/,
  );
});

Deno.test("without a key secrets lie in plain text, and work as they did", async () => {
  await using service = await openService();
  const { webhook, secret } = await registerWebhook(service.services, INPUT, "boss");
  assert.equal((await stored(service, webhook.webhook_id)).secret, secret);
  const view = await service.get<Record<string, unknown>>(
    `/api/v1/webhooks/${webhook.webhook_id}`,
  );
  assert.deepEqual([view.secret_key, view.secret_error], [null, null]);
});

Deno.test("with a key no secret lies in the store in plain text, and messages are signed as before", async () => {
  const sent: OutgoingMessage[] = [];
  const sender = {
    send(message: OutgoingMessage) {
      sent.push(message);
      return Promise.resolve({ status: 204, retryAfter: null });
    },
    close: () => Promise.resolve(),
  };
  await using service = await openService({ sender });
  const parts = withKeys(service, key("now"));
  const { webhook: { webhook_id }, secret: first } = await registerWebhook(parts, INPUT, "boss");
  const { secret } = await changeWebhook(parts, webhook_id, { rotate_secret: true });
  const row = await stored(service, webhook_id);
  assert.deepEqual([keyIdOf(row.secret), keyIdOf(row.previous_secret!)], ["now", "now"]);
  assert.ok(!JSON.stringify(row).includes(first.slice(6)));
  await tryWebhook(parts, webhook_id);
  const dispatcher = new WebhookDispatcher(parts, 1000);
  await dispatcher.runOnce();
  await dispatcher.idle();
  for (const each of [first, secret!]) {
    new Verifier(each).verify(sent[0]!.body, sent[0]!.headers as Record<string, string>);
  }
});

Deno.test("a secret that cannot be read fails its own webhook's attempts, in words, and no other's", async () => {
  const sent: OutgoingMessage[] = [];
  const sender = {
    send(message: OutgoingMessage) {
      sent.push(message);
      return Promise.resolve({ status: 204, retryAfter: null });
    },
    close: () => Promise.resolve(),
  };
  await using service = await openService({ sender });
  await using log = await logLines("error");
  const lost = await registerWebhook(withKeys(service, key("lost")), INPUT, "boss");
  const parts = withKeys(service, key("now"));
  const good = await registerWebhook(parts, INPUT, "boss");
  for (const { webhook } of [lost, good]) await tryWebhook(parts, webhook.webhook_id);
  const dispatcher = new WebhookDispatcher(parts, 1000);
  await dispatcher.runOnce();
  await dispatcher.idle();
  const attempts = async ({ webhook }: typeof lost) => {
    const [delivery] = await service.services.store.webhooks
      .deliveries(webhook.webhook_id, undefined, 1);
    return [delivery!.state, delivery!.attempts[0]!.error];
  };
  const why = 'the secret is encrypted with the key "lost", and SECRETS_KEY has "now" only';
  assert.deepEqual(await attempts(lost), ["pending", why]);
  assert.deepEqual(await attempts(good), ["delivered", null]);
  assert.equal(sent.length, 1);
  assert.deepEqual(
    log.lines.map(({ message, webhook_id, reason }) => [message, webhook_id, reason]),
    [
      ["a webhook's secret cannot be read", lost.webhook.webhook_id, why],
      ["a message could not be signed", lost.webhook.webhook_id, why],
    ],
  );
  const view = await service.get<Record<string, unknown>>(
    `/api/v1/webhooks/${lost.webhook.webhook_id}`,
  );
  assert.deepEqual([view.secret_key, view.secret_error], [
    "lost",
    'the secret is encrypted with the key "lost", and SECRETS_KEY is not set',
  ]);
  // Nothing was spoiled: with its key it is sent.
  service.advance(60_000);
  const again = new WebhookDispatcher(withKeys(service, key("now"), key("lost")), 1000);
  await again.runOnce();
  await again.idle();
  assert.deepEqual((await attempts(lost))[0], "delivered");
  new Verifier(lost.secret).verify(sent[1]!.body, sent[1]!.headers as Record<string, string>);
});

Deno.test("a new secret in place of one that cannot be read signs alone", async () => {
  await using service = await openService();
  const lost = await registerWebhook(withKeys(service, key("lost")), INPUT, "boss");
  const { webhook_id } = lost.webhook;
  const { secret } = await changeWebhook(service.services, webhook_id, { rotate_secret: true });
  const row = await stored(service, webhook_id);
  assert.deepEqual([row.secret, row.previous_secret, row.previous_until], [secret, null, null]);
});

Deno.test("a first look encrypts what lies in plain text or under an older key, and only what it read", async () => {
  await using service = await openService();
  const { webhooks } = service.services.store;
  const plain = await registerWebhook(service.services, INPUT, "boss");
  const older = await registerWebhook(withKeys(service, key("old", 9)), INPUT, "boss");
  const parts = withKeys(service, key("new"), key("old", 9));
  await new WebhookDispatcher(parts, 1000).runOnce();
  const open = (id: string, text: string) => parts.webhooks.secrets.open(id, text);
  for (const { webhook: { webhook_id }, secret } of [plain, older]) {
    const row = await stored(service, webhook_id);
    assert.equal(keyIdOf(row.secret), "new");
    assert.equal(await open(webhook_id, row.secret), secret);
  }
  // The secret is changed between the look and the writing: what was made then stays.
  const seen = await webhooks.list();
  const id = plain.webhook.webhook_id;
  const { secret } = await changeWebhook(parts, id, { rotate_secret: true });
  await resealSecrets(withKeys(service, key("newest", 3), key("new")), seen);
  const row = await stored(service, id);
  assert.equal(await open(id, row.secret), secret);
  assert.deepEqual([keyIdOf(row.secret), keyIdOf(row.previous_secret!)], ["new", "new"]);
  const other = await stored(service, older.webhook.webhook_id);
  assert.equal(keyIdOf(other.secret), "newest");
});
