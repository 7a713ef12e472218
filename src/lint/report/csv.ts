/**
 * Comma-separated values (RFC 4180), a finding a line, for spreadsheets. Cells that a spreadsheet
 * would take for a formula are defused by an apostrophe, as OWASP advises ("CSV Injection").
 */
import { printable } from "../../text/printable.ts";
import type { ReportFile, ReportKind } from "./port.ts";

const COLUMNS = [
  "file",
  "line",
  "column",
  "end_line",
  "end_column",
  "severity",
  "code",
  "name",
  "description",
  "fixable",
  "fingerprint",
  "baseline_state",
] as const;

/** What begins a formula in some spreadsheet; the last four are their full-width forms. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** One cell; texts come from files, so that their control characters are shown and not obeyed. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = printable(value).toWellFormed();
  const harmless = FORMULA.test(value) || FORMULA.test(text) ? `'${text}` : text;
  return /[",;'\\]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function row(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function rows({ file, result, error, fingerprints, states }: ReportFile): string {
  if (result === null) {
    if (error === null) return "";
    return row([file, "", "", "", "", "error", error.code, "", error.message, "", "", ""]);
  }
  return result.violations.map((v, i) =>
    row([
      file,
      v.line,
      v.column,
      v.end_line,
      v.end_column,
      v.severity,
      v.code,
      v.name,
      v.description,
      v.fix === undefined ? "no" : "yes",
      fingerprints?.[i] ?? "",
      states?.[i] ?? "",
    ])
  ).join("");
}

export const csvReport: ReportKind = {
  mediaType: "text/csv",
  contentType: "text/csv; charset=UTF-8; header=present",
  extension: "csv",
  needs: { text: false, fingerprints: true },
  tellsStates: true,
  writer: () => ({ head: () => row(COLUMNS), file: rows, foot: () => "" }),
};
