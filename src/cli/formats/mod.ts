/** How findings are written on the command line: a file each, listed here by name. */
import type { LintResult } from "../../lint/result.ts";
import { github } from "./github.ts";
import { human } from "./human.ts";
import { json } from "./json.ts";

export interface LintedFile {
  file: string;
  text: string;
  /** Null where the file could not be linted: then `error` says why. */
  result: LintResult | null;
  error: string | null;
  /** Fixes were written. */
  fixed: boolean;
}

export interface FormatOptions {
  colour: boolean;
}

export interface Format {
  head(): string;
  file(linted: LintedFile): string;
  foot(): string;
}

export const FORMATS = { human, json, github } as const satisfies Record<
  string,
  (options: FormatOptions) => Format
>;

export type FormatName = keyof typeof FORMATS;
