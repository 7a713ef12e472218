/** How much waits, what was forgotten, and what may be. */
import type { QueueDepth } from "../port.ts";
import type { QueueName } from "../../queue/port.ts";
import { all, batch, type Db, first, type Plan, prepared, run } from "../plan.ts";
import { notPaused, selectQueues } from "./queues.ts";

/** Tasks of an archive that is still being expanded wait for nobody. */
const waitingTasks = prepared<
  Record<never, never>,
  { waiting: number | null; oldest: number | null }
>((db) =>
  db.selectFrom("jobs").select((eb) => [
    eb.fn.sum<number | null>("pending").as("waiting"),
    eb.fn.min<number | null>("waits_since").as("oldest"),
  ]).where("turn", ">", -1)
);

export const waitingArchives = prepared<
  Record<never, never>,
  { waiting: number; oldest: number | null }
>((db) =>
  db.selectFrom("jobs").select((eb) => [
    eb.fn.countAll<number>().as("waiting"),
    eb.fn.min<number | null>("expand_due_at").as("oldest"),
  ]).where("expand_due_at", ">", -1)
);

export function* depths(db: Db): Plan<QueueDepth[]> {
  const answers = yield* batch([
    waitingArchives(db, {}),
    waitingTasks(db, {}),
    selectQueues(db, {}),
  ]);
  const [archives, tasks] = answers.map(({ rows }) => rows[0]) as [
    { waiting: number; oldest: number | null } | undefined,
    { waiting: number | null; oldest: number | null } | undefined,
  ];
  const queues = answers[2]!.rows as { queue: string; paused_at: number | null }[];
  const paused = new Map(queues.map(({ queue, paused_at }) => [queue, paused_at]));
  return [
    {
      queue: "zip_processing",
      length: Number(archives?.waiting ?? 0),
      oldest_at: archives?.oldest ?? null,
      paused_at: paused.get("zip_processing") ?? null,
    },
    {
      queue: "sql_analysis",
      length: Number(tasks?.waiting ?? 0),
      oldest_at: tasks?.oldest ?? null,
      paused_at: paused.get("sql_analysis") ?? null,
    },
  ];
}

interface Due {
  job_id: string;
}

const overdueArchives = prepared<{ cutoff: number; limit: number }, Due>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("expand_due_at", "<", p("cutoff"))
    .where((eb) => notPaused(eb, "zip_processing"))
    .orderBy("expand_due_at").limit(p("limit"))
);

const overdueJobs = prepared<{ cutoff: number; limit: number }, Due>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("turn", "<", p("cutoff"))
    .where((eb) => notPaused(eb, "sql_analysis"))
    .orderBy("turn").limit(p("limit"))
);

export function* overdue(
  db: Db,
  cutoff: number,
  limit: number,
): Plan<{ queue: QueueName; job_id: string }[]> {
  // Half of the room at most, so that archives which nobody takes do not hide the jobs.
  const half = Math.ceil(limit / 2);
  const archives = yield* all(overdueArchives(db, { cutoff, limit: half }));
  const jobs = yield* all(overdueJobs(db, { cutoff, limit: limit - archives.length }));
  const named = (queue: QueueName) => ({ job_id }: Due) => ({ queue, job_id });
  return [...archives.map(named("zip_processing")), ...jobs.map(named("sql_analysis"))];
}

const deleteKeys = prepared<{ cutoff: number }>((db, p) =>
  db.deleteFrom("idempotency_keys").where("created_at", "<", p("cutoff"))
);

export function* pruneKeys(db: Db, cutoff: number): Plan<number> {
  return yield* run(deleteKeys(db, { cutoff }));
}

const one = prepared<Record<never, never>, { one: number }>((db) =>
  db.selectNoFrom((eb) => eb.lit(1).as("one"))
);

export function* ping(db: Db): Plan<void> {
  yield* first(one(db, {}));
}
