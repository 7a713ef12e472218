/** Depth and age of what waits, work nobody took, and keys past their time. */
import { all, type Db, first, type Plan, prepared } from "../plan.ts";
import type { QueueDepth } from "../port.ts";
import type { QueueName } from "../../queue/port.ts";

export const expansionDepth = prepared<
  Record<never, never>,
  { length: number; oldest_at: number | null }
>((db) =>
  db.selectFrom("jobs").select((eb) => [
    eb.fn.countAll<number>().as("length"),
    eb.fn.min<number | null>("expand_due_at").as("oldest_at"),
  ]).where("expand_due_at", ">", 0)
);

export const lintDepth = prepared<Record<never, never>, { length: number | null }>((db) =>
  db.selectFrom("jobs").select((eb) => eb.fn.sum<number | null>("pending").as("length"))
    .where("turn", ">", 0)
);

export const oldestPending = prepared<Record<never, never>, { due_at: number }>((db) =>
  db.selectFrom("tasks").select("due_at").where("status", "=", "PENDING").orderBy("due_at").limit(1)
);

export function* depths(db: Db): Plan<QueueDepth[]> {
  const expansion = yield* first(expansionDepth(db, {}));
  const lint = yield* first(lintDepth(db, {}));
  const oldest = yield* first(oldestPending(db, {}));
  const length = lint?.length ?? 0;
  return [
    {
      queue: "zip_processing",
      length: expansion?.length ?? 0,
      oldest_at: expansion?.oldest_at ?? null,
    },
    {
      queue: "sql_analysis",
      length,
      oldest_at: length === 0 ? null : oldest?.due_at ?? null,
    },
  ];
}

type Overdue = { cutoff: number; limit: number };

export const overdueTurns = prepared<Overdue, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("turn", "<", p("cutoff")).orderBy("turn")
    .limit(p("limit"))
);

export const overdueExpansions = prepared<Overdue, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("expand_due_at", "<", p("cutoff"))
    .orderBy("expand_due_at").limit(p("limit"))
);

export function* overdue(
  db: Db,
  cutoff: number,
  limit: number,
): Plan<{ queue: QueueName; job_id: string }[]> {
  const turns = yield* all(overdueTurns(db, { cutoff, limit }));
  const expansions = yield* all(overdueExpansions(db, { cutoff, limit }));
  return [
    ...turns.map(({ job_id }) => ({ queue: "sql_analysis" as const, job_id })),
    ...expansions.map(({ job_id }) => ({ queue: "zip_processing" as const, job_id })),
  ].slice(0, limit);
}

export const deleteKeys = prepared<{ cutoff: number }>((db, p) =>
  db.deleteFrom("idempotency_keys").where("created_at", "<", p("cutoff"))
);
