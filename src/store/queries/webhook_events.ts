/** The ends of jobs as events: kept in the transaction that ends the job, taken by whoever sends. */
import type { JobEvent, NewDelivery } from "../webhook_port.ts";
import {
  all,
  batch,
  type Db,
  type Plan,
  prepared,
  preparedList,
  run,
  type Statement,
} from "../plan.ts";
import { insertDelivery } from "./deliveries.ts";

/** Nothing where there is no webhook to tell: what stands in the list of columns comes from none. */
const insertEvent = prepared<JobEvent>((db, p) =>
  db.insertInto("webhook_events").columns(["event_id", "job_id", "at"]).expression((eb) =>
    eb.selectFrom("webhooks").select([
      eb.val(p("event_id")).as("event_id"),
      eb.val(p("job_id")).as("job_id"),
      eb.val(p("at")).as("at"),
    ]).where("disabled_at", "is", null).limit(1)
  )
);

/** One row where there is a webhook to tell: what ends many jobs asks that before, once. */
export const anyWebhook = prepared<Record<never, never>, { webhook_id: string }>((db) =>
  db.selectFrom("webhooks").select("webhook_id").where("disabled_at", "is", null).limit(1)
);

/** Keeps that a job ended, where there is a webhook; belongs to the plan that ends the job. */
export function jobEnded(db: Db, job_id: string, at: number): Statement<unknown> {
  return insertEvent(db, { event_id: crypto.randomUUID(), job_id, at });
}

const selectEvents = prepared<{ limit: number }, JobEvent>((db, p) =>
  db.selectFrom("webhook_events").select(["event_id", "job_id", "at"]).limit(p("limit"))
);

/** Some of them; nearly always there are few, and none is left long. */
export function* someEvents(db: Db, limit: number): Plan<JobEvent[]> {
  const rows = yield* all(selectEvents(db, { limit }));
  return rows.map((row) => ({ ...row })).sort((a, b) => a.at - b.at);
}

const deleteEvent = prepared<{ event_id: string }>((db, p) =>
  db.deleteFrom("webhook_events").where("event_id", "=", p("event_id"))
);

const known = preparedList<Record<never, never>, { webhook_id: string }>((db, ids) =>
  db.selectFrom("webhooks").select("webhook_id").where("webhook_id", "in", ids)
);

export function* takeEvent(
  db: Db,
  event_id: string,
  deliveries: readonly NewDelivery[],
): Plan<boolean> {
  if ((yield* run(deleteEvent(db, { event_id }))) === 0) return false;
  if (deliveries.length === 0) return true;
  // One that was deleted meanwhile is told nothing; the others are.
  const ids = [...new Set(deliveries.map(({ webhook_id }) => webhook_id))];
  const rows = yield* all({ ...known(db, ids, {}), lock: "wait" as const });
  const left = new Set(rows.map(({ webhook_id }) => webhook_id));
  yield* batch(
    deliveries.filter(({ webhook_id }) => left.has(webhook_id))
      .map((delivery) => insertDelivery(db, delivery)),
  );
  return true;
}
