/**
 * Brings stored secrets under the key that encrypts now: those of before there was a key, and
 * those of a key that was replaced. Once in a process, at its first look at webhooks: processes
 * that have the keys in another order, in the midst of a change, do not undo each other's work.
 */
import { messageOf } from "../../errors.ts";
import { log } from "../../observability/log.ts";
import type { Webhook } from "../../store/port.ts";
import type { Services } from "../services.ts";
import { keyIdOf } from "./secret_keys.ts";

const logger = log("workflow.webhooks");

type Parts = Pick<Services, "store" | "now" | "webhooks">;

/** Throws what the store throws; a secret that cannot be read is logged and left as it is. */
export async function resealSecrets(parts: Parts, webhooks: readonly Webhook[]): Promise<void> {
  const { secrets } = parts.webhooks;
  if (secrets.current === null) {
    const plain = webhooks.filter(({ secret }) => keyIdOf(secret) === null).length;
    if (plain > 0) {
      logger.warning("secrets of webhooks lie in the database in plain text: set SECRETS_KEY", {
        count: plain,
      });
    }
  }
  for (const webhook of webhooks) await reseal(parts, webhook);
}

async function reseal(
  { store, now, webhooks: { secrets } }: Parts,
  { webhook_id, secret, previous_secret }: Webhook,
): Promise<void> {
  const stored = [secret, previous_secret];
  const isStale = (each: string | null) => each !== null && keyIdOf(each) !== secrets.current;
  if (!stored.some(isStale)) return;
  let opened: (string | null)[];
  try {
    opened = await Promise.all(
      stored.map((each) => each === null ? null : secrets.open(webhook_id, each)),
    );
  } catch (error) {
    logger.error("a webhook's secret cannot be read", { webhook_id, reason: messageOf(error) });
    return;
  }
  const [sealed, previous] = await Promise.all(
    opened.map((each) => each === null ? null : secrets.seal(webhook_id, each)),
  );
  const change = { secret: sealed!, previous_secret: previous! };
  // Where somebody changed them meanwhile, what they made is sealed by a key of theirs.
  const read = { secret, previous_secret };
  if (await store.webhooks.update(webhook_id, change, now(), read) === null) return;
  logger.info("a webhook's secret was encrypted anew", { webhook_id, key: secrets.current });
}
