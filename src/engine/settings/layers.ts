/** The layers that a configuration is made of, and where each came from. */
import { parseIni } from "./ini.ts";
import { inlineSettings } from "./inline.ts";
import { resolvePaths } from "./paths.ts";
import { remapRemoved } from "./removed.ts";
import type { RuleTable } from "./rule_info.ts";
import { refuseReference, type UnknownReference } from "./selection.ts";
import { parsePyproject } from "./toml.ts";
import { type Origin, UnknownSettings } from "./unknown.ts";
import { settingPaths, validateConfig } from "./validate.ts";
import { emptySection, getPath, merge, type NestedConfig, setPath } from "./values.ts";

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
  /** A file, the request, or directives of the text itself. */
  kind: "file" | "option" | "inline";
  config: NestedConfig;
  /** Whether somebody named its rules in the request itself, where a wrong name is refused. */
  asked?: boolean;
}

function fileLayer(file: ConfigFile): Layer {
  const lines = new Map<string, number>();
  const config = readConfigFile(file, lines);
  return { origin: { name: file.path, lines }, kind: "file", config };
}

function inlineLayer(sql: string): Layer {
  const config = emptySection();
  const lines = new Map<string, number>();
  for (const { line, path, value } of inlineSettings(sql)) {
    setPath(config, path, value);
    lines.set(path.join("."), line);
  }
  return { origin: { name: "inline directive", lines }, kind: "inline", config };
}

/** All layers, the weakest first. */
function layersOf(sources: SettingsSources): Layer[] {
  const layers = (sources.files ?? []).map(fileLayer);
  if (sources.config !== undefined) {
    const config = merge(sources.config);
    delete config.strict;
    layers.push({ origin: { name: "config" }, kind: "option", config, asked: true });
  }
  const request = requestConfig(sources);
  layers.push({ origin: { name: "request" }, kind: "option", config: request, asked: true });
  layers.push(inlineLayer(sources.sql));
  return layers;
}

/** What to do with a rule that does not exist, by the layer whose `core.<key>` counts. */
export function referenceCheck(
  key: "rules" | "exclude_rules",
  layers: readonly CheckedLayer[],
): UnknownReference {
  const at = layers.findLastIndex(({ config }) => getPath(config, ["core", key]) !== undefined);
  if (at < 0 || layers[at]!.asked) return refuseReference(key);
  return ({ reference, why, hint }) => {
    layers[at]!.unknown.report(["core", key], `names '${reference}', ${why}`, hint, "unknown_rule");
  };
}

function requestConfig(sources: SettingsSources): NestedConfig {
  const core = emptySection();
  if (sources.dialect !== undefined) core.dialect = sources.dialect;
  if (sources.rules?.length) core.rules = [...sources.rules];
  if (sources.excludeRules?.length) core.exclude_rules = [...sources.excludeRules];
  return { core };
}

/** A layer after its check, with what was found in it. */
export interface CheckedLayer extends Layer {
  unknown: UnknownSettings;
}

export interface LaidOver {
  /** The weakest first. */
  layers: readonly CheckedLayer[];
  /** All of them laid over each other, without the defaults. */
  own: NestedConfig;
}

/** Reads and checks every layer. Throws EngineError `invalid_config`. */
export function layOver(sources: SettingsSources, table: RuleTable): LaidOver {
  const strict = sources.config?.strict === true;
  const paths = settingPaths(table);
  const layers = layersOf(sources).map((layer) => ({
    ...layer,
    unknown: new UnknownSettings(layer.origin, strict, paths),
  }));
  for (const { config, unknown } of layers) {
    remapRemoved(config, unknown);
    validateConfig(config, table, unknown);
  }
  return { layers, own: merge(...layers.map(({ config }) => config)) };
}
