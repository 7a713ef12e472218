/** Messages to webhooks: claimed when due, ended, given back, listed and forgotten. */
import type { Selectable } from "kysely";
import type {
  Delivery,
  DeliveryClaim,
  DeliveryEnd,
  DeliveryState,
  NewDelivery,
} from "../webhook_port.ts";
import type { DeliveriesTable, WebhooksTable } from "../schema.ts";
import {
  all,
  batch,
  built,
  type Db,
  first,
  locked,
  type Plan,
  prepared,
  run,
  type Statement,
} from "../plan.ts";
import { idAt, LAST_ID } from "./ids.ts";
import { toWebhook } from "./rows.ts";

type Row = Selectable<DeliveriesTable>;

function toDelivery({ lease_token: _, ...row }: Row): Delivery {
  return { ...row, state: row.state as DeliveryState, attempts: JSON.parse(row.attempts) };
}

const insertRow = prepared<NewDelivery>((db, p) =>
  db.insertInto("webhook_deliveries").values({
    delivery_id: p("delivery_id"),
    webhook_id: p("webhook_id"),
    event: p("event"),
    job_id: p("job_id"),
    payload: p("payload"),
    state: "pending",
    attempt: 0,
    attempts: "[]",
    due_at: p("created_at"),
    created_at: p("created_at"),
  })
);

export function insertDelivery(db: Db, delivery: NewDelivery): Statement<unknown> {
  return insertRow(db, delivery);
}

const failPending = prepared<{ webhook_id: string; now: number }>((db, p) =>
  db.updateTable("webhook_deliveries").set({
    state: "failed",
    finished_at: p("now"),
    lease_token: null,
  }).where("webhook_id", "=", p("webhook_id")).where("state", "=", "pending")
);

/** What waits to be sent to a webhook is not sent any more. */
export function* failWaiting(db: Db, webhook_id: string, now: number): Plan<void> {
  yield* run({ ...failPending(db, { webhook_id, now }), heavy: true });
}

export const anyDelivery = prepared<{ now: number }, { delivery_id: string }>((db, p) =>
  db.selectFrom("webhook_deliveries").select("delivery_id").where("state", "=", "pending")
    .where("due_at", "<=", p("now")).limit(1)
);

const enabledHooks = prepared<Record<never, never>, Selectable<WebhooksTable>>((db) =>
  db.selectFrom("webhooks").selectAll().where("disabled_at", "is", null)
);

const dueOf = prepared<{ webhook_id: string; now: number; limit: number }, Row>((db, p) =>
  db.selectFrom("webhook_deliveries").selectAll().where("webhook_id", "=", p("webhook_id"))
    .where("state", "=", "pending").where("due_at", "<=", p("now"))
    .orderBy("due_at").limit(p("limit"))
);

const takeRow = prepared<{ delivery_id: string; token: string; until: number }>((db, p) =>
  db.updateTable("webhook_deliveries").set((eb) => ({
    lease_token: p("token"),
    due_at: p("until"),
    attempt: eb("attempt", "+", 1),
  })).where("delivery_id", "=", p("delivery_id"))
);

export function* claimDeliveries(
  db: Db,
  each: number,
  lease: number,
  now: number,
  except: readonly string[],
): Plan<DeliveryClaim[]> {
  const hooks = (yield* all(enabledHooks(db, {}))).map(toWebhook)
    .filter(({ webhook_id }) => !except.includes(webhook_id));
  const answers = yield* batch(
    hooks.map(({ webhook_id }) => locked(dueOf(db, { webhook_id, now, limit: each }), "skip")),
  );
  const claims = answers.flatMap(({ rows }, at) =>
    (rows as Row[]).map((row): DeliveryClaim => ({
      webhook: hooks[at]!,
      delivery: { ...toDelivery(row), attempt: row.attempt + 1, due_at: now + lease },
      token: crypto.randomUUID(),
    }))
  );
  yield* batch(
    claims.map(({ delivery: { delivery_id }, token }) =>
      takeRow(db, { delivery_id, token, until: now + lease })
    ),
  );
  return claims;
}

const endRow = prepared<{
  delivery_id: string;
  token: string;
  state: string;
  attempts: string;
  due_at: number;
  finished_at: number | null;
}>((db, p) =>
  db.updateTable("webhook_deliveries").set({
    state: p("state"),
    attempts: p("attempts"),
    due_at: p("due_at"),
    finished_at: p("finished_at"),
    lease_token: null,
  }).where("delivery_id", "=", p("delivery_id")).where("lease_token", "=", p("token"))
    .where("state", "=", "pending")
);

export function* endDelivery(db: Db, end: DeliveryEnd): Plan<boolean> {
  const { claim: { delivery, token }, now, made, state } = end;
  const waits = state === "pending";
  const changed = yield* run(endRow(db, {
    delivery_id: delivery.delivery_id,
    token,
    state,
    attempts: JSON.stringify([...delivery.attempts, made]),
    due_at: waits ? end.due_at : now,
    finished_at: waits ? null : now,
  }));
  return changed > 0;
}

const releaseRow = prepared<{ delivery_id: string; token: string; now: number }>((db, p) =>
  db.updateTable("webhook_deliveries").set((eb) => ({
    lease_token: null,
    due_at: p("now"),
    attempt: eb("attempt", "-", 1),
  })).where("delivery_id", "=", p("delivery_id")).where("lease_token", "=", p("token"))
    .where("state", "=", "pending")
);

export function* releaseDeliveries(
  db: Db,
  claims: readonly DeliveryClaim[],
  now: number,
): Plan<void> {
  yield* batch(
    claims.map(({ delivery: { delivery_id }, token }) =>
      releaseRow(db, { delivery_id, token, now })
    ),
  );
}

export function* pageOfDeliveries(
  db: Db,
  webhook_id: string,
  state: DeliveryState | undefined,
  limit: number,
  before = LAST_ID,
): Plan<Delivery[]> {
  let query = db.selectFrom("webhook_deliveries").selectAll()
    .where("webhook_id", "=", webhook_id).where("delivery_id", "<", before)
    .orderBy("delivery_id", "desc").limit(limit);
  if (state !== undefined) query = query.where("state", "=", state);
  return (yield* all(built(query))).map(toDelivery);
}

const ENDED = ["delivered", "failed"] satisfies DeliveryState[];

const lastOfOldest = prepared<{ cutoff: string; limit: number }, { delivery_id: string }>((db, p) =>
  db.selectFrom("webhook_deliveries").select("delivery_id").where("delivery_id", "<", p("cutoff"))
    .where("state", "in", ENDED).orderBy("delivery_id").limit(1).offset(p("limit"))
);

const deleteBefore = prepared<{ cutoff: string }>((db, p) =>
  db.deleteFrom("webhook_deliveries").where("delivery_id", "<", p("cutoff"))
    .where("state", "in", ENDED)
);

/**
 * What still waits stays, and counts for no page: a few may wait for ever, as a message that was
 * made in the moment in which its webhook was disabled.
 */
export function* pruneDeliveries(db: Db, cutoff: number, limit: number): Plan<number> {
  const end = idAt(cutoff);
  const next = yield* first(lastOfOldest(db, { cutoff: end, limit }));
  return yield* run(deleteBefore(db, { cutoff: next?.delivery_id ?? end }));
}
