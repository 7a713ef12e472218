/** Lints one file of the command line, and writes its fixes where that was asked for. */
import defer * as crypto from "node:crypto";
import { relative, resolve, sep } from "node:path";
import { LintelError, messageOf } from "../errors.ts";
import { cacheKey } from "../lint/cache_key.ts";
import type { FileContext } from "../lint/companions.ts";
import { encodeText } from "../lint/decode.ts";
import { decodeSql, guessNote } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import type { LintRequest, NestedConfig } from "../lint/port.ts";
import type { EndedFile } from "../lint/report/prepare.ts";
import type { LintResult, Violation } from "../lint/result.ts";
import { unifiedDiff } from "../lint/write_diff.ts";
import type { Fixes } from "./choice.ts";
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
  fixes: Fixes;
  /** The name of standard input, where it was given one. */
  stdinFilename: string | undefined;
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

/** Under which name a path is linted and reported. */
export function nameOf(path: string, stdinFilename: string | undefined): string {
  return path === "-" ? stdinFilename ?? "stdin" : path;
}

/** Never throws for what is wrong with the file; throws UsageError for wrong options. */
export async function lintFile(run: Run, path: string, options: FileOptions): Promise<LintedFile> {
  const file = nameOf(path, options.stdinFilename);
  let input: Uint8Array | null = null;
  try {
    // Before all else: what cannot be linted is given back, whatever the reason.
    if (path === "-") input = await standardInput();
    const { ignored_by, ...context } = await run.companions.of(
      path === "-" ? options.stdinFilename ?? path : path,
    );
    if (ignored_by !== null) {
      const status = { task_status: "SKIPPED", result: null, error: null };
      return { file, text: "", ...status, left_out: ignored_by };
    }
    const bytes = input ?? await Deno.readFile(path);
    const { keep, ...linted } = await lintBytes(run, { ...context, file }, bytes, options);
    if (keep !== null) {
      if (options.fixes === "diff") writeBytes(unifiedDiff(diffName(path, file), bytes, keep));
      else if (path !== "-") await replaceFile(path, keep);
      else input = keep;
    }
    return linted;
  } catch (error) {
    if (error instanceof LintelError && USAGE.has(error.code) && fromOptions(error, options)) {
      throw new UsageError(withCause(error));
    }
    const isKnown = error instanceof LintelError;
    const code = isKnown ? error.code : "unreadable";
    const fault = { code, message: isKnown ? withCause(error) : messageOf(error) };
    return { file, text: "", task_status: "FAILURE", result: null, error: fault };
  } finally {
    // A filter that does not fix gives back what it was given: an editor replaces its text by it.
    if (options.fixes === "write" && input !== null) writeBytes(input);
  }
}

/** How a diff names a file: as whoever applies it in this folder does. */
function diffName(path: string, name: string): string {
  return path === "-" ? name : relative(Deno.cwd(), resolve(path)).replaceAll(sep, "/");
}

/** Lints what a file holds; `keep` is what it is to hold now, null where it stays as it is. */
async function lintBytes(
  run: Run,
  { file, ...context }: Omit<FileContext, "ignored_by"> & { file: string },
  bytes: Uint8Array,
  options: FileOptions,
): Promise<LintedFile & { keep: Uint8Array | null }> {
  const setting = encodingSetting(options.encoding, undefined, context.config_files);
  const decoded = await decodeSql(bytes, setting);
  const { text } = decoded;
  const source = { ...context, file, sql: text };
  const result = await lintText(run, source, bytes, options);
  const suppressed = options.showSuppressed
    ? await suppressedIn(run, source, bytes, options, result)
    : null;
  const note = guessNote(decoded);
  if (note !== null) result.notes = [note, ...result.notes];
  const fixed = options.fixes !== "none" && result.fixed !== undefined && result.fixed !== text;
  return {
    file,
    text,
    task_status: "SUCCESS",
    result,
    error: null,
    suppressed,
    fixed,
    // In the encoding and with the mark that it had.
    keep: fixed ? await encodeText(result.fixed!, decoded.encoding, decoded.mark) : null,
  };
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
    fix: options.fixes !== "none",
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
    fix: options.fixes !== "none",
  });
  const known = cache.results.get(key, file.file);
  if (known !== null) return known;
  const result = await engine.lint(request);
  cache.results.set(key, result);
  return result;
}

/** On the user's own machine nothing is kept back: where a program was looked for is told. */
function withCause({ message, cause }: LintelError): string {
  const last = cause === undefined ? "" : messageOf(cause).trim().split("\n").at(-1)!.trim();
  return last === "" ? message : `${message}: ${last}`;
}

/** A configuration file may name a rule that is none as well; that is this file's fault alone. */
function fromOptions(error: LintelError, options: FileOptions): boolean {
  if (error.code === "unknown_dialect") return options.dialect !== undefined;
  if (error.code === "unknown_rule") {
    return options.rules !== undefined || options.exclude !== undefined;
  }
  return true;
}
