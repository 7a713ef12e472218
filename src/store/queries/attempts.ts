/** The record of what was tried. */
import type { Selectable } from "kysely";
import type { JobError } from "../../jobs/job.ts";
import type { AttemptsTable } from "../schema.ts";
import { type Db, prepared, type Statement } from "../plan.ts";

type AttemptParams = Omit<Selectable<AttemptsTable>, "attempt_id">;

type SuccessParams = Omit<AttemptParams, "error_code" | "error_message">;

/** The columns of every attempt, as parameters. */
function attemptColumns(p: <K extends keyof SuccessParams>(name: K) => SuccessParams[K]) {
  return {
    job_id: p("job_id"),
    task_id: p("task_id"),
    attempt: p("attempt"),
    worker_id: p("worker_id"),
    started_at: p("started_at"),
    finished_at: p("finished_at"),
  };
}

const insertFailure = prepared<AttemptParams>((db, p) =>
  db.insertInto("attempts").values({
    ...attemptColumns(p),
    error_code: p("error_code"),
    error_message: p("error_message"),
  })
);

/** Most attempts succeed, and each column of a row takes the database time to read. */
const insertSuccess = prepared<SuccessParams>((db, p) =>
  db.insertInto("attempts").values(attemptColumns(p))
);

/** The statement that keeps an attempt; `error` is null where it succeeded. */
export function recordAttempt(
  db: Db,
  attempt: SuccessParams & { error: JobError | null },
): Statement<unknown> {
  const { error, ...rest } = attempt;
  if (error === null) return insertSuccess(db, rest);
  return insertFailure(db, { ...rest, error_code: error.code, error_message: error.message });
}
