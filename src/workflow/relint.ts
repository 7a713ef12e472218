/**
 * Lints what a job holds once more, with other options or a newer engine, as a job of its own. Its
 * upload is the same file under a second name: nothing is sent or copied again, and either job may
 * be deleted without the other.
 */
import { LintelError } from "../errors.ts";
import { IN_STORE, type Job, type JobOptions, type PackRef } from "../jobs/job.ts";
import type { EngineName, NestedConfig } from "../lint/port.ts";
import { log } from "../observability/log.ts";
import type { NewJob } from "../store/port.ts";
import { findJob } from "./find.ts";
import { uuidv7 } from "./ids.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";
import { type Accepted, choose } from "./submit.ts";

const logger = log("workflow.relint");

/** What is to be otherwise; what is null is as if it had never been said. */
export interface RelintChange {
  dialect?: string | null;
  engine?: EngineName;
  config?: NestedConfig | null;
  rules?: string[] | null;
  exclude_rules?: string[] | null;
}

/** The options of the job with the change. */
function changed(job: Job, { engine: _, ...change }: RelintChange): JobOptions {
  // With other options the findings are others: a baseline would say nothing of them.
  const given = Object.entries({ ...job.options, ...change, baseline: undefined });
  return Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined));
}

/**
 * Throws `not_found` for a job that is not there, `conflict` for one whose file was never stored,
 * 422 for options that the engine does not take, 429 while too many tasks wait.
 */
export async function relint(
  services: Services,
  job_id: string,
  change: RelintChange,
  by: string,
): Promise<Accepted> {
  await services.admission.admit();
  const job = await findJob(services, job_id);
  const { dialect, ...options } = changed(job, change);
  const chosen = choose(services, { dialect, engine: change.engine ?? job.engine, options });
  const now = services.now();
  const copy = uuidv7(now);
  const tasks = await tasksOf(services, job, now);
  const source = await takeUpload(services, job_id, tasks[0]?.source ?? null, copy);
  try {
    await create(services, {
      job_id: copy,
      submission_type: job.submission_type,
      file_name: job.file_name,
      dialect: chosen.dialect,
      engine: chosen.engine,
      options: chosen.options,
      upload_file: job.upload_file,
      upload_bytes: job.upload_bytes,
      created_at: now,
      labels: Object.keys(job.labels).length === 0 ? undefined : job.labels,
      submitted_by: by,
      relint_of: job_id,
      tasks,
      source,
    });
  } catch (error) {
    if (error instanceof LintelError && error.uncertain) {
      // The job may be there and need its file; if it is not, the cleaner takes it.
      logger.warning("the file of a job is kept: its commit was not heard", { job_id: copy });
    } else if (source === undefined) await services.files.removeJob(copy);
    throw error;
  }
  return { job_id: copy, submission_type: job.submission_type, replayed: false };
}

/** The one task of a single file; an archive's come from its expansion. */
async function tasksOf(services: Services, job: Job, now: number): Promise<NewJob["tasks"]> {
  if (job.submission_type !== "SINGLE_FILE") return [];
  const [task] = await services.store.tasks.list(job.job_id, {}, 1);
  const source = task?.source ?? null;
  if (source === null) {
    // Without a task the job may be one that somebody has removed since.
    if (task === undefined) await findJob(services, job.job_id);
    throw new LintelError("conflict", "The file of this job was never stored; submit it again.");
  }
  return [{ task_id: uuidv7(now), seq: 0, file_name: job.file_name, source }];
}

/**
 * Gives the upload to another job as well: its bytes where the store holds them, or a second name of
 * its file. Throws `not_found` where the job was removed meanwhile: its rows are gone before its file
 * is.
 */
async function takeUpload(
  services: Services,
  from: string,
  source: PackRef | null,
  to: string,
): Promise<Uint8Array | undefined> {
  try {
    if (source?.file === IN_STORE) return await sourceBytes(services, from, source);
    await services.files.linkUpload(from, to);
    return undefined;
  } catch (error) {
    await findJob(services, from);
    throw error;
  }
}

async function create(services: Services, job: NewJob): Promise<void> {
  const queue = job.submission_type === "SINGLE_FILE" ? "sql_analysis" : "zip_processing";
  const creation = services.store.jobs.create(job);
  services.announcer.expect(queue);
  await creation;
  services.announcer.announce(queue, [job.job_id]);
}
