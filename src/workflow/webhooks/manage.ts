/** Registering, changing and trying webhooks. A secret is told when it is made, and never again. */
import { isIP } from "node:net";
import { LintelError } from "../../errors.ts";
import type { Delivery, Webhook, WebhookChange, WebhookEvent } from "../../store/port.ts";
import { WEBHOOK_EVENTS } from "../../store/port.ts";
import { isPublic } from "../../webhooks/addresses.ts";
import { uuidv7 } from "../ids.ts";
import type { Services } from "../services.ts";
import { testMessage } from "./messages.ts";
import { newSecret } from "./signature.ts";

type Parts = Pick<Services, "store" | "now" | "webhooks">;

/** Names that always mean the own host (RFC 6761), and what they mean. */
const OWN_HOST = /(^|\.)localhost\.?$/;
const LOOPBACK = ["127.0.0.1", "::1"];

/** Each end of a job looks at all of them. */
export const MOST_WEBHOOKS = 50;
/** Milliseconds for which the secret before the present one signs as well. */
const OVERLAP = 24 * 3_600_000;

export interface WebhookInput {
  url: string;
  events?: WebhookEvent[];
  project?: string | null;
  description?: string;
}

export interface WebhookPatch extends Partial<WebhookInput> {
  enabled?: boolean;
  rotate_secret?: boolean;
}

function refuse(path: string, message: string): never {
  throw new LintelError("validation_failed", `${path}: ${message}`, {
    fields: [{ path, message }],
  });
}

/**
 * The URL in its one spelling. Refuses what no message could be sent to: another scheme than
 * https (http too where WEBHOOK_ALLOW names something), a name and password, an address that is
 * not public, the own host. What any other name means is looked at with each attempt.
 */
function checkedUrl(text: string, { webhooks: { allow } }: Pick<Parts, "webhooks">): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return refuse("url", "takes an absolute URL, as in https://example.com/hook");
  }
  const schemes = allow.size === 0 ? ["https:"] : ["https:", "http:"];
  if (!schemes.includes(url.protocol)) {
    refuse("url", `takes ${schemes.join(" or ")}${allow.size === 0 ? "; see WEBHOOK_ALLOW" : ""}`);
  }
  if (url.username !== "" || url.password !== "") {
    refuse("url", "takes no user name and password: messages are signed");
  }
  if (url.hash !== "") refuse("url", "takes no fragment");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !isPublic(host) && !allow.has(host)) {
    refuse("url", `${host} is not an address of the public Internet; see WEBHOOK_ALLOW`);
  }
  if (OWN_HOST.test(host) && !LOOPBACK.some((address) => allow.has(address))) {
    refuse("url", `${host} is this host, and not one of the public Internet; see WEBHOOK_ALLOW`);
  }
  return url.href;
}

/**
 * A write that must not be repeated, because its secret would be another: where it was not heard
 * whether it was made, `look` tells what it made, or undefined.
 */
async function certainly<T>(
  write: () => Promise<T>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof LintelError && error.uncertain)) throw error;
    const made = await look();
    if (made === undefined) throw error;
    return made;
  }
}

/**
 * The webhook, and its secret as nobody is told again. Throws `conflict` where there are as many as
 * there may be.
 */
export async function registerWebhook(
  parts: Parts,
  input: WebhookInput,
  created_by: string,
): Promise<{ webhook: Webhook; secret: string }> {
  const now = parts.now();
  const webhook_id = uuidv7(now);
  const secret = newSecret();
  const webhook: Webhook = {
    webhook_id,
    url: checkedUrl(input.url, parts),
    events: input.events ?? [...WEBHOOK_EVENTS],
    project: input.project ?? null,
    description: input.description ?? "",
    secret: await parts.webhooks.secrets.seal(webhook_id, secret),
    previous_secret: null,
    previous_until: null,
    created_at: now,
    created_by: created_by.slice(0, 255),
    disabled_at: null,
    disabled_reason: null,
  };
  const { webhooks } = parts.store;
  const isMade = await certainly(
    () => webhooks.create(webhook, MOST_WEBHOOKS),
    async () => await webhooks.get(webhook.webhook_id) !== null || undefined,
  );
  if (!isMade) {
    throw new LintelError(
      "conflict",
      `There are ${MOST_WEBHOOKS} webhooks, the most there may be.`,
    );
  }
  parts.webhooks.wake();
  return { webhook, secret };
}

/** Throws `not_found`. */
export async function findWebhook({ store }: Parts, webhook_id: string): Promise<Webhook> {
  return await store.webhooks.get(webhook_id) ?? notFound(webhook_id);
}

function notFound(webhook_id: string): never {
  throw new LintelError("not_found", `There is no webhook ${webhook_id}.`);
}

/** `secret` is the new one where it was to be changed, else null. */
export async function changeWebhook(
  parts: Parts,
  webhook_id: string,
  { enabled, rotate_secret, url, ...plain }: WebhookPatch,
): Promise<{ webhook: Webhook; secret: string | null }> {
  const before = await findWebhook(parts, webhook_id);
  const now = parts.now();
  const secret = rotate_secret === true ? newSecret() : null;
  const { secrets } = parts.webhooks;
  const sealed = secret === null ? null : await secrets.seal(webhook_id, secret);
  const { webhooks } = parts.store;
  const change: WebhookChange = {
    ...plain,
    ...(url === undefined ? {} : { url: checkedUrl(url, parts) }),
    ...(sealed === null ? {} : {
      secret: sealed,
      // One that cannot be read would keep the new one from being used.
      ...(await secrets.fault(before) === null
        ? { previous_secret: before.secret, previous_until: now + OVERLAP }
        : { previous_secret: null, previous_until: null }),
    }),
    ...(enabled === true ? { disabled_at: null, disabled_reason: null } : {}),
    ...(enabled === false && before.disabled_at === null
      ? { disabled_at: now, disabled_reason: "disabled by hand" }
      : {}),
  };
  const webhook = await certainly(
    () => webhooks.update(webhook_id, change, now),
    async () => {
      const found = await webhooks.get(webhook_id);
      return sealed !== null && found?.secret === sealed ? found : undefined;
    },
  );
  parts.webhooks.wake();
  return { webhook: webhook ?? notFound(webhook_id), secret };
}

/** Throws `not_found`. */
export async function removeWebhook({ store }: Parts, webhook_id: string): Promise<void> {
  if (!await store.webhooks.delete(webhook_id)) notFound(webhook_id);
}

/** Makes a message that says nothing; throws `conflict` for a webhook that is disabled. */
export async function tryWebhook(parts: Parts, webhook_id: string): Promise<Delivery> {
  const webhook = await findWebhook(parts, webhook_id);
  if (webhook.disabled_at !== null) {
    throw new LintelError("conflict", "The webhook is disabled; enable it before it is tried.");
  }
  const message = testMessage(parts, webhook);
  await parts.store.webhooks.add(message);
  parts.webhooks.wake();
  return {
    ...message,
    state: "pending",
    attempt: 0,
    attempts: [],
    due_at: message.created_at,
    finished_at: null,
  };
}
