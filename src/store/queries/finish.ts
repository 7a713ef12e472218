/** How attempts at tasks end: one guarded UPDATE each, and the counters of their jobs. */
import type { FinishReport, TaskEnd } from "../port.ts";
import {
  type Answer,
  batch,
  type Db,
  type Plan,
  prepared,
  preparedList,
  type Statement,
} from "../plan.ts";
import { recordAttempt } from "./attempts.ts";
import { waitAgain } from "./claim.ts";
import { keepFingerprints } from "./compare.ts";
import { endJobs } from "./ending.ts";
import { allMoved } from "./locks.ts";
import { repeatedEnds } from "./repeated.ts";
import { countsOf, countsText, summed } from "./rule_counts.ts";

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
  rule_counts: string | null;
  statements_total: number;
  statements_parsed: number;
  duration_ms: number | null;
  source_lines: number;
  dead_lettered_at: number | null;
  finished_at: number | null;
}

interface StandingRow {
  task_id: string;
  status: string;
  attempt: number;
  lease_token: string | null;
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
    rule_counts: p("rule_counts"),
    statements_total: p("statements_total"),
    statements_parsed: p("statements_parsed"),
    duration_ms: p("duration_ms"),
    source_lines: p("source_lines"),
    dead_lettered_at: p("dead_lettered_at"),
    finished_at: p("finished_at"),
  }).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("attempt", "=", p("attempt")).where("lease_token", "=", p("token"))
);

/** How the tasks stand, and under which claim. */
const standing = preparedList<Record<never, never>, StandingRow>((db, ids) =>
  db.selectFrom("tasks").select(["task_id", "status", "attempt", "lease_token"])
    .where("task_id", "in", ids)
);

interface FoundRow {
  job_id: string;
  rule_counts: string | null;
}

