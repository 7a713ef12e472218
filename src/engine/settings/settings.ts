import { EngineError } from "../errors.ts";
import { defaultConfig } from "./defaults.ts";
import { type LaidOver, layOver, referenceCheck, type SettingsSources } from "./layers.ts";
import type { RuleOption, RuleTable } from "./rule_info.ts";
import { type Selection, selectRules } from "./selection.ts";
import {
  type ConfigValue,
  isSection,
  merge,
  type NestedConfig,
  section,
  splitList,
} from "./values.ts";

const DEFAULT_DIALECT = "ansi";
/** In place of a dialect's name: the one of the text is to be found. */
export const AUTO = "auto";

/** The effective configuration of one file. */
export interface Settings {
  /** The default one where none is named or it is to be found. */
  dialect: string;
  /** Whether the dialect was named, left to the default, or is to be found from the text. */
  dialectFrom: "name" | "default" | "text";
  templater: string;
  /** The section of the templaters. */
  templating: NestedConfig;
  /** Most renderings of one text that are linted. */
  variantLimit: number;
  /** Whether what is found in text that a template has rendered is left out. */
  ignoreTemplatedAreas: boolean;
  /** Fixes texts of which a part does not parse or render, too. */
  fixEvenUnparsable: boolean;
  selection: Selection;
  maxLineLength: number;
  runawayLimit: number;
  disableNoqa: boolean;
  disableNoqaExcept: string[];
  warnUnusedIgnores: boolean;
  /** Where a PRS points: where the unparsable part starts, or at the token that was not expected. */
  prsPosition: "start" | "found";
  /** References whose violations are warnings. */
  warnings: string[];
  /** Kinds of violation that are dropped: `parsing`, `lexing`, `linting`, `templating`. */
  ignore: string[];
  /** Largest text in bytes, when one was set; 0 without. */
  byteLimit: number;
  /** Most characters of a text; 0 for no limit. */
  characterLimit: number;
  /** Whether a text that is over one of these limits is refused, and not just skipped. */
  refusesLarge: boolean;
  indentation: NestedConfig;
  /** `layout.type`: settings by segment type. */
  layout: NestedConfig;
  /** Options at the root of `rules` and, in sections, of each rule. */
  rules: NestedConfig;
  /** One sentence, beginning with "warning: ", for each setting that has no effect. */
  notes: string[];
}

function asNumber(value: ConfigValue | NestedConfig | undefined): number {
  return typeof value === "number" ? value : 0;
}

/**
 * The effective settings of a file. Settings that do not exist are told by `notes`, or refused
 * where `config.strict` is true. Throws EngineError: `invalid_config` for a value that a setting
 * cannot take, `unknown_rule` for a rule that the request names and that does not exist.
 */
export function resolveSettings(sources: SettingsSources, table: RuleTable): Settings {
  return settingsFrom(layOver(sources, table), table);
}

/** The effective settings of layers that are checked. Throws EngineError `unknown_rule`. */
export function settingsFrom({ layers, own }: LaidOver, table: RuleTable): Settings {
  const config = merge(defaultConfig(), own);
  const core = section(config, "core");
  const named = core.dialect ?? undefined;
  if (named !== undefined && typeof named !== "string") {
    throw new EngineError("invalid_config", "core.dialect is no name", "core.dialect");
  }
  const selection = selectRules(table, splitList(core.rules), splitList(core.exclude_rules), {
    allow: referenceCheck("rules", layers),
    deny: referenceCheck("exclude_rules", layers),
  });
  return {
    dialect: named === undefined || named === AUTO ? DEFAULT_DIALECT : named,
    dialectFrom: named === undefined ? "default" : named === AUTO ? "text" : "name",
    templater: String(core.templater ?? "jinja"),
    templating: section(config, "templater"),
    variantLimit: Math.max(1, asNumber(core.render_variant_limit)),
    ignoreTemplatedAreas: core.ignore_templated_areas !== false,
    fixEvenUnparsable: core.fix_even_unparsable === true,
    selection,
    maxLineLength: asNumber(core.max_line_length),
    runawayLimit: asNumber(core.runaway_limit) || 1,
    disableNoqa: core.disable_noqa === true,
    disableNoqaExcept: splitList(core.disable_noqa_except),
    warnUnusedIgnores: core.warn_unused_ignores === true,
    prsPosition: core.prs_position === "found" ? "found" : "start",
    warnings: splitList(core.warnings),
    ignore: splitList(core.ignore),
    byteLimit: asNumber(section(own, "core").large_file_skip_byte_limit),
    characterLimit: asNumber(core.large_file_skip_char_limit),
    refusesLarge: core.large_file_skip_fail === true,
    indentation: section(config, "indentation"),
    layout: section(config, "layout", "type"),
    rules: section(config, "rules"),
    notes: layers.flatMap(({ unknown }) => unknown.warnings),
  };
}

/**
 * The value of a rule's option: its section's, else (for an option that rules share) the one at
 * the root of `rules`, else the rule's default.
 */
export function ruleOption(settings: Settings, rule: Configurable, option: string): ConfigValue {
  let rules = options.get(settings);
  if (rules === undefined) options.set(settings, rules = new Map());
  let values = rules.get(rule);
  if (values === undefined) rules.set(rule, values = new Map());
  let value = values.get(option);
  if (value === undefined) values.set(option, value = lookUp(settings, rule, option));
  return value;
}

/** What a rule's options come to, by their names. */
export function optionsOf(settings: Settings, rule: Configurable): Map<string, ConfigValue> {
  return new Map(rule.options.map(({ name }) => [name, ruleOption(settings, rule, name)]));
}

/** A rule as far as its options go. */
interface Configurable {
  readonly name: string;
  readonly options: readonly RuleOption[];
}

/** What has been looked up: every file of a job asks for the same options of the same settings. */
const options = new WeakMap<Settings, Map<Configurable, Map<string, ConfigValue>>>();

function lookUp(settings: Settings, rule: Configurable, option: string): ConfigValue {
  const own = section(settings.rules, rule.name)[option];
  if (own !== undefined && !isSection(own)) return own;
  const spec = rule.options.find((each) => each.name === option);
  const shared = spec?.shared ? settings.rules[option] : undefined;
  if (shared !== undefined && !isSection(shared)) return shared;
  return spec?.default ?? null;
}
