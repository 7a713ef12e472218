/** Settings of the core that are lists, read from configuration files without an engine. */
import { basename } from "node:path/posix";
import { isCoreSection } from "./encoding_setting.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

const SETTING = /^\s*(\w+)\s*=\s*(.*)$/;
/** What a TOML array is made of: texts, comments, and the bracket that ends it. */
const TOML_PARTS = /"((?:[^"\\]|\\.)*)"|'([^']*)'|#[^\n]*|\]/g;

/** What stands between commas and line ends. */
export function parts(text: string): string[] {
  return text.split(/[,\n]/).map((part) => part.trim()).filter((part) => part !== "");
}

/** The texts of a TOML value that is a text or an array of them. */
function tomlTexts(value: string): string[] {
  const texts: string[] = [];
  for (const [whole, double, single] of value.matchAll(TOML_PARTS)) {
    if (whole === "]") break;
    if (!whole.startsWith("#")) texts.push(double ?? single ?? "");
    if (!value.startsWith("[")) break;
  }
  return texts.flatMap(parts);
}

/** The value of an INI setting: its line, and those after it that are indented. */
function iniValue(first: string, rest: readonly string[]): string {
  const end = rest.findIndex((line) => !/^\s+\S/.test(line));
  const more = rest.slice(0, end < 0 ? rest.length : end);
  return [first, ...more.filter((line) => !/^\s*[#;]/.test(line))].join("\n");
}

/** What a list of the core holds in one configuration file; null where it says nothing of it. */
export function coreList(name: string, { path, text }: ConfigFile): string[] | null {
  const lines = text.split(/\r?\n/);
  let inside = false;
  for (const [at, line] of lines.entries()) {
    const section = /^\s*\[([^[\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1]?.trim();
    if (section !== undefined) inside = isCoreSection(path, section);
    const [, key, value] = inside ? SETTING.exec(line) ?? [] : [];
    if (key !== name || value === undefined) continue;
    const rest = lines.slice(at + 1);
    return basename(path) === "pyproject.toml"
      ? tomlTexts([value, ...rest].join("\n"))
      : parts(iniValue(value, rest));
  }
  return null;
}

/** What a list of the core holds in the nested configuration of a request; empty for nothing. */
export function coreListOf(name: string, config: NestedConfig | undefined): string[] {
  const core = config?.core;
  if (typeof core !== "object" || core === null || Array.isArray(core)) return [];
  const value = core[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? parts(value) : [];
}
