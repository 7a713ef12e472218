/** For people: `path:line:column`, which terminals and editors open, then rule and reason. */
import { counted } from "../../text/counted.ts";
import { printable } from "../../text/printable.ts";
import { isWarning, type Violation } from "../../lint/result.ts";
import type { ReportContext, ReportKind, ReportWriter } from "../../lint/report/port.ts";

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;

function writer({ colour }: ReportContext): ReportWriter {
  const paint = (name: keyof typeof CODES, text: string): string =>
    colour ? `\x1b[${CODES[name]}m${text}\x1b[0m` : text;
  const sum = {
    linted: 0,
    bad: 0,
    partly: 0,
    errors: 0,
    warnings: 0,
    fixable: 0,
    fixed: 0,
    failed: 0,
    leftOut: 0,
    skipped: 0,
  };
  const leftOutBy = new Set<string>();

  const row = (file: string, v: Violation) => {
    const place = `${printable(file)}:${v.line}:${v.column}:`;
    const code = paint(v.severity === "error" ? "red" : "yellow", printable(v.code).padEnd(4));
    const name = v.name === "" ? "" : paint("dim", ` [${printable(v.name)}]`);
    const weak = v.severity === "warning" ? " (warning)" : "";
    return `${paint("bold", place)} ${code} ${printable(v.description)}${weak}${name}\n`;
  };

  /** What came of the files that were linted; only of them can be said that they are clean. */
  const found = (known: number): string => {
    const files = counted(sum.linted, "file");
    if (sum.bad > 0) {
      const found = `${counted(sum.errors, "error")}, ${counted(sum.warnings, "warning")}`;
      return `${found} in ${sum.bad} of ${files}`;
    }
    if (sum.linted === 0) return "no file was linted";
    if (sum.partly > 0) return `no findings in ${files}, ${sum.partly} only partly parsed`;
    if (known > 0) return `no new findings in ${files}`;
    if (sum.failed > 0) return `no findings in ${files}`;
    return `${paint("green", "clean")}: ${files}`;
  };

  return {
    head: () => "",
    file({ file, result, fixed, left_out: leftOut }) {
      if (leftOut !== null) {
        sum.leftOut++;
        leftOutBy.add(leftOut.startsWith("ignore_paths") ? "ignore_paths" : ".sqlfluffignore");
        return "";
      }
      if (result === null) {
        sum.failed++;
        return "";
      }
      if (result.outcome === "skipped") sum.skipped++;
      else sum.linted++;
      if (fixed) sum.fixed++;
      const notes = result.notes.filter((note) => !isWarning(note)).map((note) =>
        paint("dim", `${printable(file)}: note: ${printable(note)}`) + "\n"
      );
      // Told beside the findings, of which `noqa` may have suppressed the one that says it.
      if (result.outcome === "partly_parsed") {
        sum.partly++;
        const { parsed, total } = result.statements;
        const part = `parsed ${parsed} of ${total} statements`;
        notes.push(paint("dim", `${printable(file)}: note: ${part}`) + "\n");
      }
      if (result.violations.length === 0) return notes.join("");
      sum.bad++;
      sum.errors += result.summary.error_count;
      sum.warnings += result.summary.warning_count;
      sum.fixable += result.violations.filter((v) => v.fix !== undefined).length;
      return result.violations.map((v) => row(file, v)).join("") + notes.join("");
    },
    foot({ baseline }) {
      const failed = sum.failed === 0 ? "" : paint("red", `, ${sum.failed} could not be linted`);
      const by = [...leftOutBy].sort().join(" and ");
      const leftOut = sum.leftOut === 0 ? "" : `, ${sum.leftOut} left out by ${by}`;
      const skipped = sum.skipped === 0 ? "" : `, ${sum.skipped} skipped`;
      const fixed = sum.fixed === 0 ? "" : `, ${sum.fixed} fixed`;
      const fixable = sum.fixable === 0 || sum.fixed > 0
        ? ""
        : `; ${sum.fixable} can be fixed with --fix`;
      const known = baseline === null || baseline.unchanged === 0
        ? ""
        : `; ${baseline.unchanged} in the baseline`;
      const gone = baseline === null || baseline.gone === 0
        ? ""
        : `, ${baseline.gone} of the baseline gone`;
      return `${
        found(baseline?.unchanged ?? 0)
      }${failed}${leftOut}${skipped}${fixed}${fixable}${known}${gone}\n`;
    },
  };
}

export const human: ReportKind = {
  mediaType: null,
  contentType: "text/plain; charset=UTF-8",
  extension: "txt",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer,
};
