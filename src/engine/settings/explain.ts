/** What a configuration comes to: every value with where it was set, and every rule with why. */
import { CORE_DEFAULTS, defaultConfig } from "./defaults.ts";
import { type CheckedLayer, layOver, type SettingsSources } from "./layers.ts";
import type { RuleInfo, RuleTable } from "./rule_info.ts";
import { expandReference, referenceMap } from "./selection.ts";
import { ruleOption, type Settings, settingsFrom } from "./settings.ts";
import type { UnreadSetting } from "./unknown.ts";
import { unusedSettings } from "./unused.ts";
import {
  type ConfigValue,
  getPath,
  isSection,
  merge,
  type NestedConfig,
  section,
  splitList,
} from "./values.ts";

/** Where a value was set: a line of a text, the request, or nowhere. */
export type ValueSource = { file: string; line: number | null } | "option" | "default";

export interface ExplainedValue {
  /** Dotted path. */
  key: string;
  value: ConfigValue;
  default: ConfigValue;
  source: ValueSource;
}

export interface ExplainedRule {
  code: string;
  name: string;
  runs: boolean;
  /** Why it does not run; null where it does. */
  reason: string | null;
  /** What its findings count as. */
  severity: "error" | "warning";
}

export interface ConfigExplanation {
  /** The dialect; `auto` where it is to be found from the text. */
  dialect: string;
  templater: string;
  /** Sorted by key. */
  values: ExplainedValue[];
  unread: UnreadSetting[];
  /** Sorted by code. */
  rules: ExplainedRule[];
}

/**
 * Explains a configuration by the catalogue alone: no dialect and no rule is loaded. Throws
 * EngineError as `resolveSettings` does: `invalid_config`, `unknown_rule`.
 */
export function explainSettings(sources: SettingsSources, table: RuleTable): ConfigExplanation {
  const laid = layOver(sources, table);
  const settings = settingsFrom(laid, table);
  const find = new Sources(laid.layers);
  return {
    dialect: settings.dialectFrom === "text" ? "auto" : settings.dialect,
    templater: settings.templater,
    values: valuesOf(laid.own, settings, table, find).sort((a, b) => a.key < b.key ? -1 : 1),
    unread: [
      ...laid.layers.flatMap(({ unknown }) => unknown.unread),
      ...unusedSettings(laid.layers, settings.templater),
    ],
    rules: rulesOf(laid.own, settings, table, find),
  };
}

/** Finds the layer that a value comes from. */
class Sources {
  constructor(readonly layers: readonly CheckedLayer[]) {}

  of(path: readonly string[]): ValueSource {
    const layer = this.layers.findLast(({ config }) => {
      const value = getPath(config, path);
      return value !== undefined && !isSection(value);
    });
    if (layer === undefined) return "default";
    if (layer.kind === "option") return "option";
    const { origin, unknown } = layer;
    const written = unknown.moved.get(path.join(".")) ?? path;
    return { file: origin.name, line: origin.lines?.get(written.join(".")) ?? null };
  }

  /** "core.rules = core (.sqlfluff, line 2)". */
  sentence(path: readonly string[], value: ConfigValue): string {
    const source = this.of(path);
    const place = source === "default"
      ? "the default"
      : source === "option"
      ? "the request"
      : `${source.file}${source.line === null ? "" : `, line ${source.line}`}`;
    return `${path.join(".")} = ${shown(value)} (${place})`;
  }
}

/** Values in a sentence: a list of rules may be as long as a file. */
const SHOWN = 80;

