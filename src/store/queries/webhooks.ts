/** Webhooks: made, changed, removed. */
import type { Selectable } from "kysely";
import type { Webhook, WebhookChange } from "../webhook_port.ts";
import type { WebhooksTable } from "../schema.ts";
import { all, built, type Db, first, locked, type Plan, prepared, run } from "../plan.ts";
import { failWaiting } from "./deliveries.ts";
import { toWebhook } from "./rows.ts";

type Row = Selectable<WebhooksTable>;

const countWebhooks = prepared<Record<never, never>, { count: number }>((db) =>
  db.selectFrom("webhooks").select((eb) => eb.fn.countAll<number>().as("count"))
);

export function* createWebhook(db: Db, webhook: Webhook, most: number): Plan<boolean> {
  const counted = yield* first(countWebhooks(db, {}));
  if (Number(counted?.count ?? 0) >= most) return false;
  const values = { ...webhook, events: webhook.events.join(",") };
  yield* run(built(db.insertInto("webhooks").values(values)));
  return true;
}

const selectWebhook = prepared<{ webhook_id: string }, Row>((db, p) =>
  db.selectFrom("webhooks").selectAll().where("webhook_id", "=", p("webhook_id"))
);

export function* getWebhook(db: Db, webhook_id: string): Plan<Webhook | null> {
  const row = yield* first(selectWebhook(db, { webhook_id }));
  return row === undefined ? null : toWebhook(row);
}

const selectWebhooks = prepared<Record<never, never>, Row>((db) =>
  db.selectFrom("webhooks").selectAll().orderBy("webhook_id")
);

export function* listWebhooks(db: Db): Plan<Webhook[]> {
  return (yield* all(selectWebhooks(db, {}))).map(toWebhook);
}

export function* updateWebhook(
  db: Db,
  webhook_id: string,
  change: WebhookChange,
  now: number,
  only?: Pick<Webhook, "secret" | "previous_secret">,
): Plan<Webhook | null> {
  const row = yield* first(locked(selectWebhook(db, { webhook_id }), "wait"));
  if (row === undefined) return null;
  if (
    only !== undefined &&
    (row.secret !== only.secret || row.previous_secret !== only.previous_secret)
  ) return null;
  const { events, ...rest } = change;
  const set = events === undefined ? rest : { ...rest, events: events.join(",") };
  if (Object.keys(set).length > 0) {
    yield* run(built(
      db.updateTable("webhooks").set(set).where("webhook_id", "=", webhook_id),
    ));
  }
  if (row.disabled_at === null && typeof change.disabled_at === "number") {
    yield* failWaiting(db, webhook_id, now);
  }
  return yield* getWebhook(db, webhook_id);
}

const deleteRow = prepared<{ webhook_id: string }>((db, p) =>
  db.deleteFrom("webhooks").where("webhook_id", "=", p("webhook_id"))
);

export function* deleteWebhook(db: Db, webhook_id: string): Plan<boolean> {
  return (yield* run({ ...deleteRow(db, { webhook_id }), heavy: true })) > 0;
}
