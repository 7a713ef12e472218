/** For people: `path:line:column`, which terminals and editors open, then rule and reason. */
import { counted } from "../../text/counted.ts";
import { printable } from "../../text/printable.ts";
import { isWarning, type LintResult, type Violation } from "../../lint/result.ts";
import type {
  ReportContext,
  ReportFile,
  ReportFoot,
  ReportKind,
  ReportWriter,
} from "../../lint/report/port.ts";

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;

/** What is counted over the files of a run. */
class Sums {
  linted = 0;
  bad = 0;
  partly = 0;
  errors = 0;
  warnings = 0;
  fixable = 0;
  fixed = 0;
  failed = 0;
  leftOut = 0;
  skipped = 0;
}

class HumanWriter implements ReportWriter {
  private readonly sums = new Sums();
  private readonly leftOutBy = new Set<string>();

  constructor(private readonly context: ReportContext) {}

  head(): string {
    return "";
  }

  file({ file, result, fixed, left_out: leftOut }: ReportFile): string {
    const { sums } = this;
    if (leftOut !== null) {
      sums.leftOut++;
      this.leftOutBy.add(leftOut.startsWith("ignore_paths") ? "ignore_paths" : ".sqlfluffignore");
      return "";
    }
    if (result === null) {
      sums.failed++;
      return "";
    }
    if (result.outcome === "skipped") sums.skipped++;
    else sums.linted++;
    if (result.outcome === "partly_parsed") sums.partly++;
    if (fixed) sums.fixed++;
    if (result.violations.length > 0) sums.bad++;
    sums.errors += result.summary.error_count;
    sums.warnings += result.summary.warning_count;
    sums.fixable += result.violations.filter((v) => v.fix !== undefined).length;
    return result.violations.map((v) => this.row(file, v)).join("") + this.notes(file, result);
  }

  foot({ baseline }: ReportFoot): string {
    const { sums } = this;
    const by = [...this.leftOutBy].sort().join(" and ");
    return [
      this.found(baseline?.unchanged ?? 0),
      this.paint("red", unlessNone(sums.failed, (n) => `, ${n} could not be linted`)),
      unlessNone(sums.leftOut, (n) => `, ${n} left out by ${by}`),
      unlessNone(sums.skipped, (n) => `, ${n} skipped`),
      unlessNone(sums.fixed, (n) => `, ${n} fixed`),
      unlessNone(sums.fixed > 0 ? 0 : sums.fixable, (n) => `; ${n} can be fixed with --fix`),
      unlessNone(baseline?.unchanged ?? 0, (n) => `; ${n} in the baseline`),
      unlessNone(baseline?.gone ?? 0, (n) => `, ${n} of the baseline gone`),
      "\n",
    ].join("");
  }

  private paint(name: keyof typeof CODES, text: string): string {
    return this.context.colour && text !== "" ? `\x1b[${CODES[name]}m${text}\x1b[0m` : text;
  }

  private row(file: string, v: Violation): string {
    const place = `${printable(file)}:${v.line}:${v.column}:`;
    const isError = v.severity === "error";
    const code = this.paint(isError ? "red" : "yellow", printable(v.code).padEnd(4));
    const name = v.name === "" ? "" : this.paint("dim", ` [${printable(v.name)}]`);
    const weak = isError ? "" : " (warning)";
    return `${this.paint("bold", place)} ${code} ${printable(v.description)}${weak}${name}\n`;
  }

  private notes(file: string, { notes, outcome, statements }: LintResult): string {
    const shown = notes.filter((note) => !isWarning(note)).map(printable);
    // Said beside the findings, of which `noqa` may have suppressed the one that says it.
    if (outcome === "partly_parsed") {
      shown.push(`parsed ${statements.parsed} of ${statements.total} statements`);
    }
    return shown.map((note) => this.paint("dim", `${printable(file)}: note: ${note}`) + "\n").join(
      "",
    );
  }

  /** What came of the files that were linted; only of them can be said that they are clean. */
  private found(known: number): string {
    const { linted, bad, partly, errors, warnings, failed } = this.sums;
    const files = counted(linted, "file");
    if (bad > 0) {
      return `${counted(errors, "error")}, ${counted(warnings, "warning")} in ${bad} of ${files}`;
    }
    if (linted === 0) return "no file was linted";
    if (partly > 0) return `no findings in ${files}, ${partly} only partly parsed`;
    if (known > 0) return `no new findings in ${files}`;
    if (failed > 0) return `no findings in ${files}`;
    return `${this.paint("green", "clean")}: ${files}`;
  }
}

function unlessNone(count: number, words: (count: number) => string): string {
  return count === 0 ? "" : words(count);
}

export const human: ReportKind = {
  mediaType: null,
  contentType: "text/plain; charset=UTF-8",
  extension: "txt",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer: (context) => new HumanWriter(context),
};
