/**
 * JUnit's XML: a suite a file, a case a finding. A clean file is one case that passes; a warning is
 * one that passes and says so, because warnings alone do not fail a job.
 */
import type { Violation } from "../result.ts";
import type { ReportFile, ReportKind } from "./port.ts";
import { xmlLines, xmlText } from "./xml.ts";

function caseOf(file: string, v: Violation): string {
  const place = `${file}:${v.line}:${v.column}`;
  const name = v.name === "" ? "" : ` [${v.name}]`;
  const head = `<testcase classname="${xmlText(file)}" name="${
    xmlText(`${v.code} at ${v.line}:${v.column}`)
  }">`;
  const body = xmlLines(`${place}: ${v.code}: ${v.description}${name}`);
  const inner = v.severity === "warning"
    ? `<system-out>warning: ${body}</system-out>`
    : `<failure type="${xmlText(v.code)}" message="${xmlText(v.description)}">${body}</failure>`;
  return `${head}${inner}</testcase>\n`;
}

function single(file: string, name: string, inner: string): string {
  return `<testcase classname="${xmlText(file)}" name="${xmlText(name)}">${inner}</testcase>\n`;
}

function suite({ file, task_status, result, error, left_out }: ReportFile): string {
  let cases: string;
  const counts = { tests: 1, failures: 0, errors: 0, skipped: 0 };
  if (error !== null) {
    counts.errors = 1;
    const inner = `<error type="${xmlText(error.code)}" message="${xmlText(error.message)}"/>`;
    cases = single(file, "was linted", inner);
  } else if (result === null || result.outcome === "skipped") {
    counts.skipped = 1;
    const why = left_out ?? result?.notes.join(" ") ?? task_status;
    cases = single(file, "was linted", `<skipped message="${xmlText(why)}"/>`);
  } else if (result.violations.length === 0) {
    cases = single(file, "has no findings", "");
  } else {
    counts.tests = result.violations.length;
    counts.failures = result.summary.error_count;
    cases = result.violations.map((v) => caseOf(file, v)).join("");
  }
  const attributes = Object.entries(counts).map(([key, n]) => ` ${key}="${n}"`).join("");
  return `<testsuite name="${xmlText(file)}"${attributes}>\n${cases}</testsuite>\n`;
}

export const junitReport: ReportKind = {
  mediaType: "application/vnd.lintel.junit+xml",
  contentType: "application/vnd.lintel.junit+xml; charset=UTF-8",
  extension: "xml",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer: () => ({
    head: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lintel">\n',
    file: suite,
    foot: () => "</testsuites>\n",
  }),
};
