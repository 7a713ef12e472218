/** Acting on every job that a search finds, a bounded number at a time. */
import { LintelError } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { cancelJob, deleteJob, retryJob } from "./control.ts";
import { type JobSearch, searchJobs } from "./search.ts";
import type { Services } from "./services.ts";

export const BULK_ACTIONS = ["cancel", "retry", "delete"] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Jobs that one request may act on. */
export const MOST_JOBS = 10_000;
/**
 * Jobs that one request may look into for a rule or a file, and the files that those have: ten
 * times what a page of the search may.
 */
export const MOST_LOOKED = { jobs: 20_000, files: 500_000 };
/** Jobs that are acted on at once: enough for the store to commit them together. */
const AT_ONCE = 32;
const PAGE = 500;
/** Refusals that an answer names; it counts the others. */
const NAMED = 1000;

export interface BulkRequest {
  action: BulkAction;
  filter: JobSearch;
  /** Refused where another number of jobs is found. */
  expected_count?: number;
  dry_run: boolean;
}

/** One that was not acted on, and why. */
export interface Refusal<Id extends string> {
  id: Id;
  code: string;
  message: string;
}

export interface BulkOutcome {
  matched: number;
  changed: number;
  refused: Refusal<string>[];
  refused_count: number;
}

/** What was done to one job; the caller tells metrics and waiting clients. */
export type Done = (job: Job) => void;

function tooWide(message: string): LintelError {
  return new LintelError("validation_failed", `filter ${message}`, {
    fields: [{ path: "filter", message }],
  });
}

/**
 * Every job that fits. Throws `validation_failed` where there are more than may be acted on, or
 * than may be looked into.
 */
export async function matching(
  services: Pick<Services, "store">,
  filter: JobSearch,
  most = MOST_LOOKED,
): Promise<string[]> {
  const ids: string[] = [];
  const looked = { jobs: 0, files: 0 };
  let before: string | undefined;
  for (;;) {
    const page = await searchJobs(services, filter, PAGE, before);
    ids.push(...page.jobs.map(({ job_id }) => job_id));
    if (ids.length > MOST_JOBS) {
      throw tooWide(`takes at most ${MOST_JOBS} jobs at a time, and more than that fit; narrow it`);
    }
    if (page.next === null) return ids;
    before = page.next;
    looked.jobs += page.looked.jobs;
    looked.files += page.looked.files;
    if (looked.jobs >= most.jobs || looked.files >= most.files) {
      throw tooWide(
        `by rule or file looks into at most ${most.jobs} jobs and ${most.files} files, and there ` +
          "are more; narrow it by time, status, dialect or label",
      );
    }
  }
}

/** Runs `act` for each id, some at once; what it refuses with a LintelError is told. */
export async function each(
  ids: readonly string[],
  act: (id: string) => Promise<void>,
): Promise<Pick<BulkOutcome, "changed" | "refused" | "refused_count">> {
  let changed = 0;
  let refused_count = 0;
  const refused: Refusal<string>[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const results = await Promise.allSettled(some.map((id) => act(id)));
    for (const [index, result] of results.entries()) {
      if (result.status === "fulfilled") {
        changed++;
        continue;
      }
      const error: unknown = result.reason;
      // A store that is away is away for the others as well.
      if (!(error instanceof LintelError) || error.status >= 500) throw error;
      refused_count++;
      if (refused.length < NAMED) {
        refused.push({ id: some[index]!, code: error.code, message: error.message });
      }
    }
  }
  return { changed, refused, refused_count };
}

/**
 * Throws `conflict` where `expected_count` is another than the jobs that fit: nothing was done.
 * Where the store goes away in the middle, what was done until then stays done.
 */
export async function bulk(
  services: Services,
  { action, filter, expected_count, dry_run }: BulkRequest,
  done: Done = () => {},
): Promise<BulkOutcome> {
  const ids = await matching(services, filter);
  if (expected_count !== undefined && expected_count !== ids.length) {
    throw new LintelError(
      "conflict",
      `${ids.length} jobs fit the filter, not ${expected_count}; nothing was done.`,
      { fields: [{ path: "expected_count", message: `is ${expected_count}, not ${ids.length}` }] },
    );
  }
  const nothing = { changed: 0, refused: [], refused_count: 0 };
  const outcome = dry_run ? nothing : await each(ids, async (job_id) => {
    if (action === "delete") await deleteJob(services, job_id);
    else if (action === "retry") done(await retryJob(services, job_id));
    else {
      const cancelled = await cancelJob(services, job_id);
      if (cancelled.done) done(cancelled.job);
    }
  });
  return { matched: ids.length, ...outcome };
}
