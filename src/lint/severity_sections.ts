/** What configuration says about severities: see severity.ts, which applies it. */
import { basename, dirname } from "node:path/posix";
import type { ConfigFile, NestedConfig } from "./port.ts";
import type { Severity } from "./result.ts";

/** What one line asks for. */
export interface Rule {
  selector: string;
  severity: Severity;
  /** Of its file; null in a request. */
  line: number | null;
}

/** A line that cannot be read. */
export interface Fault {
  selector: string;
  value: string;
  line: number | null;
}

/** Lines of one section: for every file, or for those that the pattern names. */
export interface Section {
  pattern: string | null;
  rules: Rule[];
}

/** What one source (a file or the request) says, and what in it cannot be read. */
export interface Source {
  /** The file; null for the request. */
  path: string | null;
  /** Folder that patterns are meant from; "." is that of everything. */
  folder: string;
  sections: Section[];
  faults: Fault[];
}

/** What holds severities in a request. */
export const REQUEST = "config.lintel.severity";

const INI = /^lintel:severity(?::(.+))?$/;
const TOML = /^tool\.lintel\.severity(?:\.(?:"([^"]*)"|'([^']*)'|([\w-]+)))?$/;
const HEADER = /^\s*\[(.+)\]\s*(?:[#;].*)?$/;
const QUOTED = /^(?:"([^"]*)"|'([^']*)')/;

/** The pattern of a severity section, null for the general one, undefined for other sections. */
function sectionPattern(isToml: boolean, header: string): string | null | undefined {
  const found = (isToml ? TOML : INI).exec(header.trim());
  if (found === null) return undefined;
  return found[1] ?? found[2] ?? found[3] ?? null;
}

/** A value without its quotes and what is behind it. */
function valueOf(text: string): string {
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return (quoted[1] ?? quoted[2]!).trim().toLowerCase();
  const comment = text.search(/\s[#;]/);
  return (comment < 0 ? text : text.slice(0, comment)).trim().toLowerCase();
}

/**
 * The selector of a line, which may stand in quotes, and its value; null where it is a comment or
 * none. Cut and not matched as a whole: a line of blanks would cost their square.
 */
function entryOf(line: string): { selector: string; value: string } | null {
  const text = line.trim();
  if (/^[#;]/.test(text)) return null;
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    const rest = text.slice(quoted[0].length).trimStart();
    const selector = quoted[1] ?? quoted[2]!;
    if (/^[=:]/.test(rest)) return { selector, value: valueOf(rest.slice(1).trim()) };
  }
  const at = text.search(/[=:]/);
  if (at <= 0) return null;
  return { selector: text.slice(0, at).trimEnd(), value: valueOf(text.slice(at + 1).trim()) };
}

function isSeverity(value: string): value is Severity {
  return value === "error" || value === "warning";
}

export const CHOICES = "is error or warning, not";

/** A line that cannot be read, as a note. */
export function sentence({ path }: Source, { selector, value, line }: Fault): string {
  const where = path === null ? REQUEST : `${path}, line ${line}`;
  return `warning: ${where}: the severity of ${selector} ${CHOICES} ${JSON.stringify(value)}.`;
}

function readFile({ path, text }: ConfigFile): Source {
  const isToml = basename(path) === "pyproject.toml";
  const source: Source = { path, folder: dirname(path), sections: [], faults: [] };
  let section: Section | null = null;
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) {
      const pattern = sectionPattern(isToml, header);
      section = pattern === undefined ? null : { pattern, rules: [] };
      if (section !== null) source.sections.push(section);
      continue;
    }
    const entry = section === null ? null : entryOf(line);
    if (section === null || entry === null) continue;
    const { selector, value } = entry;
    if (isSeverity(value)) section.rules.push({ selector, severity: value, line: at + 1 });
    else source.faults.push({ selector, value, line: at + 1 });
  }
  return source;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readRequest(config: NestedConfig | undefined): Source {
  const source: Source = { path: null, folder: ".", sections: [], faults: [] };
  const own = config?.lintel;
  const severity = isObject(own) ? own.severity : undefined;
  if (!isObject(severity)) return source;
  const read = (pattern: string | null, values: Record<string, unknown>): void => {
    const section: Section = { pattern, rules: [] };
    source.sections.push(section);
    for (const [selector, value] of Object.entries(values)) {
      if (pattern === null && isObject(value)) read(selector, value);
      else if (typeof value === "string" && isSeverity(value)) {
        section.rules.push({ selector, severity: value, line: null });
      } else source.faults.push({ selector, value: String(value), line: null });
    }
  };
  read(null, severity);
  return source;
}

/** By file; null for one that says nothing of severities, as most do. */
const known = new WeakMap<ConfigFile, Source | null>();

/** Files of a job share their configuration: what a file of it says is read once. */
export function sourceOf(file: ConfigFile): Source | null {
  let source = known.get(file);
  if (source === undefined) {
    source = /lintel[:.]severity/.test(file.text) ? readFile(file) : null;
    known.set(file, source);
  }
  return source;
}

/** Everything that says something of severities, outermost first. */
export function sourcesOf(
  files: readonly ConfigFile[],
  config: NestedConfig | undefined,
): Source[] {
  return [...files.map(sourceOf), readRequest(config)].filter((source) =>
    source !== null && (source.sections.length > 0 || source.faults.length > 0)
  ) as Source[];
}
