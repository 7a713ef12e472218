/** Runs one claimed task: source, configuration, cache, engine; the end of the attempt comes back. */
import { LintelError, messageOf } from "../errors.ts";
import { backoff, MAX_ATTEMPTS, mayRetry } from "../jobs/retry.ts";
import { decodeSql } from "../lint/encoding.ts";
import type { ConfigFile, LintEngine } from "../lint/port.ts";
import type { LintResult, Outcome } from "../lint/result.ts";
import type { RuleCount, TaskClaim } from "../store/port.ts";
import { cacheKey, type ResultCache } from "./cache.ts";
import { configFilesFor, loadConfigFiles } from "./config_files.ts";
import { withDefaults } from "./defaults.ts";
import type { Services } from "./services.ts";

/** What running a task gave, before its result is written anywhere. */
export type RunEnd =
  | { kind: "linted"; claim: TaskClaim; result: LintResult; lines: number; cached: boolean }
  | { kind: "failed"; claim: TaskClaim; error: LintelError }
  /** Given up because the worker stops, the lease is gone, or it was recalled before it began. */
  | { kind: "abandoned"; claim: TaskClaim };

/** Keeps the configuration files of the jobs at work, so that an archive's are read once. */
export class ConfigFiles {
  private readonly byJob = new Map<string, Promise<ConfigFile[]>>();

  constructor(private readonly services: Services) {}

  async of(claim: TaskClaim): Promise<ConfigFile[]> {
    if (claim.submission_type === "SINGLE_FILE") return [];
    let all = this.byJob.get(claim.job_id);
    if (all === undefined) {
      all = loadConfigFiles(this.services.files, claim.job_id);
      this.byJob.set(claim.job_id, all);
      if (this.byJob.size > 64) this.byJob.delete(this.byJob.keys().next().value!);
      all.catch(() => this.byJob.delete(claim.job_id));
    }
    return configFilesFor(claim.file_name, await all);
  }
}

export interface RunContext {
  services: Services;
  cache: ResultCache;
  configs: ConfigFiles;
}

/** Lints the file of a claim; never throws. `recall` takes back what no process has begun. */
export async function run(
  context: RunContext,
  claim: TaskClaim,
  signal: AbortSignal,
  recall?: AbortSignal,
): Promise<RunEnd> {
  try {
    return { kind: "linted", claim, ...await lint(context, claim, signal, recall) };
  } catch (error) {
    if (signal.aborted || (recall?.aborted === true && error === recall.reason)) {
      return { kind: "abandoned", claim };
    }
    return {
      kind: "failed",
      claim,
      error: error instanceof LintelError
        ? error
        : new LintelError("internal", messageOf(error), { cause: error }),
    };
  }
}

async function lint(
  { services, cache, configs }: RunContext,
  claim: TaskClaim,
  signal: AbortSignal,
  recall: AbortSignal | undefined,
): Promise<{ result: LintResult; lines: number; cached: boolean }> {
  const engine = services.engines.get(claim.engine);
  if (engine === undefined) {
    throw new LintelError("engine_unavailable", `this worker has no engine ${claim.engine}`);
  }
  const config_files = withDefaults(services.defaults.dialect, await configs.of(claim));
  const key = await keyOf(engine, claim, config_files);
  const known = cache.get(key, claim.file_name);
  if (known !== null) return { result: { ...known, duration_ms: 0 }, lines: 0, cached: true };
  const bytes = await services.files.read(claim.job_id, claim.source);
  // What an archive held was decoded when it was expanded; an upload is as it came.
  const encoding = claim.submission_type === "SINGLE_FILE" ? claim.options.encoding : "utf-8";
  const result = await engine.lint(
    {
      file: claim.file_name,
      sql: decodeSql(bytes, encoding).text,
      dialect: claim.options.dialect,
      config: claim.options.config,
      rules: claim.options.rules,
      exclude_rules: claim.options.exclude_rules,
      config_files,
    },
    signal,
    recall,
  );
  cache.set(key, result);
  return { result, lines: countLines(bytes), cached: false };
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

async function keyOf(
  engine: LintEngine,
  claim: TaskClaim,
  config_files: ConfigFile[],
): Promise<string> {
  return cacheKey({
    engine: engine.name,
    version: await engine.version(),
    options: claim.options,
    config_files,
    sha256: claim.source.sha256,
    encoding: claim.options.encoding,
    fix: false,
  });
}

/** The outcome of a file that failed with `code`. */
export function failureOutcome(code: string): Outcome {
  return code === "timeout" ? "timed_out" : "failed";
}

/** How often each rule fired, by severity. */
export function countRules(result: LintResult): RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { code, severity } of result.violations) {
    const key = `${code} ${severity}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { code, severity, count: 1 });
    else known.count++;
  }
  return [...counts.values()];
}

/** Whether a failed attempt is repeated and when, or why not. */
export function afterFailure(
  claim: TaskClaim,
  code: string,
  now: number,
): { retry_at: number } | { dead_letter: boolean } {
  if (mayRetry(code, claim.attempt)) return { retry_at: now + backoff(claim.attempt) };
  return { dead_letter: claim.attempt >= MAX_ATTEMPTS };
}
