/** A run of `lintel lint` over its files: each is linted, compared, reported and counted. */
import { messageOf } from "../errors.ts";
import type { ReportContext, ReportFile, ReportHead, ReportKind } from "../lint/report/port.ts";
import {
  reportedBy,
  reportFile,
  ReportTally,
  type States,
  withFindings,
} from "../lint/report/prepare.ts";
import { isWarning } from "../lint/result.ts";
import { printable } from "../text/printable.ts";
import { VERSION } from "../version.ts";
import { BaselineWriter, openBaseline } from "./baseline_file.ts";
import { changedByDiff, ChangedFiles, changedSince } from "./changes.ts";
import type { Choice } from "./choice.ts";
import type { DiskCompanions } from "./companions.ts";
import type { CliEngine } from "./engine.ts";
import { type Found, UsageError } from "./find_files.ts";
import { FORMATS } from "./formats/mod.ts";
import { Gate, type Status } from "./gate.ts";
import { type LintedFile, lintFile, nameOf, type Run } from "./lint_file.ts";

import { writeOut } from "./output.ts";
import { Progress } from "./progress.ts";
import type { DiskCache } from "./result_cache.ts";

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
    file_name: choice.stdinFilename ?? choice.paths.join(" "),
    engine: choice.engine,
    dialect: choice.dialect ?? "",
    created_at: new Date().toISOString(),
    skipped: [],
    error: null,
  };
}

async function changesOf({ changed, since }: Choice): Promise<ChangedFiles | null> {
  if (changed !== undefined) return await changedByDiff(changed);
  return since === undefined ? null : await changedSince(since);
}

async function cacheOf(engine: CliEngine, { cache }: Choice): Promise<Run["cache"]> {
  if (cache === undefined) return null;
  const { DiskCache } = await import("./result_cache.ts");
  return { results: new DiskCache(cache), version: await engine.version() };
}

/** Writes the report as files end, and what is said beside it to standard error. */
class Output {
  readonly tally = new ReportTally();
  private readonly progress: Progress;
  private readonly warned = new Set<string>();

  constructor(total: number) {
    this.progress = new Progress(total);
  }

  write(text: string): void {
    if (text === "") return;
    this.progress.clear();
    writeOut(text);
  }

  warn(text: string): void {
    this.progress.clear();
    console.error(`lintel lint: ${printable(text)}`);
  }

  /** Files of a folder share its configuration: each warning of it is reported once. */
  warnOnce(notes: readonly string[]): void {
    for (const note of notes.filter(isWarning)) {
      if (!this.warned.has(note)) this.warn(note);
      this.warned.add(note);
    }
  }

  step(): void {
    this.progress.step();
  }

  end(): void {
    this.progress.clear();
  }
}

/** Files to lint, and what is asked of each. */
class LintRun {
  private readonly kind: ReportKind;
  private readonly output: Output;
  private readonly gate: Gate;
  private readonly writer;
  private readonly newBaseline: BaselineWriter | null;
  /** Standard output is the diff, or the fixed text of standard input, and nothing else. */
  private readonly isFilter: boolean;

  constructor(
    private readonly choice: Choice,
    private readonly found: Found,
    private readonly run: Run,
    private readonly baseline: States | null,
    private readonly changes: ChangedFiles | null,
    reports: ReportContext,
  ) {
    this.kind = FORMATS[choice.format];
    this.output = new Output(found.files.length);
    this.gate = new Gate(choice.failOn);
    this.writer = this.kind.writer(reports);
    this.newBaseline = choice.writeBaseline === undefined ? null : new BaselineWriter();
    const { fixes } = choice;
    this.isFilter = fixes === "diff" || (fixes === "write" && found.files.includes("-"));
  }

  async all(): Promise<Status> {
    const head = headOf(this.choice);
    if (!this.isFilter) this.output.write(this.writer.head(head));
    for (const { path, message } of this.found.faults) {
      const error = { code: "unreadable", message };
      await this.take({ file: path, text: "", task_status: "FAILURE", result: null, error });
    }
    for (const file of this.found.files) {
      await this.take(await lintFile(this.run, file, this.choice));
      this.output.step();
    }
    this.output.end();
    if (!this.isFilter) {
      this.output.write(this.writer.foot(this.output.tally.foot(this.baseline), head));
    }
    await this.keepBaseline();
    return this.gate.status;
  }

  private async take({ text, ...ended }: LintedFile): Promise<void> {
    const { output, gate, kind } = this;
    if (ended.error !== null) output.warn(`${ended.file}: ${ended.error.message}`);
    output.warnOnce([...this.run.companions.notes, ...ended.result?.notes ?? []]);
    const read = () => Promise.resolve(text);
    const wantsPrints = this.baseline !== null || this.newBaseline !== null;
    const whole = await reportFile(kind, ended, read, this.baseline, wantsPrints);
    this.newBaseline?.add(whole);
    const touched = this.touched(whole, text);
    gate.add(touched);
    const shown = reportedBy(kind, touched);
    const file = { ...shown, text: kind.needs.text ? text : null };
    if (!this.isFilter) output.write(this.writer.file(file, output.tally.files));
    output.tally.add(shown);
  }

  /** The file with the findings that the change has to do with. */
  private touched(file: ReportFile, text: string): ReportFile {
    if (this.changes === null || file.result === null) return file;
    const flags = this.changes.touched(file.file, text, file.result.violations);
    return withFindings(file, (index) => flags[index]!);
  }

  private async keepBaseline(): Promise<void> {
    const path = this.choice.writeBaseline;
    if (path === undefined) return;
    const { unread } = this.gate;
    if (unread > 0) {
      const files = unread === 1 ? "1 file" : `${unread} files`;
      this.output.warn(`${path} is not written: ${files} could not be linted`);
      return;
    }
    const count = await this.newBaseline!.write(path);
    this.output.warn(`wrote ${count} ${count === 1 ? "finding" : "findings"} to ${path}`);
  }
}

function closeCache(results: DiskCache | undefined): void {
  const fault = results?.close() ?? null;
  if (fault !== null) console.error(`lintel lint: ${printable(fault)}`);
}

/** Lints what was found; the exit status. Throws UsageError. */
export async function lintAll(
  engine: CliEngine,
  choice: Choice,
  found: Found,
  companions: DiskCompanions,
): Promise<Status> {
  const changes = await changesOf(choice);
  // What did not change has nothing to report, and is not linted.
  const files = changes === null ? found.files : found.files.filter((file) => changes.has(file));
  const baseline = choice.baseline === undefined ? null : await openBaseline(
    choice.baseline,
    files.map((file) => nameOf(file, choice.stdinFilename)),
  );
  const cache = await cacheOf(engine, choice).catch((error) => {
    throw error instanceof UsageError ? error : new UsageError(messageOf(error));
  });
  try {
    const run = { engine, companions, cache };
    const reports = await context();
    return await new LintRun(choice, { ...found, files }, run, baseline, changes, reports).all();
  } finally {
    closeCache(cache?.results);
  }
}
