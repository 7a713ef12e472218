/** What is sent of the end of a job, and to whom. */
import type { BaselineResult } from "../../jobs/baseline_result.ts";
import { countSkipped, type Job } from "../../jobs/job.ts";
import type { JobEvent, NewDelivery, Webhook, WebhookEvent } from "../../store/port.ts";
import { TEST_EVENT } from "../../store/port.ts";
import { uuidv7 } from "../ids.ts";
import type { Services } from "../services.ts";

type Parts = Pick<Services, "store" | "now">;

/** A message as Standard Webhooks has it: what happened, when, and the facts. */
function payload(type: string, at: number, data: Record<string, unknown>): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
}

/** How the job stands to its baseline; null where it has none, or none that was there at its end. */
function compared({ baseline_result }: Job): BaselineResult | null {
  return baseline_result === null || baseline_result.missing ? null : baseline_result;
}

/**
 * Whether the job did not pass what it was to pass, so that a gate of a pipeline would stop: with a
 * baseline, what is new alone counts. Where the baseline was gone by the end, everything does.
 */
function gateFailed(job: Job): boolean {
  const verdict = (compared(job) ?? job).verdict;
  return verdict === "FAIL" || (verdict === null && job.status === "FAILED");
}

function baselineOf(job: Job): Record<string, unknown> | null {
  if (job.baseline === null) return null;
  const result = compared(job);
  return {
    name: job.baseline,
    new: result?.new ?? null,
    unchanged: result?.unchanged ?? null,
    gone: result?.gone ?? null,
    verdict: result?.verdict ?? null,
    missing: job.baseline_result?.missing ?? false,
  };
}

function dataOf(job: Job): Record<string, unknown> {
  const by_rule: Record<string, number> = {};
  for (const { code, count } of job.rule_counts) {
    by_rule[code] = (by_rule[code] ?? 0) + count;
  }
  const { total, succeeded, failed, cancelled } = job.counts;
  return {
    job_id: job.job_id,
    job_status: job.status,
    verdict: job.verdict,
    submission_type: job.submission_type,
    file_name: job.file_name,
    dialect: job.dialect,
    engine: job.engine,
    labels: job.labels,
    files: { total, succeeded, failed, cancelled },
    skipped: countSkipped(job.skipped),
    summary: {
      total: job.error_count + job.warning_count,
      error_count: job.error_count,
      warning_count: job.warning_count,
      by_rule,
    },
    baseline: baselineOf(job),
    error: job.error,
    created_at: new Date(job.created_at).toISOString(),
    finished_at: job.finished_at === null ? null : new Date(job.finished_at).toISOString(),
  };
}

/** Whether a webhook is to be told of the end of a job: one made later is not. */
function wants(
  { disabled_at, project, created_at }: Webhook,
  { labels }: Job,
  at: number,
): boolean {
  return disabled_at === null && created_at <= at &&
    (project === null || labels.project === project);
}

/**
 * The messages of an event. None where the job is gone, or has gone on since: where it was tried
 * again, its next end is an event of its own.
 */
export async function messagesOf(
  parts: Parts,
  { job_id, at }: JobEvent,
  webhooks: readonly Webhook[],
): Promise<NewDelivery[]> {
  const job = await parts.store.jobs.get(job_id);
  if (job === null || job.finished_at !== at) return [];
  const told = webhooks.filter((webhook) => wants(webhook, job, at));
  if (told.length === 0) return [];
  const types: WebhookEvent[] = [
    "job.finished",
    ...(gateFailed(job) ? ["gate.failed" as const] : []),
  ];
  const data = dataOf(job);
  const now = parts.now();
  return types.flatMap((event) => {
    const text = payload(event, at, data);
    return told.filter(({ events }) => events.includes(event)).map(({ webhook_id }) => ({
      delivery_id: uuidv7(now),
      webhook_id,
      event,
      job_id,
      payload: text,
      created_at: now,
    }));
  });
}

/** A message that says nothing but that it arrives. */
export function testMessage({ now }: Pick<Parts, "now">, webhook: Webhook): NewDelivery {
  const at = now();
  return {
    delivery_id: uuidv7(at),
    webhook_id: webhook.webhook_id,
    event: TEST_EVENT,
    job_id: null,
    payload: payload(TEST_EVENT, at, {
      webhook_id: webhook.webhook_id,
      description: webhook.description,
    }),
    created_at: at,
  };
}
