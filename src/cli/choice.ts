/** What the arguments of `lintel lint` ask for. */
import type { FormatName } from "./formats/mod.ts";
import type { FailOn } from "./gate.ts";

export interface Choice {
  paths: string[];
  /** Under which name standard input is linted, where it is given one. */
  stdinFilename: string | undefined;
  dialect: string | undefined;
  engine: string;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  format: FormatName;
  fix: boolean;
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
