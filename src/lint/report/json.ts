/** The report as one JSON object. */
import { printableJson } from "../../text/printable.ts";
import type { ReportFile, ReportKind } from "./port.ts";

/** A file as the JSON and YAML reports have it: its result, its violations with their states. */
export function fileObject(file: ReportFile): Record<string, unknown> {
  const { task_status, result, error, states, left_out } = file;
  const end = left_out === null ? { task_status, error } : { task_status, error, left_out };
  if (result === null) return { file: file.file, ...end, violations: [] };
  if (states === null) return { ...result, ...end };
  const violations = result.violations.map((v, i) => ({ ...v, baseline_state: states[i] }));
  return { ...result, violations, ...end };
}

export const jsonReport: ReportKind = {
  mediaType: "application/json",
  contentType: "application/json",
  extension: "json",
  needs: { text: false, fingerprints: false },
  tellsStates: true,
  writer: () => ({
    head: (head) => printableJson(`${JSON.stringify(head).slice(0, -1)},"files":[`),
    file(file, index) {
      return `${index === 0 ? "\n" : ",\n"}${printableJson(JSON.stringify(fileObject(file)))}`;
    },
    foot({ files, failed, summary, baseline }) {
      const sum = { files, failed, ...summary, ...(baseline === null ? {} : { baseline }) };
      return `\n],"summary":${printableJson(JSON.stringify(sum))}}\n`;
    },
  }),
};
