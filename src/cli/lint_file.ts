/** Lints one file of the command line, and writes its fixes where that was asked for. */
import { LintelError, messageOf } from "../errors.ts";
import { decodeSql } from "../lint/encoding.ts";
import type { DiskCompanions } from "./companions.ts";
import type { CliEngine } from "./engine.ts";
import { UsageError } from "./find_files.ts";
import type { LintedFile } from "./formats/mod.ts";

export interface FileOptions {
  dialect: string | undefined;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  fix: boolean;
}

/** What the user got wrong for every file alike: said once, as wrong usage. */
const USAGE = new Set(["unknown_dialect", "unknown_rule", "engine_unavailable"]);

async function standardInput(): Promise<Uint8Array> {
  return new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
}

/** Never throws for what is wrong with the file; throws UsageError for wrong options. */
export async function lintFile(
  engine: CliEngine,
  companions: DiskCompanions,
  file: string,
  options: FileOptions,
): Promise<LintedFile> {
  try {
    const { ignored_by, ...bearing } = await companions.of(file);
    if (ignored_by !== null) {
      return { file, text: "", result: null, error: null, fixed: false, leftOut: ignored_by };
    }
    const bytes = file === "-" ? await standardInput() : await Deno.readFile(file);
    const { text, encoding } = decodeSql(bytes);
    const name = file === "-" ? "stdin" : file;
    const result = await engine.lint({
      file: name,
      sql: text,
      dialect: options.dialect,
      rules: options.rules,
      exclude_rules: options.exclude,
      ...bearing,
      fix: options.fix,
    });
    const { fixed } = result;
    if (options.fix && fixed !== undefined) await keepFixed(file, text, fixed, encoding);
    return {
      file: name,
      text,
      result,
      error: null,
      fixed: fixed !== undefined && fixed !== text,
      leftOut: null,
    };
  } catch (error) {
    if (error instanceof LintelError && USAGE.has(error.code) && fromOptions(error, options)) {
      throw new UsageError(error.message);
    }
    return { file, text: "", result: null, error: messageOf(error), fixed: false, leftOut: null };
  }
}

/** A configuration file may name a rule that is none as well; that is this file's fault alone. */
function fromOptions(error: LintelError, options: FileOptions): boolean {
  if (error.code === "unknown_dialect") return options.dialect !== undefined;
  if (error.code === "unknown_rule") {
    return options.rules !== undefined || options.exclude !== undefined;
  }
  return true;
}

async function keepFixed(
  file: string,
  text: string,
  fixed: string,
  encoding: string,
): Promise<void> {
  if (file === "-") {
    const bytes = new TextEncoder().encode(fixed);
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    return;
  }
  if (fixed === text) return;
  if (encoding !== "utf-8") {
    throw new LintelError(
      "undecodable",
      `it is ${encoding}; fixes are only written to UTF-8 files`,
    );
  }
  // Beside it and renamed, so that a crash leaves the old text or the new one.
  const part = `${file}.lintel-part`;
  const mark = await startsWithMark(file) ? "\ufeff" : "";
  await Deno.writeTextFile(part, mark + fixed);
  const { mode } = await Deno.stat(file);
  if (mode !== null) await Deno.chmod(part, mode & 0o777);
  await Deno.rename(part, file);
}

async function startsWithMark(file: string): Promise<boolean> {
  const bytes = await Deno.readFile(file);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
