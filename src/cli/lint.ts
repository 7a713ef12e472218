/** `lintel lint`: files, folders, globs or standard input, linted in this process. */
import { parseArgs } from "node:util";
import { messageOf } from "../errors.ts";
import { isEncoding } from "../lint/encoding_names.ts";
import { isWarning } from "../lint/result.ts";
import { printable } from "../text/printable.ts";
import { type FormatName, FORMATS, type LintedFile } from "./formats/mod.ts";
import { type CliEngine, cliEngine } from "./engine.ts";
import { DiskCompanions } from "./companions.ts";
import { findFiles, UsageError } from "./find_files.ts";
import { lintFile } from "./lint_file.ts";
import { Progress } from "./progress.ts";

const HELP = `usage: lintel lint PATH... [options]
       lintel lint --explain FILE [--dialect NAME] [--rules LIST] [--exclude-rules LIST]
       lintel lint --explain-config PATH [--dialect NAME] [--rules LIST] [--exclude-rules LIST]
                   [--format json]
       lintel lint --jsonl [--memory MB]

PATH is a file, a folder (its .sql files, at any depth), a glob, or - for standard input.

  --dialect NAME         the SQL dialect; default: from .sqlfluff files, else ansi; auto finds that of
                         each file: the first that takes the whole of it (native engine)
  --engine NAME          native (default) or sqlfluff
  --rules LIST           only these rules: codes, names, groups or globs, comma-separated
  --exclude-rules LIST   all rules but these
  --format FORMAT        ${Object.keys(FORMATS).join(", ")} (default human)
  --encoding NAME        how the files are encoded, as utf-8, cp1252 or shift_jis; default: what
                         .sqlfluff files say, else found out
  --fix                  write fixes to the files; - prints the fixed text
  --strict-config        refuse files whose configuration holds settings that do not exist, in
                         place of a warning
  --explain              print how the native engine sees one file: what its template renders,
                         tokens, tree, and the time by phase and by rule
  --explain-config PATH  print what the configuration of a file or folder comes to: each value with
                         the file and line that set it, settings that nothing reads, the rules that
                         run, and why the others do not
  --jsonl                answer JSON requests, one a line, until standard input ends; --memory
                         refuses what would take more megabytes than that, as memory_limit

exit status: 0 nothing found but warnings, 1 errors or files that could not be linted,
             2 wrong usage`;

interface Choice {
  paths: string[];
  dialect: string | undefined;
  engine: string;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  format: FormatName;
  fix: boolean;
  encoding: string | undefined;
  strict: boolean;
  explain: boolean;
  explainConfig: string | undefined;
}

function list(text: string | undefined): string[] | undefined {
  return text?.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function choose(args: readonly string[]): Choice | "help" {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dialect: { type: "string" },
        engine: { type: "string", default: "native" },
        rules: { type: "string" },
        "exclude-rules": { type: "string" },
        format: { type: "string", default: "human" },
        encoding: { type: "string" },
        fix: { type: "boolean", default: false },
        "strict-config": { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        "explain-config": { type: "string" },
        jsonl: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error).split("\n")[0]!);
  }
  const { values, positionals } = parsed;
  if (values.help) return "help";
  if (values.jsonl) {
    throw new UsageError("--jsonl comes first, and takes --memory MB and nothing else");
  }
  const configOf = values["explain-config"];
  if (positionals.length === 0 && configOf === undefined) {
    throw new UsageError("name a file, a folder, or - for standard input");
  }
  if (values.encoding !== undefined && !isEncoding(values.encoding)) {
    throw new UsageError(
      `--encoding takes a name as utf-8, cp1252 or shift_jis, not ${
        JSON.stringify(values.encoding)
      }`,
    );
  }
  const format = Object.keys(FORMATS).find((f): f is FormatName => f === values.format);
  if (format === undefined) {
    throw new UsageError(
      `--format takes ${Object.keys(FORMATS).join(", ")}, not ${JSON.stringify(values.format)}`,
    );
  }
  return {
    paths: positionals,
    dialect: values.dialect,
    engine: values.engine,
    rules: list(values.rules),
    exclude: list(values["exclude-rules"]),
    format,
    fix: values.fix,
    encoding: values.encoding,
    strict: values["strict-config"],
    explain: values.explain,
    explainConfig: configOf,
  };
}

