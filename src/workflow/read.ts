/** Reading what a task holds: its source, and its result. */
import { LintelError } from "../errors.ts";
import { IN_STORE, type Job, type PackRef, type Task } from "../jobs/job.ts";
import type { FileContext } from "../lint/companions.ts";
import { type Decoded, decodeSql } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import type { LintResult } from "../lint/result.ts";
import { Companions } from "./companions.ts";
import { findJob } from "./find.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";

/** The result of a task that ended in SUCCESS; throws `conflict` before. */
export async function readResult(services: Services, task: Task): Promise<LintResult> {
  if (task.result === null) {
    const why = task.error === null ? "." : `: ${task.error.message}`;
    throw new LintelError("conflict", `The task is ${task.status} and has no result${why}`);
  }
  if (task.result.file === IN_STORE) {
    const body = await services.store.tasks.resultBody(task.task_id);
    if (body === null) {
      throw new LintelError("not_found", "The task is gone, and so is its result.");
    }
    return JSON.parse(body) as LintResult;
  }
  const bytes = await services.files.read(task.job_id, task.result);
  return JSON.parse(new TextDecoder().decode(bytes)) as LintResult;
}

/** The text of a task's file. Throws `undecodable`, and `conflict` where it has no source. */
export async function readSource(services: Services, task: Task): Promise<Decoded> {
  if (task.source === null) throw new LintelError("conflict", "The task has no source.");
  const job = await findJob(services, task.job_id);
  const context = await contextOf(services, job, task, task.source);
  return await decodeSource(services, job, task.source, context);
}

/** The text of a file of a job that is known; null where it has no source. */
export async function sourceText(
  services: Services,
  job: Job,
  task: Task,
  companions: Companions,
): Promise<string | null> {
  if (task.source === null) return null;
  const context = await companions.of({
    ...job,
    file_name: task.file_name,
    source: task.source,
  });
  return (await decodeSource(services, job, task.source, context)).text;
}

function contextOf(
  services: Services,
  job: Job,
  { file_name }: Task,
  source: PackRef,
): Promise<FileContext> {
  return new Companions(services).of({ ...job, file_name, source });
}

async function decodeSource(
  services: Services,
  { job_id, options }: Job,
  source: PackRef,
  { config_files }: FileContext,
): Promise<Decoded> {
  const bytes = await sourceBytes(services, job_id, source);
  return await decodeSql(bytes, encodingSetting(options.encoding, options.config, config_files));
}
