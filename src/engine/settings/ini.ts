import { EngineError } from "../errors.ts";
import { coerce, emptySection, type NestedConfig, setPath } from "./values.ts";

interface IniSection {
  name: string;
  /** Each option's lines; continuation lines follow the first. */
  options: Map<string, string[]>;
  /** 1-based line of each option. */
  lines: Map<string, number>;
}

/** Where the file goes wrong, as an error that names it. */
function malformed(path: string, line: number, what: string): EngineError {
  return new EngineError("invalid_config", `${path}, line ${line}: ${what}`, path);
}

/** Sections of an INI text as Python's configparser reads them with `=` as its only delimiter. */
function readSections(text: string, path: string): IniSection[] {
  const sections = new Map<string, IniSection>();
  let current: IniSection | undefined;
  let value: string[] | undefined;
  let indent = 0;
  for (const [index, line] of text.replace(/^\ufeff/, "").split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === "" || /^[#;]/.test(content)) {
      if (content === "" && value !== undefined) value.push("");
      continue;
    }
    const depth = line.length - line.trimStart().length;
    if (value !== undefined && depth > indent) {
      value.push(content);
      continue;
    }
    indent = depth;
    value = undefined;
    const header = /^\[(.+)\]/.exec(content);
    if (header !== null) {
      const name = header[1]!;
      if (name !== "DEFAULT" && sections.has(name)) {
        throw malformed(path, index + 1, `section [${name}] is there twice`);
      }
      current = sections.get(name) ?? { name, options: new Map(), lines: new Map() };
      sections.set(name, current);
      continue;
    }
    if (content.startsWith("[") && !content.includes("=")) {
      throw malformed(path, index + 1, `the section's name does not end with ]: ${content}`);
    }
    if (current === undefined) throw malformed(path, index + 1, "a setting before any [section]");
    const equals = content.indexOf("=");
    if (equals < 1) throw malformed(path, index + 1, `expected name = value, found: ${content}`);
    const name = content.slice(0, equals).trim();
    if (current.options.has(name)) {
      throw malformed(path, index + 1, `${name} is set twice in [${current.name}]`);
    }
    current.lines.set(name, index + 1);
    current.options.set(name, value = [content.slice(equals + 1).trim()]);
  }
  return [...sections.values()];
}

/**
 * The configuration in `[sqlfluff]` and `[sqlfluff:…]` sections of an INI text (`.sqlfluff`,
 * `setup.cfg`, `tox.ini`); other sections are not ours. `lines` is given the line of each setting by
 * its dotted path. Throws EngineError `invalid_config`.
 */
export function parseIni(
  text: string,
  path: string,
  lines: Map<string, number> = new Map(),
): NestedConfig {
  const config = emptySection();
  const sections = readSections(text, path);
  const shared = sections.find((each) => each.name === "DEFAULT")?.options ?? [];
  for (const { name, options, lines: own } of sections) {
    if (name !== "sqlfluff" && !name.startsWith("sqlfluff:")) continue;
    const prefix = name === "sqlfluff" ? ["core"] : name.slice("sqlfluff:".length).split(":");
    for (const [option, parts] of new Map([...shared, ...options])) {
      const value = coerce(parts.join("\n").trimEnd());
      setPath(config, [...prefix, ...option.split(".")], value);
      const line = own.get(option);
      if (line !== undefined) lines.set([...prefix, option].join("."), line);
    }
  }
  return config;
}
