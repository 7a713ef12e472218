/**
 * Jobs by everything that they can be looked for: their rows and labels, by indexes, and then the
 * rules and files of those, looked into newest first and a bounded number at a time. A page may
 * have fewer jobs than asked for, or none, and still have a next one.
 */
import { setImmediate } from "node:timers/promises";
import type { Job } from "../jobs/job.ts";
import type { FileOfJob, JobFilter } from "../store/port.ts";
import { globTest, isGlob } from "../text/glob.ts";
import type { Services } from "./services.ts";

export interface JobSearch extends JobFilter {
  /** Jobs with a finding of this rule. */
  rule?: string;
  /** Jobs with a file of this name: a prefix, or a glob (`models/*.sql`). */
  file?: string;
}

export interface FoundJobs {
  jobs: Job[];
  /** Where the next page begins, as `before`; null after the last. */
  next: string | null;
  /** How many were looked into for it, and the files that those have: none where rows told all. */
  looked: { jobs: number; files: number };
}

/** Jobs looked into at a time, those that one page looks into, and the files in those. */
const CHUNK = 100;
const MOST_JOBS = 2000;
const MOST_FILES = 50_000;
/** Characters of names that are compared with a glob before other requests have their turn. */
const TURN = 100_000;

/**
 * Characters of a glob, as a request may send it: what is compared with 50,000 names of 4,096
 * characters costs time for each 32 of them (text/glob.ts).
 */
export const LONGEST_GLOB = 256;

type Stores = Pick<Services, "store">;

/** A page of the jobs that fit, newest first, those after `before`. */
export async function searchJobs(
  services: Stores,
  { rule, file, ...filter }: JobSearch,
  limit: number,
  before?: string,
): Promise<FoundJobs> {
  const { jobs: store } = services.store;
  if (rule === undefined && file === undefined) {
    const rows = await store.list(filter, limit + 1, before);
    const jobs = rows.slice(0, limit);
    const next = rows.length > limit ? jobs.at(-1)!.job_id : null;
    return { jobs, next, looked: { jobs: 0, files: 0 } };
  }
  const jobs: Job[] = [];
  const looked = { jobs: 0, files: 0 };
  while (looked.jobs < MOST_JOBS && looked.files < MOST_FILES) {
    const rows = await store.list(filter, CHUNK, before);
    const chunk = withinFiles(rows, MOST_FILES - looked.files);
    const fitting = await fit(services, chunk, rule, file);
    looked.jobs += chunk.length;
    looked.files += chunk.reduce((sum, job) => sum + job.counts.total, 0);
    for (const job of chunk) {
      before = job.job_id;
      if (!fitting.has(job.job_id)) continue;
      jobs.push(job);
      if (jobs.length === limit) return { jobs, next: before, looked };
    }
    if (rows.length < CHUNK && chunk.length === rows.length) return { jobs, next: null, looked };
  }
  return { jobs, next: before ?? null, looked };
}

/** The first of the jobs, with no more than so many files in all, but one job at least. */
function withinFiles(jobs: readonly Job[], most: number): Job[] {
  let files = 0;
  const end = jobs.findIndex((job, at) => (files += job.counts.total) > most && at > 0);
  return end < 0 ? [...jobs] : jobs.slice(0, end);
}

/** The ids of those jobs that fit both, where they are asked for. */
async function fit(
  { store }: Stores,
  jobs: readonly Job[],
  rule: string | undefined,
  file: string | undefined,
): Promise<Set<string>> {
  let ids = jobs.map(({ job_id }) => job_id);
  if (rule !== undefined) ids = await store.jobs.withRule(ids, rule);
  if (file === undefined) return new Set(ids);
  const prefix = isGlob(file) ? /^[^*?[]*/.exec(file)![0] : file;
  const files = await store.jobs.filesOf(ids, prefix);
  return isGlob(file) ? await withFile(files, file) : new Set(files.map(({ job_id }) => job_id));
}

/** The ids of the jobs that have a file of the glob. */
async function withFile(files: readonly FileOfJob[], glob: string): Promise<Set<string>> {
  const matches = globTest(glob);
  const found = new Set<string>();
  let compared = 0;
  for (const { job_id, file_name } of files) {
    if (found.has(job_id)) continue;
    if (matches(file_name)) found.add(job_id);
    compared += file_name.length;
    if (compared >= TURN) {
      compared = 0;
      await setImmediate();
    }
  }
  return found;
}
