import { EngineError } from "../errors.ts";
import { CORE_DEFAULTS, INDENTATION_DEFAULTS } from "./defaults.ts";
import { asRuleFlag, settleFlags } from "./flags.ts";
import { nearest } from "../../text/nearest.ts";
import type { OptionRange, RuleOption, RuleTable } from "./rule_info.ts";
import { type Origin, placeOf, type UnknownSettings } from "./unknown.ts";
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
  list_wrapping: ["one_per_line", "fill"],
  trailing_comments: ["before", "after"],
};
const COUNTS: Record<string, number> = {
  max_line_length: -1,
  max_parse_depth: 0,
  max_parse_nodes: 0,
  runaway_limit: 1,
  render_variant_limit: 1,
  large_file_skip_byte_limit: 0,
  large_file_skip_char_limit: 0,
};

function fail(origin: Origin, path: string[], what: string, hint?: string): never {
  const field = path.join(".");
  const guess = hint === undefined ? "" : ` Did you mean ${hint}?`;
  const message = `${placeOf(origin, path)}: ${field} ${what}.${guess}`;
  throw new EngineError("invalid_config", message, field, hint);
}

function show(values: readonly ConfigValue[]): string {
  return values.map(String).join(", ");
}

function checkKeys(
  keys: string[],
  known: readonly string[],
  path: string[],
  unknown: UnknownSettings,
): void {
  for (const key of keys) {
    if (!known.includes(key)) unknown.unknown([...path, key], known);
  }
}

function checkChoice(
  value: ConfigValue | NestedConfig,
  allowed: readonly ConfigValue[],
  path: string[],
  origin: Origin,
): void {
  if (value === null || allowed.includes(value as ConfigValue)) return;
  const names = allowed.map(String);
  const shown = isSection(value) ? "a section" : `'${String(value)}'`;
  fail(origin, path, `is ${shown}, not one of ${show(allowed)}`, nearest(String(value), names));
}

function checkCore(core: NestedConfig, unknown: UnknownSettings): void {
  const { origin } = unknown;
  checkKeys(Object.keys(core), Object.keys(CORE_DEFAULTS), ["core"], unknown);
  settleFlags(core, "core", CORE_DEFAULTS, unknown);
  for (const [key, least] of Object.entries(COUNTS)) {
    const value = core[key];
    if (value === undefined || value === null || value === "") continue;
    if (!Number.isInteger(value) || (value as number) < least) {
      fail(origin, ["core", key], `is '${String(value)}', not a whole number from ${least}`);
    }
  }
  const templaters = ["raw", "jinja", "python", "placeholder", "dbt", "sqlmesh"];
  checkChoice(core.templater ?? null, templaters, ["core", "templater"], origin);
  const positions = ["start", "found"];
  checkChoice(core.prs_position ?? null, positions, ["core", "prs_position"], origin);
}

function checkIndentation(indentation: NestedConfig, unknown: UnknownSettings): void {
  const { origin } = unknown;
  checkKeys(Object.keys(indentation), Object.keys(INDENTATION_DEFAULTS), ["indentation"], unknown);
  settleFlags(indentation, "indentation", INDENTATION_DEFAULTS, unknown);
  for (const [key, allowed] of Object.entries(INDENTATION_VALUES)) {
    checkChoice(indentation[key] ?? null, allowed, ["indentation", key], origin);
  }
  const size = indentation.tab_space_size ?? 4;
  if (!Number.isInteger(size) || (size as number) < 0) {
    fail(origin, ["indentation", "tab_space_size"], `is '${String(size)}', not a whole number`);
  }
}

