/** Which files configuration leaves out: SQLFluff's `ignore_paths` in the section of the core. */
import { basename } from "node:path/posix";
import { isCoreSection } from "./encoding_setting.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

const SETTING = /^\s*ignore_paths\s*=\s*(.*)$/;
/** What a TOML array is made of: texts, comments, and the bracket that ends it. */
const TOML_PARTS = /"((?:[^"\\]|\\.)*)"|'([^']*)'|#[^\n]*|\]/g;

function parts(text: string): string[] {
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

/**
 * The patterns of `ignore_paths` in one configuration file, as `.sqlfluffignore` has them: those
 * of Git, meant from the folder that the file lies in. Empty where the file says nothing.
 */
export function ignorePathsIn({ path, text }: ConfigFile): string[] {
  const lines = text.split(/\r?\n/);
  let inside = false;
  for (const [at, line] of lines.entries()) {
    const section = /^\s*\[([^[\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1]?.trim();
    if (section !== undefined) inside = isCoreSection(path, section);
    const value = inside ? SETTING.exec(line)?.[1] : undefined;
    if (value === undefined) continue;
    const rest = lines.slice(at + 1);
    return basename(path) === "pyproject.toml"
      ? tomlTexts([value, ...rest].join("\n"))
      : parts(iniValue(value, rest));
  }
  return [];
}

/** The patterns that the nested configuration of a request holds. */
export function ignorePathsOf(config: NestedConfig | undefined): string[] {
  const core = config?.core;
  if (typeof core !== "object" || core === null || Array.isArray(core)) return [];
  const value = core.ignore_paths;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? parts(value) : [];
}
