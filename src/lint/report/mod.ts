/** The formats a report can have: each a file of its own, listed here by name. */
import { checkstyleReport } from "./checkstyle.ts";
import { csvReport } from "./csv.ts";
import { githubReport } from "./github.ts";
import { gitlabReport } from "./gitlab.ts";
import { htmlReport } from "./html.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { noReport } from "./none.ts";
import type { ReportKind } from "./port.ts";
import { rdjsonlReport, rdjsonReport } from "./rdjson.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";
import { yamlReport } from "./yaml.ts";

export const REPORTS = {
  json: jsonReport,
  text: textReport,
  sarif: sarifReport,
  rdjsonl: rdjsonlReport,
  rdjson: rdjsonReport,
  gitlab: gitlabReport,
  github: githubReport,
  junit: junitReport,
  checkstyle: checkstyleReport,
  csv: csvReport,
  html: htmlReport,
  yaml: yamlReport,
  none: noReport,
} as const satisfies Record<string, ReportKind>;

export type ReportFormat = keyof typeof REPORTS;
