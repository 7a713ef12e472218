/**
 * Severity by rule and by path, which SQLFluff does not have. Configuration files say it in
 * sections that SQLFluff does not read:
 *
 *   [lintel:severity]
 *   layout = warning
 *   LT05 = error
 *
 *   [lintel:severity:models/legacy/**]
 *   * = warning
 *
 * in pyproject.toml `[tool.lintel.severity]` and `[tool.lintel.severity."models/legacy/**"]`, in a
 * request's `config` the object `lintel.severity`. A rule is named by code, name, group (the part
 * of its name before the dot) or glob. Paths are patterns of Git, meant from the folder that the
 * file lies in. A path section wins over the general one of its file, an inner folder's file over
 * an outer one's, the request over both; within a section a code or name over a group or glob.
 */
import { basename, dirname, relative } from "node:path/posix";
import ignore from "ignore";
import { isGlob, matchesGlob } from "../text/glob.ts";
import type { ConfigExplanation, ConfigFile, NestedConfig } from "./port.ts";
import type { Severity, Violation } from "./result.ts";

/** What one line asks for. */
interface Rule {
  selector: string;
  severity: Severity;
  /** Of its file; null in a request. */
  line: number | null;
}

/** A line that cannot be read. */
interface Fault {
  selector: string;
  value: string;
  line: number | null;
}

/** Lines of one section: for every file, or for those that the pattern names. */
interface Section {
  pattern: string | null;
  rules: Rule[];
}

/** What one source (a file or the request) says, and what in it cannot be read. */
interface Source {
  /** The file; null for the request. */
  path: string | null;
  /** Folder that patterns are meant from; "." is that of everything. */
  folder: string;
  sections: Section[];
  faults: Fault[];
}

/** What holds severities in a request. */
const REQUEST = "config.lintel.severity";

