/**
 * Workflow commands that GitHub Actions shows as annotations on the changed lines. Of one step it
 * shows ten errors and ten warnings and drops the rest without a word; so at most as many are
 * written, and a notice says how many were not.
 */
import { printable } from "../../text/printable.ts";
import type { Violation } from "../result.ts";
import type { ReportFile, ReportKind } from "./port.ts";

/** What GitHub shows of each level in one step. */
const SHOWN = 10;

type Level = "error" | "warning";

/** GitHub's own escapes: https://docs.github.com/actions/reference/workflow-commands */
function data(text: string): string {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  // The log is shown by terminals too.
  return printable(escaped);
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function annotation(file: string, v: Violation): string {
  const place = [
    `title=Lintel (${property(v.code)})`,
    `file=${property(file)}`,
    `line=${v.line}`,
    `col=${v.column}`,
    `endLine=${v.end_line}`,
    `endColumn=${v.end_column}`,
  ].join(",");
  const name = v.name === "" ? "" : ` [${v.name}]`;
  return `::${v.severity} ${place}::${data(`${v.code}: ${v.description}${name}`)}\n`;
}

/** "3 errors", "1 warning". */
function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

export const githubReport: ReportKind = {
  mediaType: "text/vnd.lintel.github",
  contentType: "text/vnd.lintel.github; charset=UTF-8",
  extension: "txt",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer() {
    const written = { error: 0, warning: 0 };
    const take = (level: Level): boolean => ++written[level] <= SHOWN;
    return {
      head: () => "",
      file({ file, result, error }: ReportFile) {
        if (error !== null && take("error")) {
          return `::error file=${property(file)}::${data(error.message)}\n`;
        }
        return (result?.violations ?? [])
          .filter(({ severity }) => take(severity))
          .map((v) => annotation(file, v)).join("");
      },
      foot() {
        const left = (["error", "warning"] as const)
          .map((level): [number, string] => [Math.max(written[level] - SHOWN, 0), level])
          .filter(([count]) => count > 0)
          .map(([count, level]) => counted(count, level));
        if (left.length === 0) return "";
        return `::notice title=Lintel::${left.join(" and ")} more: GitHub shows ${SHOWN} of each ` +
          "in a step. Reports in other formats have all of them.\n";
      },
    };
  },
};
