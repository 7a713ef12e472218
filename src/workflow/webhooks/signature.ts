/** Signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, each behind a dot. */
import { Buffer } from "node:buffer";
import { createHmac, randomBytes } from "node:crypto";
import type { Webhook } from "../../store/port.ts";

const PREFIX = "whsec_";
/** Bytes of a secret; the specification takes 24 to 64. */
const SECRET_BYTES = 32;

export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

function sign(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
}

/**
 * The headers of an attempt at `now` (Unix ms). Right after a secret was changed the message is
 * signed with the one before it as well, so that receivers can change over.
 */
export function signedHeaders(
  webhook: Pick<Webhook, "secret" | "previous_secret" | "previous_until">,
  id: string,
  body: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const { secret, previous_secret, previous_until } = webhook;
  const secrets = [secret];
  if (previous_secret !== null && (previous_until ?? 0) > now) secrets.push(previous_secret);
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((each) => sign(each, `${id}.${timestamp}.${body}`)).join(" "),
  };
}
