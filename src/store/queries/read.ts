/** Reading jobs and tasks: by id, in pages, and what was found in them. */
import type { Selectable } from "kysely";
import type { JobFilter, RuleCount, TaskFilter } from "../port.ts";
import type { AttemptsTable, JobsTable, TasksTable } from "../schema.ts";
import { built, type Db, prepared, type Statement } from "../plan.ts";

type JobRow = Selectable<JobsTable>;
type TaskRow = Selectable<TasksTable>;

export const selectJob = prepared<{ job_id: string }, JobRow>((db, p) =>
  db.selectFrom("jobs").selectAll().where("job_id", "=", p("job_id"))
);

export const selectTask = prepared<{ task_id: string }, TaskRow>((db, p) =>
  db.selectFrom("tasks").selectAll().where("task_id", "=", p("task_id"))
);

/** Greater than any text that begins with `prefix`: no name has this code point. */
function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** The least UUIDv7 of a millisecond. */
function firstIdOf(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}

/** Newest first: the ids sort by time. */
export function selectJobs(
  db: Db,
  filter: JobFilter,
  limit: number,
  before?: string,
): Statement<JobRow> {
  let query = db.selectFrom("jobs").selectAll().orderBy("job_id", "desc").limit(limit)
    .where("job_id", "<", before ?? "g");
  for (const column of ["status", "verdict", "dialect", "engine"] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, "=", value);
  }
  if (filter.since !== undefined) query = query.where("job_id", ">=", firstIdOf(filter.since));
  if (filter.until !== undefined) query = query.where("job_id", "<", firstIdOf(filter.until));
  if (filter.q !== undefined && filter.q !== "") {
    query = query.where("file_name", ">=", filter.q).where("file_name", "<", afterPrefix(filter.q));
  }
  return built(query);
}

export function selectTasks(
  db: Db,
  job_id: string,
  filter: TaskFilter,
  limit: number,
  after?: number,
): Statement<TaskRow> {
  let query = db.selectFrom("tasks").selectAll("tasks").where("tasks.job_id", "=", job_id)
    .where("seq", ">", after ?? -1).orderBy("seq").limit(limit);
  if (filter.status !== undefined) query = query.where("tasks.status", "=", filter.status);
  if (filter.outcome !== undefined) query = query.where("tasks.outcome", "=", filter.outcome);
  if (filter.file !== undefined && filter.file !== "") {
    query = query.where("tasks.file_name", ">=", filter.file)
      .where("tasks.file_name", "<", afterPrefix(filter.file));
  }
  if (filter.code !== undefined || filter.severity !== undefined) {
    const { code, severity } = filter;
    query = query.where((eb) => {
      let counts = eb.selectFrom("task_rule_counts").select("task_rule_counts.task_id")
        .whereRef("task_rule_counts.task_id", "=", "tasks.task_id");
      if (code !== undefined) counts = counts.where("task_rule_counts.code", "=", code);
      if (severity !== undefined) counts = counts.where("task_rule_counts.severity", "=", severity);
      return eb.exists(counts);
    });
  }
  return built(query);
}

export function selectAttempts(
  db: Db,
  task_ids: readonly string[],
): Statement<Selectable<AttemptsTable>> {
  return built(
    db.selectFrom("attempts").selectAll().where("task_id", "in", [...task_ids])
      .orderBy("attempt_id"),
  );
}

export const selectExpansionAttempts = prepared<
  { job_id: string },
  Selectable<AttemptsTable>
>((db, p) =>
  db.selectFrom("attempts").selectAll().where("job_id", "=", p("job_id"))
    .where("task_id", "is", null).orderBy("attempt_id")
);

export const selectRuleCounts = prepared<{ job_id: string }, RuleCount>((db, p) =>
  db.selectFrom("task_rule_counts").select((eb) => [
    "code",
    "severity",
    eb.fn.sum<number>("findings").as("count"),
  ]).where("job_id", "=", p("job_id")).groupBy(["code", "severity"]).orderBy("code")
    .$castTo<RuleCount>()
);

export const selectExpired = prepared<
  { cutoff: number; limit: number },
  { job_id: string }
>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("finished_at", "<", p("cutoff"))
    .orderBy("finished_at").limit(p("limit"))
);

export function selectExisting(db: Db, job_ids: readonly string[]): Statement<{ job_id: string }> {
  return built(db.selectFrom("jobs").select("job_id").where("job_id", "in", [...job_ids]));
}

export const countActive = prepared<Record<never, never>, { n: number }>((db) =>
  db.selectFrom("jobs").select((eb) => eb.fn.countAll<number>().as("n"))
    .where("status", "in", ["ACCEPTED", "PROCESSING"])
);

/** Tasks that run, of those given, with the tokens that hold them. */
export function selectLeases(
  db: Db,
  task_ids: readonly string[],
): Statement<{ lease_token: string | null }> {
  return built(
    db.selectFrom("tasks").select("lease_token").where("task_id", "in", [...task_ids]),
  );
}
