/** How findings are written on the command line: a file each, listed here by name. */
import type { Format, FormatOptions } from "./format.ts";
import { github } from "./github.ts";
import { human } from "./human.ts";
import { json } from "./json.ts";

export const FORMATS = { human, json, github } as const satisfies Record<
  string,
  (options: FormatOptions) => Format
>;

export type FormatName = keyof typeof FORMATS;

export type { LintedFile } from "./format.ts";
