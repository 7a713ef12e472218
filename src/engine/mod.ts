/**
 * The native SQL linter, with all of its dialects and templaters loaded. It imports nothing outside of its folder and needs no permission.
 *
 * A text goes: settings → lexer → parser → rules (and the layout library) → suppression → answer,
 * and when it is to be fixed, round after round through the rules until it stays as it is.
 */
import "./dialects/all.ts";
import "./templating/all.ts";
import { CATALOGUE, type EngineCatalogue } from "./catalogue.ts";

export type { EngineCatalogue } from "./catalogue.ts";
export { EngineError, type EngineErrorCode } from "./errors.ts";
export { explain, type Explanation } from "./explain.ts";
export { type ConfigRequest, explainConfig } from "./explain_config.ts";
export { answerLine } from "./jsonl.ts";
export { type EngineAnswer, type EngineRequest, lint } from "./lint.ts";
export type { EngineEdit, EngineViolation } from "./report.ts";
export type { ConfigExplanation, ConfigFile, NestedConfig, RuleInfo } from "./settings/mod.ts";

/** The rules, dialects and templaters of this build. */
export function catalogue(): EngineCatalogue {
  return CATALOGUE;
}