function shown(value: ConfigValue): string {
  const text = Array.isArray(value) ? value.join(",") : String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function valuesOf(
  own: NestedConfig,
  settings: Settings,
  table: RuleTable,
  find: Sources,
): ExplainedValue[] {
  const values: ExplainedValue[] = [];
  const defaults = { ...defaultConfig(), rules: {} };
  const known = { ...own, rules: {} };
  for (const [path, value] of leaves(merge(defaults, known))) {
    const standard = getPath(defaults, path);
    // What no list has is among the settings that nothing reads.
    if (standard === undefined && (path[0] === "core" || path[0] === "indentation")) continue;
    const fallback = standard === undefined || isSection(standard) ? null : standard;
    values.push({ key: path.join("."), value, default: fallback, source: find.of(path) });
  }
  for (const rule of table.built) {
    for (const option of rule.options) {
      const path = ["rules", rule.name, option.name];
      const isOwn = getPath(own, path) !== undefined;
      const shared = option.shared === true && !isOwn &&
        getPath(own, ["rules", option.name]) !== undefined;
      values.push({
        key: path.join("."),
        value: ruleOption(settings, rule, option.name),
        default: option.default,
        source: find.of(shared ? ["rules", option.name] : path),
      });
    }
  }
  return values;
}

/** Every value of a configuration with its path. */
function* leaves(
  config: NestedConfig,
  path: readonly string[] = [],
): Generator<[string[], ConfigValue]> {
  for (const [key, value] of Object.entries(config)) {
    if (isSection(value)) yield* leaves(value, [...path, key]);
    else yield [[...path, key], value];
  }
}

function rulesOf(
  own: NestedConfig,
  settings: Settings,
  table: RuleTable,
  find: Sources,
): ExplainedRule[] {
  const selected = new Set(settings.selection.codes);
  const map = referenceMap(table);
  const core = section(own, "core");
  const denied = codesOf(core.exclude_rules, map);
  const warned = codesOf(core.warnings, map);
  const reasonFor = (rule: RuleInfo): string | null => {
    const { code } = rule;
    if (denied.has(code)) {
      const value = core.exclude_rules as ConfigValue;
      return `excluded by ${find.sentence(["core", "exclude_rules"], value)}`;
    }
    if (!selected.has(code)) {
      const value = (core.rules ?? CORE_DEFAULTS.rules) as ConfigValue;
      return `not among ${find.sentence(["core", "rules"], value)}`;
    }
    if (settings.ignore.includes("linting")) {
      const value = core.ignore as ConfigValue;
      return `its findings are dropped by ${find.sentence(["core", "ignore"], value)}`;
    }
    return idleReason(rule, settings, find);
  };
  const built = table.built.map((rule): ExplainedRule => {
    const { code, name } = rule;
    const reason = reasonFor(rule);
    const severity = warned.has(code) ? "warning" : "error";
    return { code, name, runs: reason === null, reason, severity };
  });
  const planned = table.planned.map(({ code, name }): ExplainedRule => ({
    code,
    name,
    runs: false,
    reason: "the native engine does not have it",
    severity: "error",
  }));
  return [...built, ...planned].sort((a, b) => a.code < b.code ? -1 : 1);
}

function codesOf(
  list: ConfigValue | NestedConfig | undefined,
  map: ReturnType<typeof referenceMap>,
): Set<string> {
  return new Set(splitList(list).flatMap((reference) => [...expandReference(reference, map)]));
}

/** Why a selected rule looks for nothing: as the catalogue says it, which the rules themselves said. */
function idleReason(rule: RuleInfo, settings: Settings, find: Sources): string | null {
  const { name, applies } = rule;
  if (applies === undefined) return null;
  const { dialects, forced, anyOf } = applies;
  const force = ruleOption(settings, rule, "force_enable") === true;
  if (forced === "required" && !force) {
    return `runs only where it is asked for: ${
      find.sentence(["rules", name, "force_enable"], false)
    }`;
  }
  const isSet = (option: string) => {
    const value = ruleOption(settings, rule, option);
    return value !== null && value !== "";
  };
  if (anyOf !== undefined && !anyOf.some(isSet)) {
    return `has nothing to look for: set ${
      anyOf.map((option) => `rules.${name}.${option}`).join(" or ")
    }`;
  }
  if (settings.dialectFrom === "text" || dialects === undefined) return null;
  if (dialects.includes(settings.dialect)) return null;
  if (forced !== "any_dialect") return `the dialect ${settings.dialect} does not call for it`;
  return force
    ? null
    : `the dialect ${settings.dialect} does not call for it, unless rules.${name}.force_enable = true`;
}
