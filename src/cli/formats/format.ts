/** What a format is: it writes a head, each file as it comes, and a foot. */
import type { LintResult } from "../../lint/result.ts";

export interface LintedFile {
  file: string;
  text: string;
  /** Null where the file could not be linted: then `error` says why. */
  result: LintResult | null;
  error: string | null;
  /** Fixes were written. */
  fixed: boolean;
  /** What left it out, as `ignoredBy` says it; then there is neither result nor error. */
  leftOut: string | null;
}

export interface FormatOptions {
  colour: boolean;
}

export interface Format {
  head(): string;
  file(linted: LintedFile): string;
  foot(): string;
}
