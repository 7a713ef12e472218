import { EngineError } from "../errors.ts";
import { defaultConfig } from "./defaults.ts";
import { parseIni } from "./ini.ts";
import { inlineSettings } from "./inline.ts";
import { remapRemoved } from "./removed.ts";
import type { RuleOption, RuleTable } from "./rule_info.ts";
import {
  refuseReference,
  type Selection,
  selectRules,
  type UnknownReference,
} from "./selection.ts";
import { parsePyproject } from "./toml.ts";
import { type Origin, UnknownSettings } from "./unknown.ts";
import { settingPaths, validateConfig } from "./validate.ts";
import { resolvePaths } from "./paths.ts";
import {
  type ConfigValue,
  emptySection,
  getPath,
  isSection,
  merge,
  type NestedConfig,
  section,
  setPath,
  splitList,
} from "./values.ts";

const DEFAULT_DIALECT = "ansi";
/** In place of a dialect's name: the one of the text is to be found. */
export const AUTO = "auto";

/** A configuration file as text; only its name says how to read it. */
export interface ConfigFile {
  path: string;
  text: string;
}

/** What a configuration is made from; later entries win over earlier ones. */
export interface SettingsSources {
  /** Outermost folder first. */
  files?: readonly ConfigFile[];
  /** SQLFluff's nested configuration; `strict` beside its sections refuses unknown settings. */
  config?: NestedConfig;
  dialect?: string;
  rules?: readonly string[];
  excludeRules?: readonly string[];
  /** The text itself, for its inline directives, which win over everything. */
  sql: string;
}

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
  indentation: NestedConfig;
  /** `layout.type`: settings by segment type. */
  layout: NestedConfig;
  /** Options at the root of `rules` and, in sections, of each rule. */
  rules: NestedConfig;
  /** One sentence, beginning with "warning: ", for each setting that has no effect. */
  notes: string[];
}

/**
 * Reads a configuration file by its name: `pyproject.toml` as TOML, every other as INI. `lines` is
 * given the line of each setting. Throws EngineError `invalid_config`.
 */
export function readConfigFile(
  { path, text }: ConfigFile,
  lines: Map<string, number> = new Map(),
): NestedConfig {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const config = name.endsWith(".toml")
    ? parsePyproject(text, path, lines)
    : parseIni(text, path, lines);
  resolvePaths(config, path);
  return config;
}

/** A layer of the configuration and where it came from. */
interface Layer {
  origin: Origin;
  config: NestedConfig;
  /** Whether somebody named its rules in the request itself, where a wrong name is refused. */
  asked?: boolean;
}

function fileLayer(file: ConfigFile): Layer {
  const lines = new Map<string, number>();
  const config = readConfigFile(file, lines);
  return { origin: { name: file.path, lines }, config };
}

function inlineLayer(sql: string): Layer {
  const config = emptySection();
  const lines = new Map<string, number>();
  for (const { line, path, value } of inlineSettings(sql)) {
    setPath(config, path, value);
    lines.set(path.join("."), line);
  }
  return { origin: { name: "inline directive", lines }, config };
}

/** All layers, the weakest first. */
function layersOf(sources: SettingsSources): Layer[] {
  const layers = (sources.files ?? []).map(fileLayer);
  if (sources.config !== undefined) {
    const config = merge(sources.config);
    delete config.strict;
    layers.push({ origin: { name: "config" }, config, asked: true });
  }
  layers.push({ origin: { name: "request" }, config: requestConfig(sources), asked: true });
  layers.push(inlineLayer(sources.sql));
  return layers;
}

/** What to do with a rule that does not exist, by the layer whose `core.<key>` counts. */
function referenceCheck(
  key: "rules" | "exclude_rules",
  layers: readonly Layer[],
  unknowns: readonly UnknownSettings[],
): UnknownReference {
  const at = layers.findLastIndex(({ config }) => getPath(config, ["core", key]) !== undefined);
  if (at < 0 || layers[at]!.asked) return refuseReference(key);
  return ({ reference, why, hint }) => {
    unknowns[at]!.report(["core", key], `names '${reference}', ${why}`, hint, "unknown_rule");
  };
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
 * The effective settings of a file. Settings that do not exist are told by `notes`, or refused
 * where `config.strict` is true. Throws EngineError: `invalid_config` for a value that a setting
 * cannot take, `unknown_rule` for a rule that the request names and that does not exist.
 */
export function resolveSettings(sources: SettingsSources, table: RuleTable): Settings {
  const layers = layersOf(sources);
  const strict = sources.config?.strict === true;
  const paths = settingPaths(table);
  const unknowns = layers.map(({ origin }) => new UnknownSettings(origin, strict, paths));
  for (const [index, { config }] of layers.entries()) {
    remapRemoved(config, unknowns[index]!);
    validateConfig(config, table, unknowns[index]!);
  }
  const own = merge(...layers.map(({ config }) => config));
  const config = merge(defaultConfig(), own);
  const core = section(config, "core");
  const named = core.dialect ?? undefined;
  if (named !== undefined && typeof named !== "string") {
    throw new EngineError("invalid_config", "core.dialect is no name", "core.dialect");
  }
  const selection = selectRules(table, splitList(core.rules), splitList(core.exclude_rules), {
    allow: referenceCheck("rules", layers, unknowns),
    deny: referenceCheck("exclude_rules", layers, unknowns),
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
    indentation: section(config, "indentation"),
    layout: section(config, "layout", "type"),
    rules: section(config, "rules"),
    notes: unknowns.flatMap(({ warnings }) => warnings),
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
