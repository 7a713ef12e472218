/** How attempts at tasks end: one guarded UPDATE each, and the counters of their jobs. */
import type { FinishReport, RuleCount, TaskEnd } from "../port.ts";
import { type Db, type Plan, prepared, run } from "../plan.ts";
import { recordAttempt } from "./attempts.ts";
import { waitsAgain } from "./claim.ts";
import { endIfDone } from "./ending.ts";

interface EndParams {
  task_id: string;
  attempt: number;
  token: string;
  status: string;
  outcome: string | null;
  due_at: number;
  result_file: string | null;
  result_offset: number | null;
  result_length: number | null;
  result_sha256: string | null;
  error_code: string | null;
  error_message: string | null;
  error_count: number;
  warning_count: number;
  statements_total: number;
  statements_parsed: number;
  duration_ms: number | null;
  dead_lettered_at: number | null;
  finished_at: number | null;
}

const endTask = prepared<EndParams>((db, p) =>
  db.updateTable("tasks").set({
    status: p("status"),
    outcome: p("outcome"),
    lease_worker: null,
    lease_token: null,
    due_at: p("due_at"),
    result_file: p("result_file"),
    result_offset: p("result_offset"),
    result_length: p("result_length"),
    result_sha256: p("result_sha256"),
    error_code: p("error_code"),
    error_message: p("error_message"),
    error_count: p("error_count"),
    warning_count: p("warning_count"),
    statements_total: p("statements_total"),
    statements_parsed: p("statements_parsed"),
    duration_ms: p("duration_ms"),
    dead_lettered_at: p("dead_lettered_at"),
    finished_at: p("finished_at"),
  }).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("attempt", "=", p("attempt")).where("lease_token", "=", p("token"))
);

const insertCount = prepared<
  { job_id: string; task_id: string } & RuleCount
>((db, p) =>
  db.insertInto("task_rule_counts").values({
    job_id: p("job_id"),
    task_id: p("task_id"),
    code: p("code"),
    severity: p("severity"),
    findings: p("count"),
  })
);

const insertBody = prepared<{ task_id: string; body: string }>((db, p) =>
  db.insertInto("task_results").values({ task_id: p("task_id"), body: p("body") })
);

interface JobDelta {
  succeeded: number;
  failed: number;
  errors: number;
  warnings: number;
}

const addToJob = prepared<JobDelta & { job_id: string; ended: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    processing: eb("processing", "-", p("ended")),
    succeeded: eb("succeeded", "+", p("succeeded")),
    failed: eb("failed", "+", p("failed")),
    error_count: eb("error_count", "+", p("errors")),
    warning_count: eb("warning_count", "+", p("warnings")),
  })).where("job_id", "=", p("job_id"))
);

/** The parameters of an end that are the same in every kind of end until it says otherwise. */
function paramsOf(end: TaskEnd): EndParams {
  const { task_id, attempt, lease_token, created_at } = end.claim;
  const params: EndParams = {
    task_id,
    attempt,
    token: lease_token,
    status: end.status,
    outcome: null,
    due_at: created_at,
    result_file: null,
    result_offset: null,
    result_length: null,
    result_sha256: null,
    error_code: null,
    error_message: null,
    error_count: 0,
    warning_count: 0,
    statements_total: 0,
    statements_parsed: 0,
    duration_ms: null,
    dead_lettered_at: null,
    finished_at: end.finished_at,
  };
  if (end.status === "SUCCESS") {
    return {
      ...params,
      outcome: end.outcome,
      result_file: end.result.file,
      result_offset: end.result.offset,
      result_length: end.result.length,
      result_sha256: end.result.sha256,
      error_count: end.error_count,
      warning_count: end.warning_count,
      statements_total: end.statements_total,
      statements_parsed: end.statements_parsed,
      duration_ms: end.duration_ms,
    };
  }
  const failure = { ...params, error_code: end.error.code, error_message: end.error.message };
  return end.status === "FAILURE"
    ? {
      ...failure,
      outcome: end.outcome,
      dead_lettered_at: end.dead_letter ? end.finished_at : null,
    }
    : { ...failure, due_at: end.due_at, finished_at: null };
}

export function* finishTasks(db: Db, ends: readonly TaskEnd[]): Plan<FinishReport> {
  const accepted: string[] = [];
  const deltas = new Map<string, JobDelta>();
  for (const end of ends) {
    const { claim } = end;
    if ((yield* run(endTask(db, paramsOf(end)))) === 0) continue;
    accepted.push(claim.task_id);
    yield* recordAttempt(db, {
      job_id: claim.job_id,
      task_id: claim.task_id,
      attempt: claim.attempt,
      worker_id: claim.worker_id,
      started_at: claim.started_at,
      finished_at: end.finished_at,
      error: end.status === "SUCCESS" ? null : end.error,
    });
    if (end.status === "PENDING") {
      yield* run(waitsAgain(db, { job_id: claim.job_id, due_at: end.due_at }));
      continue;
    }
    const delta = deltas.get(claim.job_id) ?? { succeeded: 0, failed: 0, errors: 0, warnings: 0 };
    deltas.set(claim.job_id, delta);
    if (end.status === "FAILURE") delta.failed++;
    else {
      const { body } = end;
      if (body !== undefined) yield* run(insertBody(db, { task_id: claim.task_id, body }));
      delta.succeeded++;
      delta.errors += end.error_count;
      delta.warnings += end.warning_count;
      for (const count of end.rule_counts) {
        const { job_id, task_id } = claim;
        yield* run(insertCount(db, { job_id, task_id, ...count }));
      }
    }
  }
  return { accepted, ended_jobs: yield* closeJobs(db, deltas, ends[0]?.finished_at ?? 0) };
}

function* closeJobs(
  db: Db,
  deltas: ReadonlyMap<string, JobDelta>,
  now: number,
): Plan<FinishReport["ended_jobs"]> {
  const ended: FinishReport["ended_jobs"] = [];
  for (const [job_id, delta] of deltas) {
    yield* run(addToJob(db, { ...delta, job_id, ended: delta.succeeded + delta.failed }));
    const status = yield* endIfDone(db, job_id, now);
    if (status !== null) ended.push({ job_id, status });
  }
  return ended;
}
