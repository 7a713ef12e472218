/** What the arguments of `lintel lint` ask for. */
import type { FormatName } from "./formats/mod.ts";
import type { FailOn } from "./gate.ts";

/** What becomes of fixes: there are none, files are given them, or they are shown as a diff. */
export type Fixes = "none" | "write" | "diff";

export interface Choice {
  paths: string[];
  /** Under which name standard input is linted, where it is given one. */
  stdinFilename: string | undefined;
  dialect: string | undefined;
  engine: string;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  format: FormatName;
  fixes: Fixes;
  encoding: string | undefined;
  strict: boolean;
  explain: boolean;
  explainConfig: string | undefined;
  failOn: FailOn;
  baseline: string | undefined;
  writeBaseline: string | undefined;
  /** A file with a diff, or `-`. */
  changed: string | undefined;
  /** A revision of Git. */
  since: string | undefined;
  cache: string | undefined;
  showSuppressed: boolean;
}
