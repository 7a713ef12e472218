/** Workflow commands that GitHub Actions shows as annotations on the changed lines. */
import { printable } from "../../text/printable.ts";
import type { Format } from "./format.ts";

/** GitHub's own escapes: https://docs.github.com/actions/reference/workflow-commands */
function data(text: string): string {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  // The log is shown by terminals too.
  return printable(escaped);
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

export function github(): Format {
  return {
    head: () => "",
    file({ file, result, error, leftOut }) {
      if (leftOut !== null) return "";
      if (result === null) return `::error file=${property(file)}::${data(error ?? "")}\n`;
      return result.violations.map((v) => {
        const kind = v.severity === "error" ? "error" : "warning";
        const place = [
          `title=Lintel (${v.code})`,
          `file=${property(file)}`,
          `line=${v.line}`,
          `col=${v.column}`,
          `endLine=${v.end_line}`,
          `endColumn=${v.end_column}`,
        ].join(",");
        const name = v.name === "" ? "" : ` [${v.name}]`;
        return `::${kind} ${place}::${data(`${v.code}: ${v.description}${name}`)}\n`;
      }).join("");
    },
    foot: () => "",
  };
}
