import { EngineError } from "../errors.ts";
import { CORE_DEFAULTS, INDENTATION_DEFAULTS } from "./defaults.ts";
import { nearest } from "../../text/nearest.ts";
import type { OptionRange, RuleOption, RuleTable } from "./rule_info.ts";
import { type ConfigValue, isSection, type NestedConfig, section } from "./values.ts";

const SECTIONS = ["core", "rules", "layout", "indentation", "templater"];
const LAYOUT_KEYS = [
  "spacing_before",
  "spacing_after",
  "spacing_within",
  "line_position",
  "align_within",
  "align_scope",
  "alignment_coordinate_space",
  "keyword_line_position",
  "keyword_line_position_exclusions",
];
const SPACINGS = ["touch", "single", "any", "inline", "align"];
const POSITIONS = ["leading", "trailing", "alone", "none"];
const INDENTATION_VALUES: Record<string, readonly ConfigValue[]> = {
  implicit_indents: ["forbid", "allow", "require"],
  indent_unit: ["space", "tab"],
  trailing_comments: ["before", "after"],
};
const COUNTS: Record<string, number> = {
  max_line_length: -1,
  max_parse_depth: 0,
  max_parse_nodes: 0,
  runaway_limit: 1,
  render_variant_limit: 1,
  large_file_skip_byte_limit: 0,
};

function fail(origin: string, path: string[], what: string, hint?: string): never {
  const field = path.join(".");
  const guess = hint === undefined ? "" : ` Did you mean ${hint}?`;
  throw new EngineError("invalid_config", `${origin}: ${field} ${what}.${guess}`, field, hint);
}

function show(values: readonly ConfigValue[]): string {
  return values.map(String).join(", ");
}

function checkKeys(
  keys: string[],
  known: readonly string[],
  path: string[],
  origin: string,
): void {
  for (const key of keys) {
    if (known.includes(key)) continue;
    fail(origin, [...path, key], "is no setting", nearest(key, known));
  }
}

function checkChoice(
  value: ConfigValue | NestedConfig,
  allowed: readonly ConfigValue[],
  path: string[],
  origin: string,
): void {
  if (value === null || allowed.includes(value as ConfigValue)) return;
  const names = allowed.map(String);
  const shown = isSection(value) ? "a section" : `'${String(value)}'`;
  fail(origin, path, `is ${shown}, not one of ${show(allowed)}`, nearest(String(value), names));
}

function checkCore(core: NestedConfig, origin: string): void {
  checkKeys(Object.keys(core), Object.keys(CORE_DEFAULTS), ["core"], origin);
  for (const [key, least] of Object.entries(COUNTS)) {
    const value = core[key];
    if (value === undefined || value === null || value === "") continue;
    if (!Number.isInteger(value) || (value as number) < least) {
      fail(origin, ["core", key], `is '${String(value)}', not a whole number from ${least}`);
    }
  }
  const templaters = ["raw", "jinja", "python", "placeholder", "dbt", "sqlmesh"];
  checkChoice(core.templater ?? null, templaters, ["core", "templater"], origin);
}

function checkIndentation(indentation: NestedConfig, origin: string): void {
  checkKeys(Object.keys(indentation), Object.keys(INDENTATION_DEFAULTS), ["indentation"], origin);
  for (const [key, allowed] of Object.entries(INDENTATION_VALUES)) {
    checkChoice(indentation[key] ?? null, allowed, ["indentation", key], origin);
  }
  const size = indentation.tab_space_size ?? 4;
  if (!Number.isInteger(size) || (size as number) < 0) {
    fail(origin, ["indentation", "tab_space_size"], `is '${String(size)}', not a whole number`);
  }
}

