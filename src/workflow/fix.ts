/** Fixes a file that was linted, with the options of its job and what came with it. */
import { LintelError } from "../errors.ts";
import type { Job, Task } from "../jobs/job.ts";
import { encodeText } from "../lint/decode.ts";
import { type Decoded, decodeSql } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import { Companions } from "./companions.ts";
import { findJob } from "./find.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";

/** A file as it came and as its fixes leave it. */
export interface FixedFile {
  bytes: Uint8Array;
  decoded: Decoded;
  fixed: string;
}

export interface FixContext {
  services: Services;
  job: Job;
  companions: Companions;
  signal?: AbortSignal;
}

/**
 * Fixes the file now. One that its archive leaves out of linting stays as it is. Throws `conflict`
 * where it has no source, and what reading and linting throw.
 */
export async function fixFile(
  { services, job, companions, signal }: FixContext,
  { file_name, source }: Task,
): Promise<FixedFile> {
  const engine = services.engines.get(job.engine);
  if (engine === undefined) {
    throw new LintelError("engine_unavailable", `There is no engine ${job.engine} here.`);
  }
  if (source === null) throw new LintelError("conflict", "The task has no source.");
  const { options } = job;
  const { config_files, templates, ignored_by } = await companions.of({
    ...job,
    file_name,
    source,
  });
  const bytes = await sourceBytes(services, job.job_id, source);
  const encoding = encodingSetting(options.encoding, options.config, config_files);
  const decoded = await decodeSql(bytes, encoding);
  if (ignored_by !== null) return { bytes, decoded, fixed: decoded.text };
  const { fixed = decoded.text } = await engine.lint({
    file: file_name,
    sql: decoded.text,
    dialect: options.dialect,
    config: options.config,
    rules: options.rules,
    exclude_rules: options.exclude_rules,
    config_files,
    templates,
    fix: true,
  }, signal);
  return { bytes, decoded, fixed };
}

/** The whole text of a task's file after fixing. */
export async function fixTask(services: Services, task: Task): Promise<string> {
  const job = await findJob(services, task.job_id);
  return (await fixFile({ services, job, companions: new Companions(services) }, task)).fixed;
}

/** The bytes of a file after fixing, in the encoding and with the mark that it has. */
export async function fixedBytes({ bytes, decoded, fixed }: FixedFile): Promise<Uint8Array> {
  if (fixed === decoded.text) return bytes;
  return await encodeText(fixed, decoded.encoding, decoded.mark);
}