function checkLayout(layout: NestedConfig, unknown: UnknownSettings): void {
  const { origin } = unknown;
  checkKeys(Object.keys(layout), ["type"], ["layout"], unknown);
  const types = section(layout, "type");
  for (const [type, settings] of Object.entries(types)) {
    const path = ["layout", "type", type];
    if (!isSection(settings)) {
      unknown.unknown(path, []);
      delete types[type];
      continue;
    }
    checkKeys(Object.keys(settings), LAYOUT_KEYS, path, unknown);
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

/** Whether an option is on or off. */
function isFlag({ allowed }: RuleOption): boolean {
  return Array.isArray(allowed) && allowed.every((each) => typeof each === "boolean");
}

/** Replaces an option that is on or off by what it means. */
function settleOption(settings: NestedConfig, key: string, option: RuleOption): void {
  if (isFlag(option) && Object.hasOwn(settings, key)) settings[key] = asRuleFlag(settings[key]!);
}

function isRange(allowed: RuleOption["allowed"]): allowed is OptionRange {
  return allowed !== undefined && !Array.isArray(allowed);
}

function checkOption(
  value: ConfigValue | NestedConfig,
  option: RuleOption,
  path: string[],
  origin: Origin,
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
  rules: NestedConfig,
  key: string,
  table: RuleTable,
  unknown: UnknownSettings,
): void {
  const options = table.built.flatMap((rule) => rule.options).filter((each) => each.name === key);
  const planned = table.planned.flatMap((rule) => rule.options);
  if (options.length === 0 && !planned.includes(key)) {
    const known = [...table.built.flatMap((rule) => rule.options.map((each) => each.name))];
    unknown.unknown(["rules", key], known, "is neither a rule nor an option that rules share");
  }
  for (const option of options) {
    settleOption(rules, key, option);
    checkOption(rules[key]!, option, ["rules", key], unknown.origin);
  }
}

function checkRules(rules: NestedConfig, table: RuleTable, unknown: UnknownSettings): void {
  const all = [...table.built, ...table.planned];
  for (const [key, value] of Object.entries(rules)) {
    if (!isSection(value)) {
      checkSharedOption(rules, key, table, unknown);
      continue;
    }
    const rule = table.built.find((each) => each.name === key);
    if (rule !== undefined) {
      const known = rule.options.map((each) => each.name);
      checkKeys(Object.keys(value), known, ["rules", key], unknown);
      for (const option of rule.options) {
        settleOption(value, option.name, option);
        const path = ["rules", key, option.name];
        checkOption(value[option.name] ?? null, option, path, unknown.origin);
      }
      continue;
    }
    const planned = table.planned.find((each) => each.name === key);
    if (planned !== undefined) {
      checkKeys(Object.keys(value), planned.options, ["rules", key], unknown);
      continue;
    }
    const meant = all.find((each) => each.code === key || each.aliases.includes(key));
    if (meant === undefined) {
      unknown.unknown(["rules", key], all.map((each) => each.name), "is not a rule");
    } else {
      const why = `has no effect: options of ${meant.code} go to rules.${meant.name}`;
      unknown.report(["rules", key], why);
    }
  }
}

/** The dotted paths of all settings outside of `layout` and `templater`, where names are free. */
export function settingPaths(table: RuleTable): string[] {
  return [
    ...Object.keys(CORE_DEFAULTS).map((key) => `core.${key}`),
    ...Object.keys(INDENTATION_DEFAULTS).map((key) => `indentation.${key}`),
    ...table.built.flatMap((rule) => rule.options.map(({ name }) => `rules.${rule.name}.${name}`)),
  ];
}

/**
 * Checks every key and value of a configuration. Settings that do not exist are collected by
 * `unknown`, with the nearest valid spelling, and change nothing; a value that a setting cannot
 * take throws EngineError `invalid_config`. Sections that are values are removed from `config`.
 */
export function validateConfig(
  config: NestedConfig,
  table: RuleTable,
  unknown: UnknownSettings,
): void {
  checkKeys(Object.keys(config), SECTIONS, [], unknown);
  for (const name of SECTIONS) {
    if (config[name] === undefined || isSection(config[name])) continue;
    unknown.report([name], "is a value where a section is needed");
    delete config[name];
  }
  checkCore(section(config, "core"), unknown);
  checkIndentation(section(config, "indentation"), unknown);
  checkLayout(section(config, "layout"), unknown);
  checkRules(section(config, "rules"), table, unknown);
}
