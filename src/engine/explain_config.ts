/** Explains a configuration from the generated catalogue, without loading a rule or a grammar. */
import { CATALOGUE } from "./catalogue.ts";
import { EngineError } from "./errors.ts";
import { AUTO, type ConfigExplanation, explainSettings, nearest } from "./settings/mod.ts";
import type { ConfigFile, NestedConfig, RuleTable } from "./settings/mod.ts";

/** What a configuration is made of. */
export interface ConfigRequest {
  /** Outermost folder first. */
  configFiles?: readonly ConfigFile[];
  /** SQLFluff's nested configuration. */
  config?: NestedConfig;
  dialect?: string;
  rules?: readonly string[];
  excludeRules?: readonly string[];
  /** The text, for its inline directives. */
  sql?: string;
}

const TABLE: RuleTable = { built: CATALOGUE.rules, planned: [] };

/**
 * Every effective value with where it was set, the settings that nothing reads, and the rules that
 * run and why the others do not. Throws EngineError: `invalid_config`, `unknown_rule`,
 * `unknown_dialect`, as linting does.
 */
export function explainConfig(request: ConfigRequest): ConfigExplanation {
  const { configFiles, config, dialect, rules, excludeRules, sql = "" } = request;
  const sources = { files: configFiles, config, dialect, rules, excludeRules, sql };
  const explained = explainSettings(sources, TABLE);
  const known = [...CATALOGUE.dialects, AUTO];
  if (!known.includes(explained.dialect)) {
    const message = `The native engine does not have dialect '${explained.dialect}'; it has ${
      CATALOGUE.dialects.join(", ")
    }, and ${AUTO}, which finds that of each text.`;
    throw new EngineError("unknown_dialect", message, "dialect", nearest(explained.dialect, known));
  }
  return explained;
}
