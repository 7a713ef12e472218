/** Puts a file together as a report needs it: its text, fingerprints, and states. */
import type { BaselineComparison } from "../baseline.ts";
import { fingerprints } from "../fingerprint.ts";
import { type LintResult, summarize, type Violation } from "../result.ts";
import type { ReportFile, ReportFoot, ReportKind } from "./port.ts";

/** A file as it ended, before anything of it is looked up. */
export type EndedFile =
  & Pick<ReportFile, "file" | "task_status" | "result" | "error">
  & Partial<Pick<ReportFile, "left_out" | "fixed" | "suppressed">>;

/** The result with some of its violations only; its outcome still says how the file was read. */
function withViolations(result: LintResult, violations: Violation[]): LintResult {
  const outcome = result.outcome === "findings" && violations.length === 0
    ? "clean"
    : result.outcome;
  return { ...result, violations, summary: summarize(violations), outcome };
}

/** What a baseline says of findings as they come. */
export type States = Pick<BaselineComparison, "state" | "tally">;

/** `text` reads what was linted; it is asked only where format, baseline or `wantsPrints` need it. */
export async function reportFile(
  kind: ReportKind,
  ended: EndedFile,
  text: () => Promise<string | null>,
  baseline: States | null = null,
  wantsPrints = baseline !== null,
): Promise<ReportFile> {
  const { result, file } = ended;
  const { left_out = null, fixed = false, suppressed = null } = ended;
  const rest = { ...ended, left_out, fixed, suppressed };
  if (result === null || result.violations.length === 0 && (suppressed ?? []).length === 0) {
    return { ...rest, text: null, fingerprints: null, states: null };
  }
  const needsPrints = kind.needs.fingerprints || wantsPrints;
  const sql = needsPrints || kind.needs.text ? await text() : null;
  const prints = needsPrints && sql !== null ? fingerprints(sql, result.violations) : null;
  // Without its text nothing is known of a finding, and a gate takes it for new.
  const states = baseline === null
    ? null
    : result.violations.map((_, i) => baseline.state({ fingerprint: prints?.[i] ?? "", file }));
  return { ...rest, text: kind.needs.text ? sql : null, fingerprints: prints, states };
}

/** The file with those of its findings only that `keeps` says, by their place in the list. */
export function withFindings(file: ReportFile, keeps: (index: number) => boolean): ReportFile {
  const { result, fingerprints, states } = file;
  if (result === null || result.violations.length === 0) return file;
  const isKept = (_: unknown, index: number) => keeps(index);
  return {
    ...file,
    result: withViolations(result, result.violations.filter(isKept)),
    fingerprints: fingerprints?.filter(isKept) ?? null,
    states: states?.filter(isKept) ?? null,
  };
}

/** What a format reports of a file: where it does not tell states, only the new findings. */
export function reportedBy(kind: ReportKind, file: ReportFile): ReportFile {
  const { states } = file;
  if (states === null || kind.tellsStates) return file;
  return withFindings(file, (index) => states[index] === "new");
}

/** Counts files as they come. */
export class ReportTally {
  private readonly foot_: ReportFoot = {
    files: 0,
    failed: 0,
    summary: { total: 0, error_count: 0, warning_count: 0, by_rule: {} },
    baseline: null,
  };

  /** How many files there were so far. */
  get files(): number {
    return this.foot_.files;
  }

  add({ task_status, result }: Pick<ReportFile, "task_status" | "result">): void {
    const { summary } = this.foot_;
    this.foot_.files++;
    if (task_status === "FAILURE") this.foot_.failed++;
    if (result === null) return;
    const { total, error_count, warning_count, by_rule } = result.summary;
    summary.total += total;
    summary.error_count += error_count;
    summary.warning_count += warning_count;
    for (const [code, count] of Object.entries(by_rule)) {
      summary.by_rule[code] = (summary.by_rule[code] ?? 0) + count;
    }
  }

  foot(baseline: Pick<BaselineComparison, "tally"> | null = null): ReportFoot {
    return { ...this.foot_, baseline: baseline?.tally() ?? null };
  }
}
