/**
 * Retention: removes jobs past their days, files that no row names, old keys and old workers.
 * Files without a row are what a process leaves that is killed between the two: an upload whose
 * job was never committed or was just removed, a pack of sources or of results that were never
 * taken.
 */
import { LintelError } from "../errors.ts";
import { log } from "../observability/log.ts";
import { periodic, type Service } from "./periodic.ts";
import { COMPANIONS, companionsOf, SOURCES } from "./companion_pack.ts";
import { RESULTS } from "./finish.ts";
import { timeOf } from "./ids.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.clean");

const INTERVAL = 60_000;
/** Nothing on the volume is removed before it is a day old: once an hour is often enough. */
const FILES_INTERVAL = 3_600_000;
const PAGE = 500;
const DAY = 86_400_000;
/** Idempotency keys are kept this long. */
export const KEY_LIFETIME = DAY;
/** A folder without a job is one whose submission was refused or cut off. */
const ORPHAN_AGE = DAY;
const WORKER_LIFETIME = DAY;
/** Removals that may fail in a turn: with more, the volume is away and not a file in the way. */
const MOST_FAILURES = 100;

/** What the passes over the volume have seen. */
export interface CleanState {
  /** Until when, by the time of submission, the packs of ended jobs were looked through. */
  packsUntil: number;
  /** When the volume was looked through last. */
  filesAt: number;
}

export function newCleanState(): CleanState {
  return { packsUntil: 0, filesAt: -Infinity };
}

export async function clean(
  services: Services,
  retentionDays: number,
  state: CleanState = newCleanState(),
): Promise<void> {
  const now = services.now();
  // First what needs the store alone: a volume that is away must not let it grow as well.
  await services.store.maintenance.pruneKeys(now - KEY_LIFETIME);
  await services.store.sessions.prune(now);
  await services.store.workers.prune(now - WORKER_LIFETIME);
  const failures = new Failures(services);
  if (retentionDays > 0) await cleanExpired(services, now - retentionDays * DAY, failures);
  if (now - state.filesAt >= FILES_INTERVAL) {
    await cleanFiles(services, now - ORPHAN_AGE, state, failures);
    state.filesAt = now;
  }
}

/** What could not be removed: it keeps nothing else from being removed, up to a number. */
class Failures {
  private readonly jobs = new Set<string>();

  constructor(private readonly services: Services) {}

  /**
   * Removes the files of a job that has no rows. Throws `storage_unavailable` where so many could
   * not be removed that the volume itself must be at fault.
   */
  async removeFiles(job_id: string): Promise<void> {
    if (this.jobs.has(job_id)) return;
    const error = await removeFiles(this.services, job_id);
    if (error === null) return;
    this.jobs.add(job_id);
    if (this.jobs.size >= MOST_FAILURES) throw error;
  }
}

/** Removes the files of a job that has no rows; what kept it from that, which is logged, or null. */
async function removeFiles(services: Services, job_id: string): Promise<LintelError | null> {
  try {
    await services.files.removeJob(job_id);
    return null;
  } catch (error) {
    if (!(error instanceof LintelError) || error.code !== "storage_unavailable") throw error;
    logger.warning("files of a job could not be removed; it is tried again", { job_id, error });
    return error;
  }
}

/**
 * Removes a job that has ended; false where it has not, or is unknown. Its rows go first, by which
 * nobody can have it tried again from then on. Files that cannot be removed now are files without
 * a row, which a later cleaning takes.
 */
export async function removeEnded(services: Services, job_id: string): Promise<boolean> {
  if (!await services.store.jobs.delete(job_id)) return false;
  await removeFiles(services, job_id);
  return true;
}

async function cleanExpired(
  services: Services,
  cutoff: number,
  failures: Failures,
): Promise<void> {
  for (;;) {
    const expired = await services.store.jobs.expired(cutoff, PAGE);
    let count = 0;
    for (const job_id of expired) {
      // Before its turn came, somebody may have had the job tried again.
      if (!await services.store.jobs.delete(job_id, cutoff)) continue;
      count++;
      await failures.removeFiles(job_id);
    }
    if (count > 0) logger.info("jobs past retention removed", { count });
    if (expired.length < PAGE) break;
  }
}

/** Files of no job, and packs that no task of an ended job names, of what came before `cutoff`. */
async function cleanFiles(
  services: Services,
  cutoff: number,
  state: CleanState,
  failures: Failures,
): Promise<void> {
  let open = Infinity;
  for (let after = "";;) {
    const folders = await services.files.folders(cutoff, after, PAGE);
    const known = new Set(await services.store.jobs.existing(folders));
    for (const job_id of folders) {
      if (!known.has(job_id)) {
        await failures.removeFiles(job_id);
      } else if (timeOf(job_id) >= state.packsUntil) {
        const ended = await cleanPacks(services, job_id);
        if (!ended) open = Math.min(open, timeOf(job_id));
      }
    }
    if (folders.length < PAGE) break;
    after = folders.at(-1)!;
  }
  // A job that is still open is looked at again, and so is whatever came after it.
  state.packsUntil = Math.min(cutoff, open);
}

/**
 * Whether the job has ended; then its packs that no task names are removed.
 *
 * The packs are looked for first and the rows are read afterwards, because an ended job can be
 * tried again at any moment. A pack that was there before the rows were read is of a lease that
 * had begun; once the job has ended no lease of it holds, so that what the rows do not name then
 * they will never name. What comes later is not among the names, and no name is used twice.
 */
async function cleanPacks(services: Services, job_id: string): Promise<boolean> {
  const { files, store } = services;
  const prefixes = [SOURCES, COMPANIONS, RESULTS];
  const found = await Promise.all(prefixes.map((prefix) => files.packs(job_id, prefix)));
  const named = await store.jobs.packFiles(job_id);
  if (named === null) return false;
  const sources = named.filter((name) => name.startsWith(SOURCES));
  const kept = new Set([...named, ...sources.map(companionsOf)]);
  const left = found.flat().filter((name) => !kept.has(name));
  if (left.length === 0) return true;
  await files.removePacks(job_id, left);
  logger.info("packs that no task names removed", { job_id, count: left.length });
  return true;
}

export function cleanerService(services: Services, retentionDays: number): Service {
  const state = newCleanState();
  return periodic("clean", INTERVAL, () => clean(services, retentionDays, state));
}
