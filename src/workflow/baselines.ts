/** Baselines by name: made of a job or of a document, and asked for by submissions and reports. */
import { LintelError } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { isOpen } from "../jobs/states.ts";
import {
  BaselineBuilder,
  BaselineComparison,
  type BaselineDocument,
  type BaselineFinding,
  checkBaseline,
} from "../lint/baseline.ts";
import { fingerprints } from "../lint/fingerprint.ts";
import type { Baseline } from "../store/port.ts";
import { Companions } from "./companions.ts";
import { findJob } from "./find.ts";
import { readResult, sourceText } from "./read.ts";
import type { Services } from "./services.ts";

/** Entries that a baseline may hold: a job's end reads all of them. */
const MOST_FINDINGS = 100_000;
const PAGE = 200;

export interface NewBaseline {
  name: string;
  project: string;
  owner: string;
  reason: string;
  /** Unix ms. */
  expires_at: number | null;
  created_by: string;
}

function refuse(path: string, message: string): LintelError {
  return new LintelError("validation_failed", `${path} ${message}`, {
    fields: [{ path, message }],
  });
}

/**
 * Throws `conflict` where the name is taken or the job is open, `not_found` where there is no such
 * job, and `validation_failed` for a document that is none, or more findings than may be held.
 */
export async function makeBaseline(
  services: Services,
  baseline: NewBaseline,
  from: { from_job: string } | { document: unknown },
): Promise<Baseline> {
  const { store, now } = services;
  const { name, expires_at } = baseline;
  if (expires_at !== null && expires_at <= now()) {
    throw refuse("expires_at", "takes a time in the future");
  }
  // Asked first, because gathering the findings may take a while.
  if (await store.baselines.get(name) !== null) throw taken(name);
  const entries = "document" in from
    ? checkLengths(checkBaseline(from.document).findings)
    : await findingsOfJob(services, from.from_job);
  if (entries.length > MOST_FINDINGS) throw tooMany("document" in from ? "document" : "from_job");
  const made: Baseline = {
    ...baseline,
    created_at: now(),
    from_job: "from_job" in from ? from.from_job : null,
    findings: entries.reduce((sum, { count }) => sum + (count ?? 1), 0),
  };
  if (!await store.baselines.create(made, entries)) throw taken(name);
  return made;
}

function taken(name: string): LintelError {
  return new LintelError(
    "conflict",
    `There is a baseline ${name}; delete it or take another name.`,
  );
}

function tooMany(path: string): LintelError {
  return refuse(path, `may have ${MOST_FINDINGS} entries; there are more`);
}

/** Characters of a file's path and of a rule's code in a document. */
const LONGEST = { file: 4096, code: 50 } as const;

/** Throws `validation_failed` for texts that no file and no rule has. */
function checkLengths(findings: BaselineFinding[]): BaselineFinding[] {
  for (const [at, finding] of findings.entries()) {
    for (const key of ["file", "code"] as const) {
      const { length } = finding[key];
      if (length <= LONGEST[key]) continue;
      throw refuse(
        `document.findings.${at}.${key}`,
        `may have ${LONGEST[key]} characters, not ${length}`,
      );
    }
  }
  return findings;
}

/** Every finding of a job that has ended, by its fingerprint. */
async function findingsOfJob(services: Services, job_id: string): Promise<BaselineFinding[]> {
  const job = await findJob(services, job_id);
  if (isOpen(job.status)) {
    throw new LintelError("conflict", `The job is ${job.status}; take a baseline of its end.`);
  }
  const companions = new Companions(services);
  const builder = new BaselineBuilder();
  let after: number | undefined;
  for (let count = 0;;) {
    const tasks = await services.store.tasks.list(job_id, { status: "SUCCESS" }, PAGE, after);
    for (const task of tasks) {
      if (task.error_count + task.warning_count === 0) continue;
      const { violations } = await readResult(services, task);
      count += violations.length;
      if (count > MOST_FINDINGS) throw tooMany("from_job");
      const text = await sourceText(services, job, task, companions) ?? "";
      for (const [at, fingerprint] of fingerprints(text, violations).entries()) {
        builder.add({ fingerprint, code: violations[at]!.code, file: task.file_name });
      }
    }
    if (tasks.length < PAGE) return builder.document(new Date(services.now())).findings;
    after = tasks.at(-1)!.seq;
  }
}

/** The document of a baseline, as `--baseline` and POST /baselines read it. */
export async function documentOf(
  services: Services,
  { name, created_at }: Baseline,
): Promise<BaselineDocument> {
  const findings = await services.store.baselines.findings(name);
  if (findings === null) throw new LintelError("not_found", `There is no baseline ${name}.`);
  return { version: 1, tool: "lintel", created_at: new Date(created_at).toISOString(), findings };
}

/** Throws `validation_failed` where a job with such labels cannot be compared with this one. */
export async function checkUse(
  services: Services,
  name: string,
  project: string | undefined,
): Promise<void> {
  const baseline = await services.store.baselines.get(name);
  if (baseline === null) throw refuse("baseline", `takes a name that is there, not ${name}`);
  const { expires_at } = baseline;
  if (expires_at !== null && expires_at <= services.now()) {
    const when = new Date(expires_at).toISOString();
    throw refuse("baseline", `${name} expired at ${when}; ${baseline.owner} owns it`);
  }
  if (project !== undefined && project !== baseline.project) {
    throw refuse("baseline", `${name} is of the project ${baseline.project}, not of ${project}`);
  }
}

/**
 * A comparison with the baseline of a job, for a report of its findings in order; null where it
 * has none, where that is gone, and while it is open.
 */
export async function comparisonOf(
  services: Services,
  job: Job,
): Promise<BaselineComparison | null> {
  if (job.baseline === null) return null;
  const findings = isOpen(job.status)
    ? null
    : await services.store.baselines.findings(job.baseline);
  if (findings === null) return null;
  const files = new Set<string>();
  let after: number | undefined;
  for (;;) {
    const tasks = await services.store.tasks.list(job.job_id, { status: "SUCCESS" }, PAGE, after);
    for (const { file_name } of tasks) files.add(file_name);
    if (tasks.length < PAGE) break;
    after = tasks.at(-1)!.seq;
  }
  return new BaselineComparison({ findings }, (file) => files.has(file));
}
