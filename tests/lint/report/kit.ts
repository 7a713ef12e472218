/** Reports of made-up files, and text that is a nuisance in each format. */
import { answerLine } from "../../../src/engine/mod.ts";
import { BaselineComparison } from "../../../src/lint/baseline.ts";
import { type ReportFormat, REPORTS } from "../../../src/lint/report/mod.ts";
import type { ReportHead, ReportKind } from "../../../src/lint/report/port.ts";
import {
  type EndedFile,
  reportedBy,
  reportFile,
  ReportTally,
} from "../../../src/lint/report/prepare.ts";
import type { Edit, LintResult, Violation } from "../../../src/lint/result.ts";
import { summarize } from "../../../src/lint/result.ts";

export type SourceFile = EndedFile & { text: string };

/** Markup, script, formulas, control and bidirectional characters, links and placeholders. */
export const NUISANCE =
  `<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;]]>--><!--{0}[x](https://x.test/)` +
  "\x00\x1b[31m\x7f\x9b\u202e\u2028\ud800\ufffe=cmd|' /C calc'!A0,;\t%0A::error::x";

type WireResult = Omit<LintResult, "violations"> & {
  violations: (Omit<Violation, "file" | "fix"> & { edits?: Edit[] })[];
};

/** A file as the native engine lints it. */
export function linted(file: string, sql: string, dialect = "ansi"): SourceFile {
  const answer: WireResult = JSON.parse(answerLine(JSON.stringify({ id: 1, sql, dialect })));
  const violations = answer.violations.map(({ edits, ...v }): Violation => ({
    ...v,
    file,
    ...(edits === undefined || edits.length === 0 ? {} : { fix: { edits } }),
  }));
  const result: LintResult = {
    file,
    violations,
    summary: summarize(violations),
    engine: answer.engine,
    dialect,
    outcome: answer.outcome,
    statements: answer.statements,
    rules_run: answer.rules_run,
    rules_missing: [],
    notes: answer.notes,
    duration_ms: 1,
  };
  return { file, task_status: "SUCCESS", result, error: null, text: sql };
}

/** A file whose findings are given: place, code, description. */
export function found(
  file: string,
  text: string,
  violations: readonly Partial<Violation>[],
): SourceFile {
  const whole = violations.map((v): Violation => ({
    file,
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    code: "LT01",
    name: "layout.spacing",
    description: "Put a space here.",
    severity: "error",
    ...v,
  }));
  const base = linted(file, "SELECT 1\n");
  const result: LintResult = {
    ...base.result!,
    violations: whole,
    summary: summarize(whole),
    outcome: whole.length > 0 ? "findings" : "clean",
  };
  return { ...base, text, result };
}

export function failed(file: string, message: string, code = "timeout"): SourceFile {
  return {
    file,
    task_status: "FAILURE",
    result: null,
    error: { code, message },
    text: "",
  };
}

export const HEAD: ReportHead = {
  job_id: "01a20d03-e8c7-7688-8b23-b7e9afbb3741",
  job_status: "COMPLETED",
  verdict: "FAIL",
  file_name: "shop.zip",
  engine: "native",
  dialect: "ansi",
  created_at: "2026-11-28T12:00:00.000Z",
  skipped: [],
  error: null,
};

/** The whole report of some files. */
export async function reportOf(
  format: ReportFormat,
  files: readonly SourceFile[],
  options: { head?: Partial<ReportHead>; baseline?: BaselineComparison } = {},
): Promise<string> {
  const kind: ReportKind = REPORTS[format];
  const rule = (code: string) =>
    code === "LT01"
      ? {
        code,
        name: "layout.spacing",
        description: "Words are one space apart.",
        groups: ["all", "core", "layout"],
        why: "It reads better.",
        bad: "SELECT 1  ```\n",
        good: "SELECT 1\n",
      }
      : undefined;
  const writer = kind.writer({ version: "1.2.3", rule, colour: false });
  const head = { ...HEAD, ...options.head };
  const tally = new ReportTally();
  let text = writer.head(head);
  for (const { text: source, ...ended } of files) {
    const read = () => Promise.resolve(source);
    const file = reportedBy(kind, await reportFile(kind, ended, read, options.baseline ?? null));
    text += writer.file(file, tally.files);
    tally.add(file);
  }
  return text + writer.foot(tally.foot(options.baseline ?? null), head);
}