function checkLayout(layout: NestedConfig, origin: string): void {
  checkKeys(Object.keys(layout), ["type"], ["layout"], origin);
  for (const [type, settings] of Object.entries(section(layout, "type"))) {
    const path = ["layout", "type", type];
    if (!isSection(settings)) fail(origin, path, "is a value, not a section");
    checkKeys(Object.keys(settings), LAYOUT_KEYS, path, origin);
    for (const [key, value] of Object.entries(settings)) {
      if (isSection(value)) fail(origin, [...path, key], "is a section, not a value");
      const allowed = /^spacing_/.test(key)
        ? SPACINGS
        : /line_position$/.test(key)
        ? POSITIONS
        : [];
      if (allowed.length === 0 || value === null) continue;
      checkChoice(String(value).split(":")[0]!.toLowerCase(), allowed, [...path, key], origin);
    }
  }
}

function isRange(allowed: RuleOption["allowed"]): allowed is OptionRange {
  return allowed !== undefined && !Array.isArray(allowed);
}

function checkOption(
  value: ConfigValue | NestedConfig,
  option: RuleOption,
  path: string[],
  origin: string,
): void {
  const { allowed } = option;
  if (allowed === undefined || value === null) return;
  if (!isRange(allowed)) return checkChoice(value, allowed, path, origin);
  if (Number.isInteger(value) && Number(value) >= allowed.min && Number(value) <= allowed.max) {
    return;
  }
  const bounds = `from ${allowed.min} to ${allowed.max}`;
  fail(origin, path, `is '${String(value)}', not a whole number ${bounds}`);
}

/** Options set at the root of `rules` are shared by every rule that has one of that name. */
function checkSharedOption(
  key: string,
  value: ConfigValue,
  table: RuleTable,
  origin: string,
): void {
  const options = table.built.flatMap((rule) => rule.options).filter((each) => each.name === key);
  const planned = table.planned.flatMap((rule) => rule.options);
  if (options.length === 0 && !planned.includes(key)) {
    const known = [...table.built.flatMap((rule) => rule.options.map((each) => each.name))];
    fail(origin, ["rules", key], "is no rule and no rule's option", nearest(key, known));
  }
  for (const option of options) checkOption(value, option, ["rules", key], origin);
}

function checkRules(rules: NestedConfig, table: RuleTable, origin: string): string[] {
  const notes: string[] = [];
  const all = [...table.built, ...table.planned];
  for (const [key, value] of Object.entries(rules)) {
    if (!isSection(value)) {
      checkSharedOption(key, value, table, origin);
      continue;
    }
    const rule = table.built.find((each) => each.name === key);
    if (rule !== undefined) {
      const known = rule.options.map((each) => each.name);
      checkKeys(Object.keys(value), known, ["rules", key], origin);
      for (const option of rule.options) {
        checkOption(value[option.name] ?? null, option, ["rules", key, option.name], origin);
      }
      continue;
    }
    const planned = table.planned.find((each) => each.name === key);
    if (planned !== undefined) {
      checkKeys(Object.keys(value), planned.options, ["rules", key], origin);
      continue;
    }
    const meant = all.find((each) => each.code === key || each.aliases.includes(key));
    if (meant === undefined) {
      fail(origin, ["rules", key], "is no rule", nearest(key, all.map((each) => each.name)));
    }
    notes.push(`rules.${key} has no effect: options of ${meant.code} go to rules.${meant.name}`);
  }
  return notes;
}

/**
 * Checks every key and value of a configuration and returns notes on settings without effect.
 * Throws EngineError `invalid_config` naming the key and, where there is one, the nearest valid
 * spelling. `origin` is the file, or how else the configuration came.
 */
export function validateConfig(config: NestedConfig, table: RuleTable, origin: string): string[] {
  checkKeys(Object.keys(config), SECTIONS, [], origin);
  for (const name of SECTIONS) {
    if (config[name] !== undefined && !isSection(config[name])) {
      fail(origin, [name], "is a value, not a section");
    }
  }
  checkCore(section(config, "core"), origin);
  checkIndentation(section(config, "indentation"), origin);
  checkLayout(section(config, "layout"), origin);
  return checkRules(section(config, "rules"), table, origin);
}
