/** Checkstyle's XML, which Jenkins, reviewdog and many editors read. */
import type { ReportFile, ReportKind } from "./port.ts";
import { xmlText } from "./xml.ts";

function errorElement(
  line: number,
  column: number,
  severity: string,
  message: string,
  source: string,
): string {
  const place = column > 0 ? `line="${line}" column="${column}"` : `line="${line}"`;
  return `<error ${place} severity="${severity}" message="${xmlText(message)}" source="${
    xmlText(source)
  }"/>\n`;
}

function fileElement({ file, result, error }: ReportFile): string {
  const errors = result === null
    ? error === null ? "" : errorElement(1, 0, "error", error.message, `lintel.${error.code}`)
    : result.violations.map((v) => {
      const name = v.name === "" ? "" : ` [${v.name}]`;
      const message = `${v.code}: ${v.description}${name}`;
      return errorElement(v.line, v.column, v.severity, message, `lintel.${v.code}`);
    }).join("");
  return errors === "" ? "" : `<file name="${xmlText(file)}">\n${errors}</file>\n`;
}

export const checkstyleReport: ReportKind = {
  mediaType: "application/vnd.lintel.checkstyle+xml",
  contentType: "application/vnd.lintel.checkstyle+xml; charset=UTF-8",
  extension: "xml",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer: () => ({
    head: () => '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n',
    file: fileElement,
    foot: () => "</checkstyle>\n",
  }),
};
