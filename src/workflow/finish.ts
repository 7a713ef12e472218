/**
 * Writes what ended: the results of a batch as one pack of each job, made durable, then the moves
 * of the tasks in one commit, which carries the small result of a single file itself. A task whose
 * lease was lost meanwhile changes nothing.
 */
import { keptError, type LintelError } from "../errors.ts";
import { IN_STORE, type PackRef } from "../jobs/job.ts";
import type { TaskClaim, TaskEnd } from "../store/port.ts";
import { afterFailure, countRules, failureOutcome, type RunEnd } from "./run.ts";
import type { Services } from "./services.ts";
import { VISIBILITY_PAUSE } from "./visibility.ts";

type LintedEnd = Extract<RunEnd, { kind: "linted" }>;

export interface Finished {
  ends: readonly TaskEnd[];
  /** Task ids whose end was taken. */
  accepted: ReadonlySet<string>;
  ended_jobs: { job_id: string; status: string }[];
}

/** As a batch, or as a single end that was refused, or may have been, in a batch before. */
export type Grouping = "batch" | "single";

/** Throws what files or store throw; then nothing was finished, and it may be tried again. */
export async function finish(
  services: Services,
  runs: readonly RunEnd[],
  as: Grouping = "batch",
): Promise<Finished> {
  const now = services.now();
  const ends: TaskEnd[] = [];
  const linted = new Map<string, LintedEnd[]>();
  const abandoned: TaskClaim[] = [];
  const postponed: TaskClaim[] = [];
  for (const end of runs) {
    if (end.kind === "linted") {
      const list = linted.get(end.claim.job_id) ?? [];
      list.push(end);
      linted.set(end.claim.job_id, list);
    } else if (end.kind === "failed") ends.push(failedEnd(services, end.claim, end.error, now));
    else (end.kind === "abandoned" ? abandoned : postponed).push(end.claim);
  }
  const written = await Promise.allSettled(
    [...linted].map(([job_id, list]) => writeResults(services, job_id, list, { now, as })),
  );
  // Only now that no pack is being written any more: whoever tries again writes the same names.
  for (const result of written) {
    if (result.status === "rejected") throw result.reason;
    ends.push(...result.value);
  }
  const { tasks } = services.store;
  if (abandoned.length > 0) await tasks.release(abandoned, now);
  // Due again a little later: until then other hosts may take it, and this one does not spin.
  if (postponed.length > 0) await tasks.release(postponed, now + VISIBILITY_PAUSE);
  if (ends.length === 0) return { ends, accepted: new Set(), ended_jobs: [] };
  const report = await tasks.finish(ends);
  return { ends, accepted: new Set(report.accepted), ended_jobs: report.ended_jobs };
}

function failedEnd(
  services: Services,
  claim: TaskClaim,
  error: LintelError,
  now: number,
): TaskEnd {
  const reason = keptError(error);
  const next = afterFailure(claim, error.code, services.limits.attempts, now);
  if ("retry_at" in next) {
    return { claim, finished_at: now, status: "PENDING", error: reason, due_at: next.retry_at };
  }
  return {
    claim,
    finished_at: now,
    status: "FAILURE",
    outcome: failureOutcome(error.code),
    error: reason,
    dead_letter: next.dead_letter,
  };
}

const encoder = new TextEncoder();

/** How the names of packs of results begin. */
export const RESULTS = "results-";

/** Characters of JSON up to which the result of a single file lies in the store. */
const SMALL = 32 * 1024;

async function writeResults(
  services: Services,
  job_id: string,
  list: readonly LintedEnd[],
  { now, as }: { now: number; as: Grouping },
): Promise<TaskEnd[]> {
  const only = list.length === 1 ? list[0] : undefined;
  // A pack of its own would be waited for before the commit, and cost more than the row.
  if (only?.claim.submission_type === "SINGLE_FILE" && only.json.length <= SMALL) {
    const { json } = only;
    const result = { file: IN_STORE, offset: 0, length: json.length, sha256: "" };
    return [{ ...success(only, result, now), body: json }];
  }
  // Named by a lease token, which is never used twice: a late finisher cannot overwrite. A single
  // end has a name of its own: that of the batch may be in use, where the answer to its commit was
  // lost.
  const token = list[0]!.claim.lease_token.toLowerCase();
  const name = `${RESULTS}${token}${as === "single" ? "-single" : ""}.pack`;
  const pack = await services.files.createPack(job_id, name);
  const ends: TaskEnd[] = [];
  try {
    for (const end of list) {
      ends.push(success(end, await pack.append(encoder.encode(end.json)), now));
    }
  } catch (error) {
    await pack.abort();
    throw error;
  }
  await pack.finish();
  return ends;
}

function success(
  { claim, result, source_lines, fingerprints }: LintedEnd,
  stored: PackRef,
  now: number,
): Extract<TaskEnd, { status: "SUCCESS" }> {
  return {
    claim,
    finished_at: now,
    status: "SUCCESS",
    outcome: result.outcome,
    result: stored,
    error_count: result.summary.error_count,
    warning_count: result.summary.warning_count,
    statements_total: result.statements.total,
    statements_parsed: result.statements.parsed,
    duration_ms: result.duration_ms,
    source_lines,
    fingerprints: fingerprints?.map((fingerprint, at) => ({
      fingerprint,
      error: result.violations[at]!.severity === "error",
    })),
    rule_counts: countRules(result),
  };
}
