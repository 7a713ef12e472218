/** For people: `path:line:column`, which terminals and editors open, then rule and reason. */
import type { Format, FormatOptions, LintedFile } from "./format.ts";

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;

export function human({ colour }: FormatOptions): Format {
  const paint = (name: keyof typeof CODES, text: string): string =>
    colour ? `\x1b[${CODES[name]}m${text}\x1b[0m` : text;
  const sum = {
    files: 0,
    bad: 0,
    errors: 0,
    warnings: 0,
    fixable: 0,
    fixed: 0,
    failed: 0,
    leftOut: 0,
  };

  const row = (file: string, v: NonNullable<LintedFile["result"]>["violations"][number]) => {
    const place = `${file}:${v.line}:${v.column}:`;
    const code = paint(v.severity === "error" ? "red" : "yellow", v.code.padEnd(4));
    const name = v.name === "" ? "" : paint("dim", ` [${v.name}]`);
    return `${paint("bold", place)} ${code} ${v.description}${name}\n`;
  };

  return {
    head: () => "",
    file({ file, result, fixed, error, leftOut }) {
      if (leftOut !== null) {
        sum.leftOut++;
        return "";
      }
      sum.files++;
      if (error !== null) sum.failed++;
      if (fixed) sum.fixed++;
      if (result === null || result.violations.length === 0) return "";
      sum.bad++;
      sum.errors += result.summary.error_count;
      sum.warnings += result.summary.warning_count;
      sum.fixable += result.violations.filter((v) => v.fix !== undefined).length;
      const notes = result.notes.map((note) => paint("dim", `${file}: note: ${note}`) + "\n");
      return result.violations.map((v) => row(file, v)).join("") + notes.join("");
    },
    foot() {
      const files = `${sum.files} ${sum.files === 1 ? "file" : "files"}`;
      const failed = sum.failed === 0 ? "" : paint("red", `, ${sum.failed} could not be linted`);
      const leftOut = sum.leftOut === 0 ? "" : `, ${sum.leftOut} left out by .sqlfluffignore`;
      const fixed = `${leftOut}${sum.fixed === 0 ? "" : `, ${sum.fixed} fixed`}`;
      if (sum.bad === 0) return `${paint("green", "clean")}: ${files}${failed}${fixed}\n`;
      const fixable = sum.fixable === 0 || sum.fixed > 0
        ? ""
        : `; ${sum.fixable} can be fixed with --fix`;
      return `${sum.errors} errors, ${sum.warnings} warnings in ${sum.bad} of ${files}${failed}${fixed}${fixable}\n`;
    },
  };
}
