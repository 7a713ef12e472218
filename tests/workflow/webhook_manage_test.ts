import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { WebhookStore } from "../../src/store/port.ts";
import { changeWebhook, registerWebhook } from "../../src/workflow/webhooks/manage.ts";
import { openService } from "../support/service.ts";

const INPUT = { url: "https://hook.example/" };

/** The same webhooks, of which the answers to these writes are lost: before or after they are made. */
function losing(webhooks: WebhookStore, made: boolean): WebhookStore {
  const lose = <A extends unknown[], T>(write: (...args: A) => Promise<T>) =>
  async (
    ...args: A
  ): Promise<T> => {
    if (made) await write(...args);
    throw new LintelError("store_unavailable", "lost", { uncertain: true });
  };
  return { ...webhooks, create: lose(webhooks.create), update: lose(webhooks.update) };
}

Deno.test("a secret whose webhook was made after all is told, though the answer to that was lost", async () => {
  await using service = await openService();
  const { services } = service;
  const { webhooks } = services.store;
  const after = (made: boolean) => ({
    ...services,
    store: { ...services.store, webhooks: losing(webhooks, made) },
  });
  const { webhook: kept, secret: first } = await registerWebhook(after(true), INPUT, "boss");
  assert.equal((await webhooks.get(kept.webhook_id))!.secret, first);
  const id = kept.webhook_id;
  const { secret } = await changeWebhook(after(true), id, { rotate_secret: true });
  const now = await webhooks.get(id);
  assert.deepEqual([now!.secret, now!.previous_secret], [secret, kept.secret]);
  const away = { code: "store_unavailable" };
  await assert.rejects(registerWebhook(after(false), INPUT, "boss"), away);
  await assert.rejects(changeWebhook(after(false), id, { rotate_secret: true }), away);
  assert.deepEqual(await webhooks.list(), [now]);
});
