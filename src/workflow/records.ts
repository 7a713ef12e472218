/**
 * Retention of what is kept about the work rather than for it: the audit log, sums of trends,
 * messages to webhooks.
 */
import { log } from "../observability/log.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";
import { forgetTrends } from "./trends.ts";

const logger = log("workflow.records");

const INTERVAL = 600_000;
const DAY = 86_400_000;
/** Rows that one commit removes. */
const PAGE = 1000;

/** Days that records are kept; 0 keeps them for ever. */
export interface Keeping {
  auditDays: number;
  trendDays: number;
  webhookDays: number;
}

/** Forgets what is older than its days, a bounded number of rows at a time. */
export async function forgetRecords(
  services: Services,
  { auditDays, trendDays, webhookDays }: Keeping,
): Promise<void> {
  const { store, now } = services;
  if (auditDays > 0) {
    const cutoff = now() - auditDays * DAY;
    await inPages("audit entries", (limit) => store.audit.prune(cutoff, limit));
  }
  if (webhookDays > 0) {
    const cutoff = now() - webhookDays * DAY;
    await inPages("messages to webhooks", (limit) => store.webhooks.prune(cutoff, limit));
  }
  await forgetTrends(services, trendDays);
}

async function inPages(what: string, prune: (limit: number) => Promise<number>): Promise<void> {
  let count = 0;
  for (;;) {
    const pruned = await prune(PAGE);
    count += pruned;
    if (pruned < PAGE) break;
  }
  if (count > 0) logger.info(`${what} past their days were forgotten`, { count });
}

export function recordsService(services: Services, keeping: Keeping): Service {
  return periodic("records", INTERVAL, () => forgetRecords(services, keeping));
}