const INI = /^lintel:severity(?::(.+))?$/;
const TOML = /^tool\.lintel\.severity(?:\.(?:"([^"]*)"|'([^']*)'|([\w-]+)))?$/;
const HEADER = /^\s*\[(.+)\]\s*(?:[#;].*)?$/;
const LINE = /^\s*(?:"([^"]*)"|'([^']*)'|([^=:#;\s][^=:]*?))\s*[=:]\s*(.*?)\s*$/;

/** The pattern of a severity section, null for the general one, undefined for other sections. */
function sectionPattern(isToml: boolean, header: string): string | null | undefined {
  const found = (isToml ? TOML : INI).exec(header.trim());
  if (found === null) return undefined;
  return found[1] ?? found[2] ?? found[3] ?? null;
}

/** A value without its quotes and what is behind it. */
function valueOf(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')/.exec(text);
  return (quoted?.[1] ?? quoted?.[2] ?? text.replace(/\s[#;].*$/, "")).trim().toLowerCase();
}

function isSeverity(value: string): value is Severity {
  return value === "error" || value === "warning";
}

const CHOICES = "is error or warning, not";

function sentence({ path }: Source, { selector, value, line }: Fault): string {
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
    const found = section === null || /^\s*[#;]/.test(line) ? null : LINE.exec(line);
    if (section === null || found === null) continue;
    const selector = found[1] ?? found[2] ?? found[3]!;
    const value = valueOf(found[4]!);
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

type Named = Pick<Violation, "code" | "name">;

/** 0 where a selector does not mean a rule; the more it says, the higher. */
function fit(selector: string, { code, name }: Named): number {
  const lower = selector.toLowerCase();
  if (lower === code.toLowerCase() || name !== "" && lower === name) return 3;
  if (lower === "*" || lower === "all") return 1;
  if (name !== "" && lower === name.split(".")[0]) return 2;
  if (!isGlob(lower)) return 0;
  return matchesGlob(code.toLowerCase(), lower) || matchesGlob(name, lower) ? 2 : 0;
}

function choose(rules: readonly Rule[], violation: Named): Severity | null {
  let best: Severity | null = null;
  let most = 0;
  for (const { selector, severity } of rules) {
    const close = fit(selector, violation);
    if (close > 0 && close >= most) [best, most] = [severity, close];
  }
  return best;
}

/** Sections that hold for a file, the one that wins first. */
function holding({ folder, sections }: Source, file: string): Section[] {
  const path = relative(folder, file);
  const isInside = path !== "" && ignore.isPathValid(path);
  const named = sections.filter(({ pattern }) =>
    pattern !== null && isInside && ignore().add(pattern).ignores(path)
  );
  const general = sections.filter(({ pattern }) => pattern === null);
  return [...named.reverse(), ...general.reverse()];
}

const known = new WeakMap<ConfigFile, Source>();

/** Files of a job share their configuration: what a file of it says is read once. */
function sourceOf(file: ConfigFile): Source | null {
  if (!/lintel[:.]severity/.test(file.text)) return null;
  let source = known.get(file);
  if (source === undefined) known.set(file, source = readFile(file));
  return source;
}

function sourcesOf(files: readonly ConfigFile[], config: NestedConfig | undefined): Source[] {
  return [...files.map(sourceOf), readRequest(config)].filter((source) =>
    source !== null && (source.sections.length > 0 || source.faults.length > 0)
  ) as Source[];
}

/** Sections of all sources that hold for a file, the one that wins first. */
function sectionsFor(sources: readonly Source[], file: string): Section[] {
  return sources.toReversed().flatMap((source) => holding(source, file));
}

/** The severity that the first section with something to say gives a rule; null for none. */
function severityOf(sections: readonly Section[], rule: Named): Severity | null {
  for (const { rules } of sections) {
    const severity = choose(rules, rule);
    if (severity !== null) return severity;
  }
  return null;
}

/**
 * Gives violations the severity that configuration asks for, in place. `files` are outermost first.
 * Returns what cannot be read, as notes that begin with "warning: ".
 */
export function applySeverity(
  violations: readonly Violation[],
  file: string,
  files: readonly ConfigFile[] = [],
  config?: NestedConfig,
): string[] {
  const sources = sourcesOf(files, config);
  if (sources.length === 0) return [];
  const sections = sectionsFor(sources, file);
  const byRule = new Map<string, Severity | null>();
  for (const violation of violations) {
    const key = `${violation.code} ${violation.name}`;
    let severity = byRule.get(key);
    if (severity === undefined) {
      byRule.set(key, severity = severityOf(sections, violation));
    }
    if (severity !== null) violation.severity = severity;
  }
  return sources.flatMap((source) => source.faults.map((fault) => sentence(source, fault)));
}

/** The explanation of a configuration with the severities of its sections: each with its line. */
export function explainSeverity<Explanation extends ConfigExplanation>(
  explained: Explanation,
  file: string | undefined,
  files: readonly ConfigFile[] = [],
  config?: NestedConfig,
): Explanation {
  const sources = sourcesOf(files, config);
  if (sources.length === 0) return explained;
  const sections = sectionsFor(sources, file ?? "");
  const values = sources.flatMap(({ path, sections }) =>
    sections.flatMap(({ pattern, rules }) =>
      rules.map(({ selector, severity, line }) => ({
        key: ["lintel.severity", ...(pattern === null ? [] : [pattern]), selector].join("."),
        value: severity,
        default: null,
        source: path === null ? "option" as const : { file: path, line },
      }))
    )
  );
  const unread = sources.flatMap(({ path, faults }) =>
    faults.map(({ selector, value, line }) => ({
      key: `lintel.severity.${selector}`,
      file: path ?? REQUEST,
      line,
      why: `${CHOICES} ${JSON.stringify(value)}`,
      suggestion: null,
    }))
  );
  return {
    ...explained,
    values: [...explained.values, ...values],
    unread: [...explained.unread, ...unread],
    rules: explained.rules.map((rule) => ({
      ...rule,
      severity: severityOf(sections, rule) ?? rule.severity,
    })),
  };
}

/** Whether the same text may have other severities under another name. */
export function hasPathSeverity(files: readonly ConfigFile[], config?: NestedConfig): boolean {
  return config?.lintel !== undefined ||
    files.some((file) => sourceOf(file)?.sections.some(({ pattern }) => pattern !== null) === true);
}

/** The configuration without what is Lintel's own, as an engine takes it. */
export function withoutOwn(config: NestedConfig | undefined): NestedConfig | undefined {
  if (config === undefined || !("lintel" in config)) return config;
  const { lintel: _, ...rest } = config;
  return rest;
}
