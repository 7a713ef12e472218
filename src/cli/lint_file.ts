/** Lints one file of the command line, and writes its fixes where that was asked for. */
import { LintelError, messageOf } from "../errors.ts";
import { encodeText } from "../lint/decode.ts";
import { type Decoded, decodeSql, guessNote } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import type { DiskCompanions } from "./companions.ts";
import type { CliEngine } from "./engine.ts";
import { UsageError } from "./find_files.ts";
import type { EndedFile } from "../lint/report/prepare.ts";

export interface FileOptions {
  dialect: string | undefined;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  fix: boolean;
  /** `--encoding`, where it was given. */
  encoding: string | undefined;
  /** `--strict-config`: settings that do not exist are refused. */
  strict: boolean;
}

/** A file as it ended, and the text that was linted. */
export type LintedFile = EndedFile & { text: string };

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
      const status = { task_status: "SKIPPED", result: null, error: null };
      return { file, text: "", ...status, left_out: ignored_by };
    }
    const bytes = file === "-" ? await standardInput() : await Deno.readFile(file);
    const setting = encodingSetting(options.encoding, undefined, bearing.config_files);
    const decoded = await decodeSql(bytes, setting);
    const { text } = decoded;
    const name = file === "-" ? "stdin" : file;
    const result = await engine.lint({
      file: name,
      sql: text,
      dialect: options.dialect,
      rules: options.rules,
      exclude_rules: options.exclude,
      ...(options.strict ? { config: { strict: true } } : {}),
      ...bearing,
      fix: options.fix,
    });
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
      fixed: fixed !== undefined && fixed !== text,
    };
  } catch (error) {
    if (error instanceof LintelError && USAGE.has(error.code) && fromOptions(error, options)) {
      throw new UsageError(error.message);
    }
    const code = error instanceof LintelError ? error.code : "unreadable";
    const fault = { code, message: messageOf(error) };
    return { file, text: "", task_status: "FAILURE", result: null, error: fault };
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

/** Writes the fixed text in the encoding and with the mark that the file had. */
async function keepFixed(file: string, fixed: string, decoded: Decoded): Promise<void> {
  const { text, encoding, mark } = decoded;
  if (file !== "-" && fixed === text) return;
  const bytes = await encodeText(fixed, encoding, mark);
  if (file === "-") {
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    return;
  }
  // Beside it and renamed, so that a crash leaves the old text or the new one.
  const part = `${file}.lintel-part`;
  await Deno.writeFile(part, bytes);
  const { mode } = await Deno.stat(file);
  if (mode !== null) await Deno.chmod(part, mode & 0o777);
  await Deno.rename(part, file);
}
