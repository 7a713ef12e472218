/** Which encoding configuration asks for: SQLFluff's `encoding` in the section of the core. */
import { basename } from "node:path/posix";
import { AUTODETECT, isEncoding, noEncoding, undecodable } from "./encoding_names.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

/** Sections that hold SQLFluff's core settings, by the kind of file. */
const INI_SECTIONS = new Set(["sqlfluff", "sqlfluff:core"]);
const TOML_SECTIONS = new Set(["tool.sqlfluff.core", "tool.sqlfluff"]);

/** Whether a section of a configuration file, as its header names it, holds core settings. */
export function isCoreSection(path: string, section: string): boolean {
  return (basename(path) === "pyproject.toml" ? TOML_SECTIONS : INI_SECTIONS).has(section);
}

/** What one file says, and in which line of it. */
interface Said {
  value: string;
  line: number;
}

/** By file; null for one that says nothing. Each file of a job asks what it shares with the others. */
const known = new WeakMap<ConfigFile, Said | null>();

/** The value of a line that sets `encoding`; null for another line. */
function valueIn(line: string): string | null {
  const text = /^\s*encoding\s*[=:](.*)$/.exec(line)?.[1]?.trim();
  if (text === undefined || text === "") return null;
  return /^["']([^"']*)["']\s*(?:#.*)?$/.exec(text)?.[1] ?? text;
}

function readFile({ path, text }: ConfigFile): Said | null {
  let inside = false;
  let said: Said | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const section = /^\s*\[([^[\]]+)\]\s*$/.exec(line)?.[1]?.trim();
    if (section !== undefined) inside = isCoreSection(path, section);
    const value = inside ? valueIn(line) : null;
    if (value !== null) said = { value, line: index + 1 };
  }
  return said;
}

/** The value of `encoding` in one file; undefined where it says nothing. Throws `undecodable`. */
function settingIn(file: ConfigFile): string | undefined {
  let said = known.get(file);
  if (said === undefined) known.set(file, said = readFile(file));
  if (said === null) return undefined;
  const { value, line } = said;
  if (value !== "" && !isEncoding(value)) {
    throw undecodable(`${file.path}, line ${line}: ${noEncoding(value)}`);
  }
  return value;
}

/** Whether it says something; an empty value is as if it were absent. */
function isSaid(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/**
 * The encoding that was asked for: by itself, else in the nested configuration of the request,
 * else in the innermost file (`files` are outermost first). Undefined where it is to be found out.
 * Throws `undecodable` for a file that names none, with its line.
 */
export function encodingSetting(
  explicit: string | undefined,
  config: NestedConfig | undefined,
  files: readonly ConfigFile[],
): string | undefined {
  const core = config?.core;
  const nested = typeof core === "object" && core !== null && !Array.isArray(core)
    ? core.encoding
    : undefined;
  let named = [explicit, nested].find(isSaid);
  // A file further out than the one that says it is not asked.
  for (let at = files.length - 1; at >= 0 && named === undefined; at--) {
    const said = settingIn(files[at]!);
    if (isSaid(said)) named = said;
  }
  return named?.toLowerCase() === AUTODETECT ? undefined : named;
}
