/** Retention: removes jobs past their days, folders without a job, old keys and old workers. */
import { log } from "../observability/log.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.clean");

const INTERVAL = 60_000;
const PAGE = 200;
const DAY = 86_400_000;
/** Idempotency keys are kept this long. */
export const KEY_LIFETIME = DAY;
/** A folder without a job is one whose submission was refused or cut off. */
const ORPHAN_AGE = DAY;
const WORKER_LIFETIME = DAY;

/** Removes a job: its files first, so that a crash between the two leaves only rows to redo. */
export async function removeJob(services: Services, job_id: string): Promise<boolean> {
  await services.files.removeJob(job_id);
  return await services.store.jobs.delete(job_id);
}

export async function clean(services: Services, retentionDays: number): Promise<void> {
  const now = services.now();
  if (retentionDays > 0) {
    for (;;) {
      const expired = await services.store.jobs.expired(now - retentionDays * DAY, PAGE);
      for (const job_id of expired) await removeJob(services, job_id);
      if (expired.length > 0) logger.info("jobs past retention removed", { count: expired.length });
      if (expired.length < PAGE) break;
    }
  }
  for (let after = "";;) {
    const folders = await services.files.folders(now - ORPHAN_AGE, after, PAGE);
    const known = new Set(await services.store.jobs.existing(folders));
    for (const job_id of folders) if (!known.has(job_id)) await services.files.removeJob(job_id);
    if (folders.length < PAGE) break;
    after = folders.at(-1)!;
  }
  await services.store.maintenance.pruneKeys(now - KEY_LIFETIME);
  await services.store.workers.prune(now - WORKER_LIFETIME);
}

export function cleanerService(services: Services, retentionDays: number): Service {
  return periodic("clean", INTERVAL, () => clean(services, retentionDays));
}
