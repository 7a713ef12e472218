/** Which encoding configuration asks for: SQLFluff's `encoding` in the section of the core. */
import { basename } from "node:path/posix";
import { AUTODETECT } from "./encoding_names.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

/** Sections that hold SQLFluff's core settings, by the kind of file. */
const INI_SECTIONS = new Set(["sqlfluff", "sqlfluff:core"]);
const TOML_SECTIONS = new Set(["tool.sqlfluff.core", "tool.sqlfluff"]);

/** Whether a section of a configuration file, as its header names it, holds core settings. */
export function isCoreSection(path: string, section: string): boolean {
  return (basename(path) === "pyproject.toml" ? TOML_SECTIONS : INI_SECTIONS).has(section);
}

/** The value of `encoding` in one file; undefined where it says nothing. */
function settingIn({ path, text }: ConfigFile): string | undefined {
  let inside = false;
  let found: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[([^[\]]+)\]\s*$/.exec(line)?.[1]?.trim();
    if (section !== undefined) inside = isCoreSection(path, section);
    if (!inside) continue;
    const [, quoted, plain] =
      /^\s*encoding\s*[=:]\s*(?:["']([^"']*)["']\s*(?:#.*)?|(\S.*?))\s*$/.exec(line) ?? [];
    found = quoted ?? plain ?? found;
  }
  return found;
}

/**
 * The encoding that was asked for: by itself, else in the nested configuration of the request,
 * else in the innermost file (`files` are outermost first). Undefined where it is to be found out.
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
  const named = [explicit, nested, ...files.map(settingIn).reverse()].find((value) =>
    typeof value === "string" && value !== ""
  ) as string | undefined;
  return named?.toLowerCase() === AUTODETECT ? undefined : named;
}
