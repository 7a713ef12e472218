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
import { relative } from "node:path/posix";
import { GitIgnore } from "../text/gitignore.ts";
import { isGlob, matchesGlob } from "../text/glob.ts";
import type { ConfigExplanation, ConfigFile, NestedConfig } from "./port.ts";
import type { Severity, Violation } from "./result.ts";
import {
  CHOICES,
  REQUEST,
  type Rule,
  type Section,
  sentence,
  type Source,
  sourceOf,
  sourcesOf,
} from "./severity_sections.ts";

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
  const named = sections.filter(({ pattern }) =>
    pattern !== null && new GitIgnore([pattern]).ignores(path)
  );
  const general = sections.filter(({ pattern }) => pattern === null);
  return [...named.reverse(), ...general.reverse()];
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
