/** Tasks that used up every attempt: the list of them, their kinds, and taking some out of it. */
import type { Selectable } from "kysely";
import type { Task } from "../../jobs/job.ts";
import type { DeadLetterFilter, DeadLetterKind, DeadLetterPlace } from "../dead_letters_port.ts";
import type { TasksTable } from "../schema.ts";
import { all, built, type Db, type Plan, preparedList, run, type Statement } from "../plan.ts";
import { LAST_ID } from "./ids.ts";
import { LAST_CHARACTER } from "./job_filter.ts";
import { lockJobs } from "./locks.ts";
import { toTask } from "./rows.ts";

const FIRST: DeadLetterPlace = { dead_lettered_at: Number.MAX_SAFE_INTEGER, task_id: LAST_ID };

/**
 * The latest first, from the index of dead letters: a filter reads the rows of those that it leaves
 * out as well. They are few, since somebody is to look at each of them.
 */
function latest(
  db: Db,
  { code, worker, job_id, file }: DeadLetterFilter,
  limit: number,
  { dead_lettered_at, task_id }: DeadLetterPlace,
) {
  let query = db.selectFrom("tasks")
    // The first condition bounds the index, the second leaves out what was shown.
    .where("dead_lettered_at", "<=", dead_lettered_at)
    .where((eb) =>
      eb.or([eb("dead_lettered_at", "<", dead_lettered_at), eb("task_id", "<", task_id)])
    )
    .orderBy("dead_lettered_at", "desc").orderBy("task_id", "desc").limit(limit);
  if (code !== undefined) query = query.where("error_code", "=", code);
  if (worker !== undefined) query = query.where("worker_id", "=", worker);
  if (job_id !== undefined) {
    // As an expression, or a database may look through all tasks of the job and sort them.
    query = query.where((eb) => eb(eb.fn.coalesce("job_id", eb.val("")), "=", job_id));
  }
  if (file !== undefined && file !== "") {
    query = query.where("file_name", ">=", file).where("file_name", "<", file + LAST_CHARACTER);
  }
  return query;
}

export function listDeadLetters(
  db: Db,
  filter: DeadLetterFilter,
  limit: number,
  before: DeadLetterPlace,
): Statement<Selectable<TasksTable>> {
  return built(latest(db, filter, limit, before).selectAll());
}

export function* pageOfDeadLetters(
  db: Db,
  filter: DeadLetterFilter,
  limit: number,
  before: DeadLetterPlace = FIRST,
): Plan<Task[]> {
  return (yield* all(listDeadLetters(db, filter, limit, before))).map(toTask);
}

export function* kindsOfDeadLetters(
  db: Db,
  filter: DeadLetterFilter,
  most: number,
): Plan<DeadLetterKind[]> {
  const query = db.selectFrom(latest(db, filter, most, FIRST).select("error_code").as("latest"))
    .select(["error_code as code", (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy("error_code");
  const rows = yield* all(built(query));
  // A failure without a code is none that was written here.
  return rows.flatMap(({ code, count }) => code === null ? [] : [{ code, count: Number(count) }])
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

const jobsOfTasks = preparedList<Record<never, never>, { job_id: string }>((db, ids) =>
  db.selectFrom("tasks").select("job_id").where("task_id", "in", ids)
);

const forget = preparedList((db, ids) =>
  db.updateTable("tasks").set({ dead_lettered_at: null }).where("task_id", "in", ids)
    // As an expression, or a database may look for them among all dead letters.
    .where((eb) => eb(eb.fn.coalesce("dead_lettered_at", eb.lit(-1)), ">", -1))
);

export function* forgetDeadLetters(db: Db, task_ids: readonly string[]): Plan<number> {
  const ids = [...new Set(task_ids)];
  if (ids.length === 0) return 0;
  const jobs = yield* all(jobsOfTasks(db, ids, {}));
  yield* lockJobs(db, jobs.map(({ job_id }) => job_id));
  return yield* run(forget(db, ids, {}));
}
