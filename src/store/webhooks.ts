/** The webhooks' part of the store over any relational database. */
import { type Db, first, type Plan } from "./plan.ts";
import type { WebhookStore } from "./webhook_port.ts";
import {
  anyDelivery,
  claimDeliveries,
  endDelivery,
  insertDelivery,
  pageOfDeliveries,
  pruneDeliveries,
  releaseDeliveries,
} from "./queries/deliveries.ts";
import { someEvents, takeEvent } from "./queries/webhook_events.ts";
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  updateWebhook,
} from "./queries/webhooks.ts";

/** The database, as `Database` in relational.ts has it. */
interface Parts {
  db: Db;
  read<T>(plan: () => Plan<T>): Promise<T>;
  write<T>(plan: () => Plan<T>): Promise<T>;
}

export function webhookStore({ db, read, write }: Parts): WebhookStore {
  return {
    create: (webhook, most) => write(() => createWebhook(db, webhook, most)),
    get: (webhook_id) => read(() => getWebhook(db, webhook_id)),
    list: () => read(() => listWebhooks(db)),
    update: (webhook_id, change, now, only) =>
      write(() => updateWebhook(db, webhook_id, change, now, only)),
    delete: (webhook_id) => write(() => deleteWebhook(db, webhook_id)),
    events: (limit) => read(() => someEvents(db, limit)),
    take: (event_id, deliveries) => write(() => takeEvent(db, event_id, deliveries)),
    add: (delivery) =>
      write(function* () {
        yield insertDelivery(db, delivery);
      }),
    async claim(each, lease, now, except = []) {
      // Most looks find nothing, and a look costs no transaction.
      if (await read(() => first(anyDelivery(db, { now }))) === undefined) return [];
      return await write(() => claimDeliveries(db, each, lease, now, except));
    },
    end: (end) => write(() => endDelivery(db, end)),
    release: (claims, now) => write(() => releaseDeliveries(db, claims, now)),
    deliveries: (webhook_id, state, limit, before) =>
      read(() => pageOfDeliveries(db, webhook_id, state, limit, before)),
    prune: (cutoff, limit) => write(() => pruneDeliveries(db, cutoff, limit)),
  };
}
