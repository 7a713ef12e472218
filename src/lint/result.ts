/** What linting one file gives: violations, their sum, and a named outcome. JSON, snake_case. */

export type Severity = "error" | "warning";

/** A replacement of a stretch of the source; lines and columns 1-based, columns in code points. */
export interface Edit {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  text: string;
}

export interface Violation {
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  /** Rule code (`LT01`), or `PRS` (cannot be parsed), `LXR` (cannot be lexed), `TMP` (template). */
  code: string;
  /** Rule name (`layout.spacing`); empty for PRS, LXR and TMP. */
  name: string;
  description: string;
  severity: Severity;
  fix?: { edits: Edit[] };
}

/** How a file ended. “No findings” is only ever said of a file that was read whole. */
export type Outcome =
  | "clean"
  | "findings"
  | "partly_parsed"
  | "skipped"
  | "timed_out"
  | "failed"
  | "cancelled";

export interface Summary {
  total: number;
  error_count: number;
  warning_count: number;
  by_rule: Record<string, number>;
}

export interface LintResult {
  file: string;
  violations: Violation[];
  summary: Summary;
  engine: { name: string; version: string };
  dialect: string;
  outcome: Outcome;
  statements: { total: number; parsed: number };
  rules_run: string[];
  rules_missing: string[];
  /**
   * Remarks on the run: configuration keys that were stripped, fixes that were dropped. Those that
   * begin with "warning: " are about settings that do not exist.
   */
  notes: string[];
  duration_ms: number;
  /** The whole text after fixing; only present when a fix was asked for. */
  fixed?: string;
}

/** Whether a note is a warning about the configuration, the same for all files that share it. */
export function isWarning(note: string): boolean {
  return note.startsWith("warning: ");
}

/** Sums violations by severity and rule. */
export function summarize(violations: readonly Violation[]): Summary {
  const by_rule: Record<string, number> = {};
  let errors = 0;
  for (const v of violations) {
    by_rule[v.code] = (by_rule[v.code] ?? 0) + 1;
    if (v.severity === "error") errors++;
  }
  return {
    total: violations.length,
    error_count: errors,
    warning_count: violations.length - errors,
    by_rule,
  };
}

/** Order of violations in every answer: by line, column, then code. */
export function byPosition(a: Violation, b: Violation): number {
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
