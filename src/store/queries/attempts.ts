/** The record of what was tried. */
import type { Selectable } from "kysely";
import type { JobError } from "../../jobs/job.ts";
import type { AttemptsTable } from "../schema.ts";
import { type Db, prepared, type Statement } from "../plan.ts";

type AttemptParams = Omit<Selectable<AttemptsTable>, "attempt_id">;

const insertAttempt = prepared<AttemptParams>((db, p) =>
  db.insertInto("attempts").values({
    job_id: p("job_id"),
    task_id: p("task_id"),
    attempt: p("attempt"),
    worker_id: p("worker_id"),
    started_at: p("started_at"),
    finished_at: p("finished_at"),
    error_code: p("error_code"),
    error_message: p("error_message"),
  })
);

/** Most attempts succeed, and each column of a row takes the database time to read. */
const insertSuccess = prepared<Omit<AttemptParams, "error_code" | "error_message">>((db, p) =>
  db.insertInto("attempts").values({
    job_id: p("job_id"),
    task_id: p("task_id"),
    attempt: p("attempt"),
    worker_id: p("worker_id"),
    started_at: p("started_at"),
    finished_at: p("finished_at"),
  })
);

/** The statement that keeps an attempt; `error` is null where it succeeded. */
export function recordAttempt(
  db: Db,
  attempt: Omit<AttemptParams, "error_code" | "error_message"> & { error: JobError | null },
): Statement<unknown> {
  const { error, ...rest } = attempt;
  if (error === null) return insertSuccess(db, rest);
  return insertAttempt(db, { ...rest, error_code: error.code, error_message: error.message });
}