/** What has been found in the files of jobs so far. In the order in which jobs are locked. */
const foundSoFar = preparedList<Record<never, never>, FoundRow>((db, ids) =>
  db.selectFrom("jobs").select(["job_id", "rule_counts"]).where("job_id", "in", ids)
    .orderBy("job_id")
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

interface JobSums extends JobDelta {
  job_id: string;
  ended: number;
  /** All that was found in the job, with what these ends have found. */
  found: string | null;
}

const addToJob = prepared<JobSums>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    processing: eb("processing", "-", p("ended")),
    succeeded: eb("succeeded", "+", p("succeeded")),
    failed: eb("failed", "+", p("failed")),
    error_count: eb("error_count", "+", p("errors")),
    warning_count: eb("warning_count", "+", p("warnings")),
    rule_counts: p("found"),
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
    rule_counts: null,
    statements_total: 0,
    statements_parsed: 0,
    duration_ms: null,
    source_lines: 0,
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
      rule_counts: countsText(end.rule_counts),
      statements_total: end.statements_total,
      statements_parsed: end.statements_parsed,
      duration_ms: end.duration_ms,
      source_lines: end.source_lines,
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

/** With `last`, the plan that this is part of yields nothing after it. */
export function* finishTasks(
  db: Db,
  ends: readonly TaskEnd[],
  { last = false } = {},
): Plan<FinishReport> {
  const { taken, found } = yield* stillHeld(db, ends);
  const accepted = taken.map(({ claim }) => claim.task_id);
  const held = new Set(taken);
  const refused = ends.filter((end) => !held.has(end));
  const deltas = deltasOf(taken);
  const sums = sumsOf(taken, found);
  const moves = taken.map((end) => ({ ...endTask(db, paramsOf(end)), together: true as const }));
  const check = (answers: readonly Answer[]): void => {
    const moved = answers.slice(0, moves.length).reduce((sum, { changes }) => sum + changes, 0);
    allMoved(moved, taken.length);
  };
  const before = [
    ...moves,
    ...details(db, taken),
    ...retries(db, taken),
    ...[...deltas].map(([job_id, delta]) => ({
      ...addToJob(db, {
        ...delta,
        job_id,
        ended: delta.succeeded + delta.failed,
        found: sums.get(job_id) ?? null,
      }),
      together: true as const,
    })),
  ];
  const ended_jobs = yield* endJobs(db, [...deltas.keys()], ends[0]?.finished_at ?? 0, {
    before,
    check,
    last: last && refused.length === 0,
  });
  const repeated = yield* repeatedEnds(db, refused);
  return {
    accepted: [...accepted, ...repeated.accepted],
    ended_jobs: [...ended_jobs, ...repeated.ended_jobs],
  };
}

/** Ends whose claim holds still, and by job what was found in it before them. */
interface Held {
  taken: TaskEnd[];
  found: ReadonlyMap<string, string | null>;
}

/** Locks the jobs of the ends, and tells which of these hold still: one for each task. */
function* stillHeld(db: Db, ends: readonly TaskEnd[]): Plan<Held> {
  if (ends.length === 0) return { taken: [], found: new Map() };
  const jobs = [...new Set(ends.map(({ claim }) => claim.job_id))].sort();
  const [locked, looked] = yield* batch([
    { ...foundSoFar(db, jobs, {}), lock: "wait" },
    standing(db, ends.map(({ claim }) => claim.task_id), {}),
  ]);
  const found = new Map(
    (locked!.rows as FoundRow[]).map(({ job_id, rule_counts }) => [job_id, rule_counts]),
  );
  const rows = looked!.rows as StandingRow[];
  const byTask = new Map(rows.map((row) => [row.task_id, row]));
  const taken = ends.filter(({ claim }) => {
    const row = byTask.get(claim.task_id);
    if (row?.status !== "PROCESSING" || row.attempt !== claim.attempt) return false;
    if (row.lease_token !== claim.lease_token) return false;
    return byTask.delete(claim.task_id);
  });
  return { taken, found };
}

/** By job all that was found in it, with what some ends have found. */
function sumsOf(
  ends: readonly TaskEnd[],
  before: ReadonlyMap<string, string | null>,
): Map<string, string | null> {
  const sums = new Map<string, string | null>();
  for (const [job_id, group] of Map.groupBy(ends, ({ claim }) => claim.job_id)) {
    const fresh = group.map((end) => end.status === "SUCCESS" ? end.rule_counts : []);
    sums.set(job_id, countsText(summed([countsOf(before.get(job_id) ?? null), ...fresh])));
  }
  return sums;
}

/** What is kept of each end beside the row of its task; equal statements stand together. */
function details(db: Db, ends: readonly TaskEnd[]): Statement<unknown>[] {
  const attempts: Statement<unknown>[] = [];
  const bodies: Statement<unknown>[] = [];
  const prints: Statement<unknown>[] = [];
  for (const end of ends) {
    const { job_id, task_id, attempt, worker_id, started_at } = end.claim;
    const { finished_at } = end;
    const error = end.status === "SUCCESS" ? null : end.error;
    attempts.push(recordAttempt(db, {
      job_id,
      task_id,
      attempt,
      worker_id,
      started_at,
      finished_at,
      error,
    }));
    if (end.status !== "SUCCESS") continue;
    prints.push(...keepFingerprints(db, end));
    if (end.body !== undefined) bodies.push(insertBody(db, { task_id, body: end.body }));
  }
  return [...attempts, ...bodies, ...prints];
}

/** The jobs whose tasks have another attempt before them: due when the first of those is. */
function retries(db: Db, ends: readonly TaskEnd[]): Statement<unknown>[] {
  const jobs = new Map<string, { tasks: number; due_at: number }>();
  for (const end of ends) {
    if (end.status !== "PENDING") continue;
    const { job_id } = end.claim;
    const { tasks, due_at } = jobs.get(job_id) ?? { tasks: 0, due_at: Infinity };
    jobs.set(job_id, { tasks: tasks + 1, due_at: Math.min(due_at, end.due_at) });
  }
  return [...jobs].map(([job_id, wait]) => waitAgain(db, { job_id, ...wait }));
}

/** What ends add to the counters of their jobs. */
function deltasOf(ends: readonly TaskEnd[]): Map<string, JobDelta> {
  const deltas = new Map<string, JobDelta>();
  for (const end of ends) {
    if (end.status === "PENDING") continue;
    const { job_id } = end.claim;
    const delta = deltas.get(job_id) ?? { succeeded: 0, failed: 0, errors: 0, warnings: 0 };
    deltas.set(job_id, delta);
    if (end.status === "FAILURE") delta.failed++;
    else {
      delta.succeeded++;
      delta.errors += end.error_count;
      delta.warnings += end.warning_count;
    }
  }
  return deltas;
}
