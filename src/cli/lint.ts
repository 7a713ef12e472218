/** `lintel lint`: files, folders, globs or standard input, linted in this process. */
import type { ReportContext, ReportHead, ReportKind } from "../lint/report/port.ts";
import { reportFile, ReportTally } from "../lint/report/prepare.ts";
import { isWarning } from "../lint/result.ts";
import { printable } from "../text/printable.ts";
import { VERSION } from "../version.ts";
import { DiskCompanions } from "./companions.ts";
import { type CliEngine, cliEngine } from "./engine.ts";
import { findFiles, UsageError } from "./find_files.ts";
import { FORMATS } from "./formats/mod.ts";
import { lintFile } from "./lint_file.ts";
import { type Choice, chooseOptions, helpText } from "./options.ts";
import { Progress } from "./progress.ts";

/** The exit code; everything is written before it is returned. */
export async function lintCommand(args: readonly string[]): Promise<number> {
  let engine: CliEngine | undefined;
  try {
    const choice = chooseOptions(args);
    if (choice === "help") {
      console.log(helpText());
      return 0;
    }
    if (choice.explainConfig !== undefined) {
      return await explainConfig(choice, choice.explainConfig);
    }
    const files = await findFiles(choice.paths);
    if (choice.explain) return await explainOne(choice, files);
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

/** What reports say of rules: both engines have SQLFluff's. */
async function context(): Promise<ReportContext> {
  const { catalogue } = await import("../engine/mod.ts");
  const rules = new Map(catalogue().rules.map((rule) => [rule.code, rule]));
  return {
    version: VERSION,
    rule(code) {
      const rule = rules.get(code);
      return rule === undefined ? undefined : { ...rule, why: rule.rationale };
    },
    // Whether colours are wanted: https://no-color.org
    colour: Deno.stdout.isTerminal() && !Deno.noColor,
  };
}

function headOf(choice: Choice): ReportHead {
  return {
    job_id: null,
    job_status: "",
    verdict: null,
    file_name: choice.paths.join(" "),
    engine: choice.engine,
    dialect: choice.dialect ?? "",
    created_at: new Date().toISOString(),
    skipped: [],
    error: null,
  };
}

async function lintAll(engine: CliEngine, choice: Choice, files: string[]): Promise<number> {
  const kind: ReportKind = FORMATS[choice.format];
  const writer = kind.writer(await context());
  const head = headOf(choice);
  const progress = new Progress(files.length);
  const companions = new DiskCompanions();
  const tally = new ReportTally();
  const warned = new Set<string>();
  let bad = 0;
  const write = (text: string): void => {
    if (text === "") return;
    progress.clear();
    writeOut(text);
  };
  const warn = (text: string): void => {
    progress.clear();
    console.error(`lintel lint: ${printable(text)}`);
  };
  // With --fix, standard output is the fixed text and nothing else.
  const isFilter = choice.fix && files.includes("-");
  if (!isFilter) write(writer.head(head));
  for (const file of files) {
    const { text, ...ended } = await lintFile(engine, companions, file, choice);
    if (ended.error !== null) warn(`${file}: ${ended.error.message}`);
    // Files of a folder share its configuration: each warning of it is reported once.
    for (const warning of ended.result?.notes.filter(isWarning) ?? []) {
      if (!warned.has(warning)) warn(warning);
      warned.add(warning);
    }
    const linted = await reportFile(kind, ended, () => Promise.resolve(text));
    if (ended.error !== null || (linted.result?.summary.error_count ?? 0) > 0) bad++;
    const whole = { ...linted, text: kind.needs.text ? text : null };
    if (!(choice.fix && file === "-")) write(writer.file(whole, tally.files));
    tally.add(linted);
    progress.step();
  }
  progress.clear();
  if (!isFilter) write(writer.foot(tally.foot(), head));
  return bad > 0 ? 1 : 0;
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