/** The exit code; everything is written before it is returned. */
export async function lintCommand(args: readonly string[]): Promise<number> {
  let engine: CliEngine | undefined;
  try {
    const choice = choose(args);
    if (choice === "help") {
      console.log(HELP);
      return 0;
    }
    if (choice.explainConfig !== undefined) {
      return await explainConfig(choice, choice.explainConfig);
    }
    const files = await findFiles(choice.paths);
    if (choice.explain) return await explainOne(choice, files);
    if (choice.strict && choice.engine !== "native") {
      throw new UsageError("--strict-config goes with --engine native");
    }
    if (choice.dialect === "auto" && choice.engine !== "native") {
      throw new UsageError("--dialect auto goes with --engine native");
    }
    if (choice.fix && choice.format !== "human") {
      throw new UsageError("--fix goes with --format human");
    }
    engine = await cliEngine(choice.engine);
    return await lintAll(engine, choice, files);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`lintel lint: ${printable(error.message)}`);
    return 2;
  } finally {
    await engine?.close();
  }
}

async function explainOne(choice: Choice, files: string[]): Promise<number> {
  const [file] = files;
  const plain = !choice.fix && choice.format === "human" && choice.engine === "native";
  if (file === undefined || file === "-" || files.length > 1 || !plain) {
    throw new UsageError("--explain takes one file, and no --fix, --format or --engine");
  }
  const { explainFile } = await import("./explain.ts");
  writeOut(await explainFile(file, choice));
  return 0;
}

async function explainConfig(choice: Choice, path: string): Promise<number> {
  const { paths, fix, format, engine } = choice;
  const json = format === "json";
  if (paths.length > 0 || fix || engine !== "native" || (!json && format !== "human")) {
    throw new UsageError(
      "--explain-config takes one path, --format json, no --fix and no --engine",
    );
  }
  const { explainConfigOf } = await import("./explain_config.ts");
  writeOut(await explainConfigOf(path, { ...choice, json }));
  return 0;
}

async function lintAll(engine: CliEngine, choice: Choice, files: string[]): Promise<number> {
  const format = FORMATS[choice.format]({ colour: Deno.stdout.isTerminal() && noColor() });
  const progress = new Progress(files.length);
  const companions = new DiskCompanions();
  const warned = new Set<string>();
  let bad = 0;
  const write = (text: string): void => {
    if (text === "") return;
    progress.clear();
    writeOut(text);
  };
  write(format.head());
  for (const file of files) {
    const linted: LintedFile = await lintFile(engine, companions, file, choice);
    if (linted.error !== null) {
      progress.clear();
      console.error(`lintel lint: ${printable(`${file}: ${linted.error}`)}`);
    }
    // Files of a folder share its configuration: each warning of it is reported once.
    for (const warning of linted.result?.notes.filter(isWarning) ?? []) {
      if (warned.has(warning)) continue;
      warned.add(warning);
      progress.clear();
      console.error(`lintel lint: ${printable(warning)}`);
    }
    if (linted.error !== null || (linted.result?.summary.error_count ?? 0) > 0) bad++;
    // With --fix, standard output is the fixed text and nothing else.
    if (!(choice.fix && file === "-")) write(format.file(linted));
    progress.step();
  }
  progress.clear();
  if (!(choice.fix && files.includes("-"))) write(format.foot());
  return bad > 0 ? 1 : 0;
}

/** Whether colours are wanted: https://no-color.org */
function noColor(): boolean {
  return !Deno.noColor;
}

const encoder = new TextEncoder();
const outgoing = new Uint8Array(1 << 16);

function writeOut(text: string): void {
  for (let rest = text; rest !== "";) {
    const { read, written } = encoder.encodeInto(rest, outgoing);
    for (let at = 0; at < written;) at += Deno.stdout.writeSync(outgoing.subarray(at, written));
    rest = rest.slice(read);
  }
}
