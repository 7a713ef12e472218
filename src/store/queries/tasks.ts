/** Reading tasks, their attempts and what was found in them. */
import type { Selectable } from "kysely";
import type { Attempt, Task } from "../../jobs/job.ts";
import type { TaskFilter } from "../port.ts";
import type { AttemptsTable, TasksTable } from "../schema.ts";
import { all, batch, built, type Db, first, type Plan, prepared, type Statement } from "../plan.ts";
import { LAST_CHARACTER } from "./job_filter.ts";
import { toAttempt, toTask } from "./rows.ts";
import { mark } from "./rule_counts.ts";

type TaskRow = Selectable<TasksTable>;

const selectTask = prepared<{ task_id: string }, TaskRow>((db, p) =>
  db.selectFrom("tasks").selectAll().where("task_id", "=", p("task_id"))
);

export function* getTask(db: Db, task_id: string): Plan<Task | null> {
  const row = yield* first(selectTask(db, { task_id }));
  return row === undefined ? null : toTask(row);
}

/** A job's tasks in order of seq. Filters narrow within the job, which is bounded. */
export function listTasks(
  db: Db,
  job_id: string,
  filter: TaskFilter,
  limit: number,
  after = -1,
): Statement<TaskRow> {
  const { status, outcome, code, severity, file, names } = filter;
  let query = db.selectFrom("tasks").selectAll().where("job_id", "=", job_id)
    .where("seq", ">", after).orderBy("seq").limit(limit);
  if (status !== undefined) query = query.where("status", "=", status);
  if (outcome !== undefined) query = query.where("outcome", "=", outcome);
  if (file !== undefined && file !== "") {
    query = query.where("file_name", ">=", file).where("file_name", "<", file + LAST_CHARACTER);
  }
  if (names !== undefined) query = query.where("file_name", "in", names);
  const wanted = mark(code, severity);
  if (wanted !== "") {
    query = query.where((eb) =>
      eb(eb.fn<number>("instr", ["rule_counts", eb.val(wanted)]), ">", 0)
    );
  }
  return built(query);
}

export function* pageOfTasks(
  db: Db,
  job_id: string,
  filter: TaskFilter,
  limit: number,
  after?: number,
): Plan<Task[]> {
  // An empty list is a syntax error in MySQL.
  if (filter.names?.length === 0) return [];
  return (yield* all(listTasks(db, job_id, filter, limit, after))).map(toTask);
}

export function* attemptsOf(db: Db, task_ids: readonly string[]): Plan<Attempt[]> {
  if (task_ids.length === 0) return [];
  const query = db.selectFrom("attempts").selectAll().where("task_id", "in", task_ids)
    .orderBy("attempt_id");
  return (yield* all(built(query))).map(toAttempt);
}

export const expansionAttempts = prepared<{ job_id: string }, Selectable<AttemptsTable>>((db, p) =>
  db.selectFrom("attempts").selectAll().where("job_id", "=", p("job_id"))
    .where("task_id", "is", null).orderBy("attempt_id")
);

export function* attemptsAtExpanding(db: Db, job_id: string): Plan<Attempt[]> {
  return (yield* all(expansionAttempts(db, { job_id }))).map(toAttempt);
}

export const bodyOf = prepared<{ task_id: string }, { body: string }>((db, p) =>
  db.selectFrom("task_results").select("body").where("task_id", "=", p("task_id"))
);

function heldTasks(db: Db, ids: readonly string[]): Statement<{ token: string | null }> {
  return built(
    db.selectFrom("tasks").select("lease_token as token").where("task_id", "in", ids),
  );
}

function heldExpansions(
  db: Db,
  ids: readonly string[],
): Statement<{ token: string | null }> {
  return built(db.selectFrom("jobs").select("expand_lease as token").where("job_id", "in", ids));
}

/** A lease token begins with the id of its task or job. */
export function* heldTokens(db: Db, tokens: readonly string[]): Plan<string[]> {
  if (tokens.length === 0) return [];
  const ids = tokens.map((token) => token.slice(0, 36));
  const answers = yield* batch([heldTasks(db, ids), heldExpansions(db, ids)]);
  const held = new Set(
    answers.flatMap(({ rows }) => (rows as { token: string | null }[]).map((row) => row.token)),
  );
  return tokens.filter((token) => held.has(token));
}
