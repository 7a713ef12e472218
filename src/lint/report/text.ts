/** The report for people: the files with findings or faults, one line a finding, then the sum. */
import { counted } from "../../text/counted.ts";
import { printable } from "../../text/printable.ts";
import type { ReportFile, ReportFoot, ReportHead, ReportKind } from "./port.ts";

function headText(head: ReportHead): string {
  const verdict = head.verdict === null ? "" : `, verdict ${head.verdict}`;
  const fault = head.error === null
    ? ""
    : `${printable(`${head.error.code}: ${head.error.message}`)}\n`;
  const line = `${head.file_name}: ${head.job_status}${verdict} (${head.engine}, ${head.dialect})`;
  return `${printable(line)}\n${fault}\n`;
}

function fileText({ file: name, task_status, result, error, left_out }: ReportFile): string {
  const file = printable(name);
  if (result === null) {
    return error === null
      ? `${file}: ${left_out === null ? task_status : `left out by ${printable(left_out)}`}\n\n`
      : `${file}: ${task_status}, ${printable(`${error.code}: ${error.message}`)}\n\n`;
  }
  const isPart = result.outcome === "partly_parsed";
  if (result.violations.length === 0 && !isPart) return "";
  const rows = result.violations.map((v) => {
    const place = `${v.line}:${v.column}`.padStart(9);
    const weak = v.severity === "warning" ? " (warning)" : "";
    return `${place}  ${printable(v.code).padEnd(4)}  ${printable(v.description)}${weak}${
      v.name === "" ? "" : `  [${printable(v.name)}]`
    }\n`;
  });
  const { total, parsed } = result.statements;
  const part = isPart ? `           parsed ${parsed} of ${total} statements\n` : "";
  return `${file}\n${rows.join("")}${part}\n`;
}

function footText({ files, failed, summary, baseline }: ReportFoot, head: ReportHead): string {
  const skipped = head.skipped.map(({ name, reason }) =>
    `  ${printable(name)}: ${printable(reason)}\n`
  ).join("");
  const rules = Object.entries(summary.by_rule).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const by = rules.map(([code, count]) => `${printable(code)} ${count}`).join(", ");
  const against = baseline === null
    ? ""
    : `against the baseline: ${baseline.new} new, ${baseline.unchanged} unchanged, ` +
      `${baseline.gone} gone\n`;
  return (skipped === "" ? "" : `skipped:\n${skipped}\n`) +
    `${counted(files, "file")}, ${failed} failed; ${counted(summary.error_count, "error")}, ` +
    `${counted(summary.warning_count, "warning")}${by === "" ? "" : `: ${by}`}\n${against}`;
}

export const textReport: ReportKind = {
  mediaType: "text/plain",
  contentType: "text/plain; charset=UTF-8",
  extension: "txt",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer: () => ({ head: headText, file: fileText, foot: footText }),
};
