/** The report for people: the files with findings or faults, one line a finding, then the sum. */
import type { ReportFile, ReportFoot, ReportHead, ReportWriter } from "./port.ts";

function headText(head: ReportHead): string {
  const verdict = head.verdict === null ? "" : `, verdict ${head.verdict}`;
  const fault = head.error === null ? "" : `${head.error.code}: ${head.error.message}\n`;
  return `${head.file_name}: ${head.job_status}${verdict} (${head.engine}, ${head.dialect})\n${fault}\n`;
}

function fileText({ file, task_status, result, error }: ReportFile): string {
  if (result === null) {
    return error === null
      ? `${file}: ${task_status}\n\n`
      : `${file}: ${task_status}, ${error.code}: ${error.message}\n\n`;
  }
  if (result.violations.length === 0) return "";
  const rows = result.violations.map((v) => {
    const place = `${v.line}:${v.column}`.padStart(9);
    const weak = v.severity === "warning" ? " (warning)" : "";
    return `${place}  ${v.code.padEnd(4)}  ${v.description}${weak}${
      v.name === "" ? "" : `  [${v.name}]`
    }\n`;
  });
  const { total, parsed } = result.statements;
  const part = result.outcome === "partly_parsed"
    ? `           parsed ${parsed} of ${total} statements\n`
    : "";
  return `${file}\n${rows.join("")}${part}\n`;
}

function footText({ files, failed, summary }: ReportFoot, head: ReportHead): string {
  const skipped = head.skipped.map(({ name, reason }) => `  ${name}: ${reason}\n`).join("");
  const rules = Object.entries(summary.by_rule).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const by = rules.map(([code, count]) => `${code} ${count}`).join(", ");
  return (skipped === "" ? "" : `skipped:\n${skipped}\n`) +
    `${files} ${files === 1 ? "file" : "files"}, ${failed} failed; ` +
    `${summary.error_count} errors, ${summary.warning_count} warnings${
      by === "" ? "" : `: ${by}`
    }\n`;
}

export const textReport: ReportWriter = {
  mediaType: "text/plain",
  contentType: "text/plain; charset=UTF-8",
  head: headText,
  file: fileText,
  foot: footText,
};
