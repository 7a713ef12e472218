/** The report as one JSON object. */
import type { ReportWriter } from "./port.ts";

export const jsonReport: ReportWriter = {
  mediaType: "application/json",
  contentType: "application/json",
  head: (head) => `${JSON.stringify(head).slice(0, -1)},"files":[`,
  file: ({ file, task_status, result, error }, index) => {
    const body = result === null
      ? { file, task_status, error, violations: [] }
      : { ...result, task_status, error };
    return `${index === 0 ? "\n" : ",\n"}${JSON.stringify(body)}`;
  },
  foot: ({ files, failed, summary }) =>
    `\n],"summary":${JSON.stringify({ files, failed, ...summary })}}\n`,
};
