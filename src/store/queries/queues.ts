/** Pausing and resuming a queue. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { QueueName } from "../../queue/port.ts";
import type { Schema } from "../schema.ts";
import { type Db, type Plan, prepared, run } from "../plan.ts";

/**
 * A condition of every query that looks for work: the queue is not paused. It names no column of
 * the query around it, so that a database answers it once and not for each row.
 */
export function notPaused(
  eb: ExpressionBuilder<Schema, keyof Schema>,
  queue: QueueName,
): ExpressionWrapper<Schema, keyof Schema, SqlBool> {
  return eb.not(eb.exists(
    eb.selectFrom("queues").select("queues.queue").where("queues.queue", "=", queue)
      .where("queues.paused_at", "is not", null),
  ));
}

const pause = prepared<{ queue: string; now: number }>((db, p) =>
  db.updateTable("queues").set({ paused_at: p("now") }).where("queue", "=", p("queue"))
    .where("paused_at", "is", null)
);

const resume = prepared<{ queue: string }>((db, p) =>
  db.updateTable("queues").set({ paused_at: null }).where("queue", "=", p("queue"))
);

/** Pausing what is paused keeps the time at which it was. */
export function* pauseQueue(db: Db, queue: QueueName, paused: boolean, now: number): Plan<void> {
  yield* run(paused ? pause(db, { queue, now }) : resume(db, { queue }));
}

/** Since when each queue is paused; null where it is not. */
export const selectQueues = prepared<
  Record<never, never>,
  { queue: string; paused_at: number | null }
>((db) => db.selectFrom("queues").select(["queue", "paused_at"]));
