/**
 * Ends that were taken before and are reported again, because the answer to their commit was lost
 * on its way. Whoever repeats one must hear that it was taken: the end of its job and its metrics
 * hang on that.
 */
import type { Selectable } from "kysely";
import { IN_STORE } from "../../jobs/job.ts";
import { isOpen, type JobStatus } from "../../jobs/states.ts";
import type { FinishReport, TaskEnd } from "../port.ts";
import type { AttemptsTable, TasksTable } from "../schema.ts";
import { batch, type Db, type Plan, prepared, type Statement } from "../plan.ts";

type AttemptRow = Selectable<AttemptsTable>;
type TaskRow = Selectable<TasksTable>;

const attemptOf = prepared<{ task_id: string; attempt: number }, AttemptRow>((db, p) =>
  db.selectFrom("attempts").selectAll().where("task_id", "=", p("task_id"))
    .where("attempt", "=", p("attempt")).orderBy("attempt_id")
);

const taskOf = prepared<{ task_id: string }, TaskRow>((db, p) =>
  db.selectFrom("tasks").selectAll().where("task_id", "=", p("task_id"))
);

const bodyOf = prepared<{ task_id: string }, { body: string }>((db, p) =>
  db.selectFrom("task_results").select("body").where("task_id", "=", p("task_id"))
);

const jobOf = prepared<
  { job_id: string },
  { job_id: string; status: string; finished_at: number | null }
>((db, p) =>
  db.selectFrom("jobs").select(["job_id", "status", "finished_at"])
    .where("job_id", "=", p("job_id"))
);

/** Those of the ends that are in the store as they stand here, and the jobs that they ended. */
export function* repeatedEnds(db: Db, ends: readonly TaskEnd[]): Plan<FinishReport> {
  const answers = yield* batch(ends.flatMap((end): Statement<unknown>[] => {
    const { task_id, attempt } = end.claim;
    return [attemptOf(db, { task_id, attempt }), taskOf(db, { task_id }), bodyOf(db, { task_id })];
  }));
  const accepted: string[] = [];
  /** When the commit that took them was made, by job. */
  const committed = new Map<string, number>();
  for (const [at, end] of ends.entries()) {
    const [attempts, tasks, bodies] = answers.slice(3 * at, 3 * at + 3).map((a) => a.rows);
    const attempt = (attempts as AttemptRow[]).find((row) => isOf(row, end));
    const [task] = tasks as TaskRow[];
    const [body] = bodies as { body: string }[];
    if (attempt === undefined || task === undefined) continue;
    if (end.status === "SUCCESS" && !hasResult(task, body?.body, end)) continue;
    accepted.push(end.claim.task_id);
    committed.set(end.claim.job_id, attempt.finished_at);
  }
  const jobs = yield* batch([...committed.keys()].map((job_id) => jobOf(db, { job_id })));
  const ended_jobs: FinishReport["ended_jobs"] = [];
  for (const { rows } of jobs) {
    for (const row of rows as { job_id: string; status: JobStatus; finished_at: number | null }[]) {
      const { job_id, status, finished_at } = row;
      if (isOpen(status) || finished_at !== committed.get(job_id)) continue;
      ended_jobs.push({ job_id, status });
    }
  }
  return { accepted, ended_jobs };
}

/** A claim is told from others of the same attempt by who took it and when. */
function isOf(row: AttemptRow, end: TaskEnd): boolean {
  const { worker_id, started_at } = end.claim;
  const code = end.status === "SUCCESS" ? null : end.error.code;
  return row.worker_id === worker_id && row.started_at === started_at && row.error_code === code;
}

function hasResult(
  task: TaskRow,
  body: string | undefined,
  end: Extract<TaskEnd, { status: "SUCCESS" }>,
): boolean {
  const { file, offset, length, sha256 } = end.result;
  return task.status === "SUCCESS" && task.attempt === end.claim.attempt &&
    task.result_file === file && task.result_offset === offset && task.result_length === length &&
    task.result_sha256 === sha256 && (file !== IN_STORE || body === end.body);
}
