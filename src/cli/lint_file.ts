/** Lints one file of the command line, and writes its fixes where that was asked for. */
import defer * as crypto from "node:crypto";
import { LintelError, messageOf } from "../errors.ts";
import { cacheKey } from "../lint/cache_key.ts";
import { encodeText } from "../lint/decode.ts";
import { type Decoded, decodeSql, guessNote } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import type { LintRequest, NestedConfig } from "../lint/port.ts";
import type { EndedFile } from "../lint/report/prepare.ts";
import type { LintResult, Violation } from "../lint/result.ts";
import type { DiskCompanions } from "./companions.ts";
import type { CliEngine } from "./engine.ts";
import { UsageError } from "./find_files.ts";
import { writeBytes } from "./output.ts";
import { replaceFile } from "./replace_file.ts";
import type { DiskCache } from "./result_cache.ts";

export interface FileOptions {
  dialect: string | undefined;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  fix: boolean;
  /** `--encoding`, where it was given. */
  encoding: string | undefined;
  /** `--strict-config`: settings that do not exist are refused. */
  strict: boolean;
  /** `--show-suppressed`: what `noqa` suppresses is found as well. */
  showSuppressed: boolean;
}

/** What the files of a run have in common. */
export interface Run {
  engine: CliEngine;
  companions: DiskCompanions;
  /** Results of earlier runs, and the version that they have to be of. */
  cache: { results: DiskCache; version: string } | null;
}

/** A file as it ended, and the text that was linted. */
export type LintedFile = EndedFile & { text: string };

/** What the user got wrong for every file alike: said once, as wrong usage. */
const USAGE = new Set(["unknown_dialect", "unknown_rule", "engine_unavailable"]);

async function standardInput(): Promise<Uint8Array> {
  return new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
}

/** Never throws for what is wrong with the file; throws UsageError for wrong options. */
export async function lintFile(run: Run, file: string, options: FileOptions): Promise<LintedFile> {
  const name = file === "-" ? "stdin" : file;
  try {
    const { ignored_by, ...bearing } = await run.companions.of(file);
    if (ignored_by !== null) {
      const status = { task_status: "SKIPPED", result: null, error: null };
      return { file, text: "", ...status, left_out: ignored_by };
    }
    const bytes = file === "-" ? await standardInput() : await Deno.readFile(file);
    const setting = encodingSetting(options.encoding, undefined, bearing.config_files);
    const decoded = await decodeSql(bytes, setting);
    const { text } = decoded;
    const source = { ...bearing, file: name, sql: text };
    const result = await lintText(run, source, bytes, options);
    const suppressed = options.showSuppressed
      ? await suppressedIn(run, source, bytes, options, result)
      : null;
    const note = guessNote(decoded);
    if (note !== null) result.notes = [note, ...result.notes];
    const { fixed } = result;
    if (options.fix && fixed !== undefined) await keepFixed(file, fixed, decoded);
    return {
      file: name,
      text,
      task_status: "SUCCESS",
      result,
      error: null,
      suppressed,
      fixed: fixed !== undefined && fixed !== text,
    };
  } catch (error) {
    if (error instanceof LintelError && USAGE.has(error.code) && fromOptions(error, options)) {
      throw new UsageError(error.message);
    }
    const code = error instanceof LintelError ? error.code : "unreadable";
    const fault = { code, message: messageOf(error) };
    return { file: name, text: "", task_status: "FAILURE", result: null, error: fault };
  }
}

type Source = Pick<LintRequest, "file" | "sql" | "config_files" | "templates">;

/** Without `noqa`, whichever form of it configuration allows. */
const WITHOUT_NOQA: NestedConfig = { core: { disable_noqa: true, disable_noqa_except: "" } };

/** What is found where `noqa` means nothing, and is not found otherwise. */
async function suppressedIn(
  run: Run,
  source: Source,
  bytes: Uint8Array,
  options: FileOptions,
  result: LintResult,
): Promise<Violation[]> {
  if (!source.sql.includes("noqa")) return [];
  const key = (v: Violation) => `${v.code}\0${v.line}\0${v.column}\0${v.description}`;
  const left = new Map<string, number>();
  for (const v of result.violations) left.set(key(v), (left.get(key(v)) ?? 0) + 1);
  const all = await lintText(run, source, bytes, options, WITHOUT_NOQA);
  return all.violations.filter((v) => {
    const count = left.get(key(v)) ?? 0;
    if (count > 0) left.set(key(v), count - 1);
    return count === 0;
  });
}

/** The result as an earlier run kept it, else from the engine. */
async function lintText(
  { engine, cache }: Run,
  file: Source,
  bytes: Uint8Array,
  options: FileOptions,
  config: NestedConfig = {},
): Promise<LintResult> {
  const own = options.strict ? { ...config, strict: true } : config;
  const request: LintRequest = {
    ...file,
    dialect: options.dialect,
    rules: options.rules,
    exclude_rules: options.exclude,
    ...(Object.keys(own).length > 0 ? { config: own } : {}),
    fix: options.fix,
  };
  if (cache === null) return await engine.lint(request);
  const key = cacheKey({
    file: file.file,
    engine: engine.name,
    version: cache.version,
    options: request,
    companions: [...file.config_files ?? [], ...file.templates ?? []],
    sha256: crypto.createHash("sha256").update(bytes).digest("hex"),
    encoding: options.encoding,
    fix: options.fix,
  });
  const known = cache.results.get(key, file.file);
  if (known !== null) return known;
  const result = await engine.lint(request);
  cache.results.set(key, result);
  return result;
}

/** A configuration file may name a rule that is none as well; that is this file's fault alone. */
function fromOptions(error: LintelError, options: FileOptions): boolean {
  if (error.code === "unknown_dialect") return options.dialect !== undefined;
  if (error.code === "unknown_rule") {
    return options.rules !== undefined || options.exclude !== undefined;
  }
  return true;
}

/** Writes the fixed text in the encoding and with the mark that the file had. */
async function keepFixed(file: string, fixed: string, decoded: Decoded): Promise<void> {
  const { text, encoding, mark } = decoded;
  if (file !== "-" && fixed === text) return;
  const bytes = await encodeText(fixed, encoding, mark);
  if (file === "-") {
    writeBytes(bytes);
    return;
  }
  await replaceFile(file, bytes);
}
