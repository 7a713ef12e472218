/**
 * How findings are written on the command line: the reports of the service, but for JSON, which is
 * SQLFluff's own here, and the text for people, which is the terminal's.
 */
import { REPORTS } from "../../lint/report/mod.ts";
import type { ReportKind } from "../../lint/report/port.ts";
import { human } from "./human.ts";
import { sqlfluffJson } from "./sqlfluff_json.ts";

const { json: _ownJson, text: _ownText, ...shared } = REPORTS;

export const FORMATS = {
  human,
  json: sqlfluffJson,
  ...shared,
} as const satisfies Record<string, ReportKind>;

export type FormatName = keyof typeof FORMATS;
