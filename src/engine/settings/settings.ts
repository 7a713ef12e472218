import { EngineError } from "../errors.ts";
import { defaultConfig } from "./defaults.ts";
import { parseIni } from "./ini.ts";
import { inlineSettings } from "./inline.ts";
import { remapRemoved } from "./removed.ts";
import type { RuleOption, RuleTable } from "./rule_info.ts";
import { type Selection, selectRules } from "./selection.ts";
import { parsePyproject } from "./toml.ts";
import { validateConfig } from "./validate.ts";
import { resolvePaths } from "./paths.ts";
import {
  type ConfigValue,
  emptySection,
  isSection,
  merge,
  type NestedConfig,
  section,
  setPath,
  splitList,
} from "./values.ts";

/** A configuration file as text; only its name says how to read it. */
export interface ConfigFile {
  path: string;
  text: string;
}

/** What a configuration is made from; later entries win over earlier ones. */
export interface SettingsSources {
  /** Outermost folder first. */
  files?: readonly ConfigFile[];
  config?: NestedConfig;
  dialect?: string;
  rules?: readonly string[];
  excludeRules?: readonly string[];
  /** The text itself, for its inline directives, which win over everything. */
  sql: string;
}

/** The effective configuration of one file. */
export interface Settings {
  dialect: string;
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
  /** References whose violations are warnings. */
  warnings: string[];
  /** Kinds of violation that are dropped: `parsing`, `lexing`, `linting`, `templating`. */
  ignore: string[];
  /** Largest text in bytes, when one was set; 0 without. */
  byteLimit: number;
  indentation: NestedConfig;
  /** `layout.type`: settings by segment type. */
  layout: NestedConfig;
  /** Options at the root of `rules` and, in sections, of each rule. */
  rules: NestedConfig;
  /** Settings that have no effect, in words. */
  notes: string[];
}

/**
 * Reads a configuration file by its name: `pyproject.toml` as TOML, every other as INI.
 * Throws EngineError `invalid_config`.
 */
export function readConfigFile({ path, text }: ConfigFile): NestedConfig {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const config = name.endsWith(".toml") ? parsePyproject(text, path) : parseIni(text, path);
  resolvePaths(config, path);
  return config;
}

function inlineConfig(sql: string): NestedConfig {
  const config = emptySection();
  for (const { path, value } of inlineSettings(sql)) setPath(config, path, value);
  return config;
}

function requestConfig(sources: SettingsSources): NestedConfig {
  const core = emptySection();
  if (sources.dialect !== undefined) core.dialect = sources.dialect;
  if (sources.rules?.length) core.rules = [...sources.rules];
  if (sources.excludeRules?.length) core.exclude_rules = [...sources.excludeRules];
  return { core };
}

function asNumber(value: ConfigValue | NestedConfig | undefined): number {
  return typeof value === "number" ? value : 0;
}

/**
 * The effective settings of a file. Throws EngineError: `invalid_config` for a key or value that
 * does not exist, `unknown_rule` for a rule that does not.
 */
export function resolveSettings(sources: SettingsSources, table: RuleTable): Settings {
  const layers: [string, NestedConfig][] = (sources.files ?? []).map(
    (file) => [file.path, readConfigFile(file)],
  );
  if (sources.config !== undefined) layers.push(["config", merge(sources.config)]);
  layers.push(["request", requestConfig(sources)], ["inline", inlineConfig(sources.sql)]);
  const notes: string[] = [];
  for (const [origin, layer] of layers) {
    remapRemoved(layer, origin);
    notes.push(...validateConfig(layer, table, origin));
  }
  const own = merge(...layers.map(([, layer]) => layer));
  const config = merge(defaultConfig(), own);
  const core = section(config, "core");
  const dialect = core.dialect ?? "ansi";
  if (typeof dialect !== "string") {
    throw new EngineError("invalid_config", "core.dialect is no name", "core.dialect");
  }
  return {
    dialect,
    templater: String(core.templater ?? "jinja"),
    templating: section(config, "templater"),
    variantLimit: Math.max(1, asNumber(core.render_variant_limit)),
    ignoreTemplatedAreas: core.ignore_templated_areas !== false,
    fixEvenUnparsable: core.fix_even_unparsable === true,
    selection: selectRules(table, splitList(core.rules), splitList(core.exclude_rules)),
    maxLineLength: asNumber(core.max_line_length),
    runawayLimit: asNumber(core.runaway_limit) || 1,
    disableNoqa: core.disable_noqa === true,
    disableNoqaExcept: splitList(core.disable_noqa_except),
    warnUnusedIgnores: core.warn_unused_ignores === true,
    warnings: splitList(core.warnings),
    ignore: splitList(core.ignore),
    byteLimit: asNumber(section(own, "core").large_file_skip_byte_limit),
    indentation: section(config, "indentation"),
    layout: section(config, "layout", "type"),
    rules: section(config, "rules"),
    notes,
  };
}

/**
 * The value of a rule's option: its section's, else (for an option that rules share) the one at
 * the root of `rules`, else the rule's default.
 */
export function ruleOption(
  settings: Settings,
  rule: { name: string; options: readonly RuleOption[] },
  option: string,
): ConfigValue {
  const own = section(settings.rules, rule.name)[option];
  if (own !== undefined && !isSection(own)) return own;
  const spec = rule.options.find((each) => each.name === option);
  const shared = spec?.shared ? settings.rules[option] : undefined;
  if (shared !== undefined && !isSection(shared)) return shared;
  return spec?.default ?? null;
}
