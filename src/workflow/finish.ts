/**
 * Writes what ended: the results of a batch as one pack of each job, made durable, then the moves
 * of the tasks in one commit. A task whose lease was lost meanwhile changes nothing.
 */
import type { TaskClaim, TaskEnd } from "../store/port.ts";
import { afterFailure, countRules, failureOutcome, type RunEnd } from "./run.ts";
import type { Services } from "./services.ts";

export interface Finished {
  ends: readonly TaskEnd[];
  /** Task ids whose end was taken. */
  accepted: ReadonlySet<string>;
  ended_jobs: { job_id: string; status: string }[];
}

/** Throws what files or store throw; then nothing was finished, and it may be tried again. */
export async function finish(services: Services, runs: readonly RunEnd[]): Promise<Finished> {
  const now = services.now();
  const ends: TaskEnd[] = [];
  const linted = new Map<string, Extract<RunEnd, { kind: "linted" }>[]>();
  const abandoned: TaskClaim[] = [];
  for (const end of runs) {
    if (end.kind === "linted") {
      const list = linted.get(end.claim.job_id) ?? [];
      list.push(end);
      linted.set(end.claim.job_id, list);
    } else if (end.kind === "failed") ends.push(failedEnd(end.claim, end.error, now));
    else abandoned.push(end.claim);
  }
  await Promise.all([...linted].map(async ([job_id, list]) => {
    ends.push(...await writeResults(services, job_id, list, now));
  }));
  if (abandoned.length > 0) await services.store.tasks.release(abandoned, now);
  if (ends.length === 0) return { ends, accepted: new Set(), ended_jobs: [] };
  const report = await services.store.tasks.finish(ends);
  return { ends, accepted: new Set(report.accepted), ended_jobs: report.ended_jobs };
}

function failedEnd(
  claim: TaskClaim,
  error: { code: string; message: string },
  now: number,
): TaskEnd {
  const reason = { code: error.code, message: error.message };
  const next = afterFailure(claim, error.code, now);
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

async function writeResults(
  services: Services,
  job_id: string,
  list: readonly Extract<RunEnd, { kind: "linted" }>[],
  now: number,
): Promise<TaskEnd[]> {
  // Named by a lease token, which is never used twice: a late finisher cannot overwrite.
  const name = `results-${list[0]!.claim.lease_token.toLowerCase()}.pack`;
  const pack = await services.files.createPack(job_id, name);
  const ends: TaskEnd[] = [];
  try {
    for (const { claim, result, json } of list) {
      ends.push({
        claim,
        finished_at: now,
        status: "SUCCESS",
        outcome: result.outcome,
        result: await pack.append(encoder.encode(json)),
        error_count: result.summary.error_count,
        warning_count: result.summary.warning_count,
        statements_total: result.statements.total,
        statements_parsed: result.statements.parsed,
        duration_ms: result.duration_ms,
        rule_counts: countRules(result),
      });
    }
  } catch (error) {
    await pack.abort();
    throw error;
  }
  await pack.finish();
  return ends;
}
