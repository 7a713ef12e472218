/**
 * GitLab's Code Quality report, as its manual has the format ("Code Quality report format"). GitLab
 * compares fingerprints between branches and wants each once, so the file's name takes part: of one
 * statement in two files each has its own.
 */
import defer * as crypto from "node:crypto";
import { printableJson } from "../../text/printable.ts";
import type { ReportFile, ReportKind } from "./port.ts";

/** Errors fail a merge request's widget, warnings do not. */
const SEVERITY = { error: "major", warning: "minor" } as const;

function fingerprintOf(file: string, what: string): string {
  return crypto.createHash("sha256").update(`${file}\0${what}`).digest("hex").slice(0, 32);
}

function entries({ file, result, error, fingerprints }: ReportFile): Record<string, unknown>[] {
  if (error !== null) {
    return [{
      description: error.message,
      check_name: error.code,
      fingerprint: fingerprintOf(file, error.code),
      severity: "critical",
      location: { path: file, lines: { begin: 1 } },
    }];
  }
  return (result?.violations ?? []).map((v, i) => ({
    description: `${v.code}: ${v.description}`,
    check_name: v.name === "" ? v.code : `${v.code} ${v.name}`,
    fingerprint: fingerprintOf(file, fingerprints?.[i] ?? `${v.code} ${v.line} ${v.column} ${i}`),
    severity: SEVERITY[v.severity],
    location: { path: file, lines: { begin: v.line, end: Math.max(v.line, v.end_line) } },
  }));
}

export const gitlabReport: ReportKind = {
  mediaType: "application/vnd.lintel.gitlab+json",
  contentType: "application/vnd.lintel.gitlab+json",
  extension: "json",
  needs: { text: false, fingerprints: true },
  tellsStates: false,
  writer() {
    let between = "\n";
    return {
      head: () => "[",
      file: (file) =>
        entries(file).map((entry) => {
          const text = `${between}${printableJson(JSON.stringify(entry))}`;
          between = ",\n";
          return text;
        }).join(""),
      foot: () => "\n]\n",
    };
  },
};
