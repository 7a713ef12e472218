/** Runs one claimed task: source, configuration, cache, engine; the end of the attempt comes back. */
import { LintelError, messageOf } from "../errors.ts";
import { backoff, mayRetry } from "../jobs/retry.ts";
import { cacheKey } from "../lint/cache_key.ts";
import type { FileContext } from "../lint/companions.ts";
import { decodeSql, guessNote } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import { fingerprints } from "../lint/fingerprint.ts";
import type { LintEngine } from "../lint/port.ts";
import { type LintResult, type Outcome, summarize } from "../lint/result.ts";
import type { RuleCount } from "../jobs/job.ts";
import type { TaskClaim } from "../store/port.ts";
import type { ResultCache } from "./cache.ts";
import type { Companions } from "./companions.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";

interface Linted {
  result: LintResult;
  /** The result as it is stored. */
  json: string;
  /** Lines of SQL that an engine went through: none where the result was known. */
  lines: number;
  /** Lines of the file; 0 where it was left out. */
  source_lines: number;
  /** Of each finding in order, where the job has a baseline. */
  fingerprints?: string[];
  cached: boolean;
}

/** What running a task gave, before its result is written anywhere. */
export type RunEnd =
  | { kind: "linted"; claim: TaskClaim } & Linted
  | { kind: "failed"; claim: TaskClaim; error: LintelError }
  /** Given up because the worker stops, the lease is gone, or it was recalled before it began. */
  | { kind: "abandoned"; claim: TaskClaim }
  /** Given back for a while, because this host does not see the file yet. */
  | { kind: "postponed"; claim: TaskClaim };

export interface RunContext {
  services: Services;
  cache: ResultCache;
  companions: Companions;
}

/** Lints the file of a claim; never throws. `recall` takes back what no process has begun. */
export async function run(
  context: RunContext,
  claim: TaskClaim,
  signal: AbortSignal,
  recall?: AbortSignal,
): Promise<RunEnd> {
  try {
    const linted = await lint(context, claim, signal, recall);
    if (claim.options.baseline !== undefined) {
      linted.fingerprints = await fingerprintsOf(context, claim, linted.result);
    }
    return { kind: "linted", claim, ...linted };
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
  { services, cache, companions }: RunContext,
  claim: TaskClaim,
  signal: AbortSignal,
  recall: AbortSignal | undefined,
): Promise<Linted> {
  const engine = services.engines.get(claim.engine);
  if (engine === undefined) {
    throw new LintelError("engine_unavailable", `this worker has no engine ${claim.engine}`);
  }
  const context = await companions.of(claim);
  if (context.ignored_by !== null) {
    const result = await skipped(engine, claim, context.ignored_by);
    return { result, json: JSON.stringify(result), lines: 0, source_lines: 0, cached: false };
  }
  const key = await keyOf(engine, claim, context);
  const known = cache.get(key, claim.file_name);
  if (known !== null) {
    const result = { ...known, duration_ms: 0 };
    const source_lines = cache.lines(key);
    return { result, json: JSON.stringify(result), lines: 0, source_lines, cached: true };
  }
  const bytes = await bytesOf(services, claim);
  const { encoding, config } = claim.options;
  const decoded = await decodeSql(bytes, encodingSetting(encoding, config, context.config_files));
  const note = guessNote(decoded);
  const result = await engine.lint(
    {
      file: claim.file_name,
      sql: decoded.text,
      dialect: claim.options.dialect,
      config: claim.options.config,
      rules: claim.options.rules,
      exclude_rules: claim.options.exclude_rules,
      config_files: context.config_files,
      templates: context.templates,
    },
    signal,
    recall,
  );
  if (note !== null) result.notes = [note, ...result.notes];
  const json = JSON.stringify(result);
  const lines = countLines(bytes);
  cache.set(key, json, lines);
  return { result, json, lines, source_lines: lines, cached: false };
}

/** What the claim brought, or the volume has. */
async function bytesOf(
  services: Services,
  { job_id, source, bytes }: TaskClaim,
): Promise<Uint8Array> {
  return bytes ?? await sourceBytes(services, job_id, source);
}

/** Only where they are asked for: they take the text, which a known result does without. */
async function fingerprintsOf(
  { services, companions }: RunContext,
  claim: TaskClaim,
  { violations }: LintResult,
): Promise<string[]> {
  if (violations.length === 0) return [];
  const { config_files } = await companions.of(claim);
  const { encoding, config } = claim.options;
  const bytes = await bytesOf(services, claim);
  const { text } = await decodeSql(bytes, encodingSetting(encoding, config, config_files));
  return fingerprints(text, violations);
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

/** The result of a file that was not linted because its archive says so. */
async function skipped(engine: LintEngine, claim: TaskClaim, by: string): Promise<LintResult> {
  return {
    file: claim.file_name,
    violations: [],
    summary: summarize([]),
    engine: { name: engine.name, version: await engine.version() },
    dialect: claim.options.dialect ?? "",
    outcome: "skipped",
    statements: { total: 0, parsed: 0 },
    rules_run: [],
    rules_missing: [],
    notes: [`left out by ${by}`],
    duration_ms: 0,
  };
}

async function keyOf(engine: LintEngine, claim: TaskClaim, context: FileContext): Promise<string> {
  return cacheKey({
    file: claim.file_name,
    engine: engine.name,
    version: await engine.version(),
    options: claim.options,
    companions: [...context.config_files, ...context.templates],
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

/** Whether a failed attempt, of `attempts` at most, is repeated and when, or why not. */
export function afterFailure(
  claim: TaskClaim,
  code: string,
  attempts: number,
  now: number,
): { retry_at: number } | { dead_letter: boolean } {
  if (mayRetry(code, claim.attempt, attempts)) return { retry_at: now + backoff(claim.attempt) };
  return { dead_letter: claim.attempt >= attempts };
}
