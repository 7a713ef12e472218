/** Tasks that used up every attempt: the list of them, and taking some out of it. */
import type { Selectable } from "kysely";
import type { Task } from "../../jobs/job.ts";
import type { DeadLetterPlace } from "../dead_letters_port.ts";
import type { TasksTable } from "../schema.ts";
import { all, built, type Db, type Plan, preparedList, run, type Statement } from "../plan.ts";
import { LAST_ID } from "./ids.ts";
import { lockJobs } from "./locks.ts";
import { toTask } from "./rows.ts";

export function listDeadLetters(
  db: Db,
  limit: number,
  { dead_lettered_at, task_id }: DeadLetterPlace,
): Statement<Selectable<TasksTable>> {
  return built(
    db.selectFrom("tasks").selectAll()
      // The first condition bounds the index, the second leaves out what was shown.
      .where("dead_lettered_at", "<=", dead_lettered_at)
      .where((eb) =>
        eb.or([eb("dead_lettered_at", "<", dead_lettered_at), eb("task_id", "<", task_id)])
      )
      .orderBy("dead_lettered_at", "desc").orderBy("task_id", "desc").limit(limit),
  );
}

const FIRST: DeadLetterPlace = { dead_lettered_at: Number.MAX_SAFE_INTEGER, task_id: LAST_ID };

export function* pageOfDeadLetters(
  db: Db,
  limit: number,
  before: DeadLetterPlace = FIRST,
): Plan<Task[]> {
  return (yield* all(listDeadLetters(db, limit, before))).map(toTask);
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
