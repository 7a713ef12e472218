/** Configuration: reading, merging, checking, and the rules that it selects. */
export { matchesGlob } from "../../text/glob.ts";
export { nearest } from "../../text/nearest.ts";
export type {
  Applicability,
  OptionRange,
  PlannedRule,
  RuleInfo,
  RuleOption,
  RuleTable,
} from "./rule_info.ts";
export {
  type ConfigExplanation,
  type ExplainedRule,
  type ExplainedValue,
  explainSettings,
  type ValueSource,
} from "./explain.ts";
export type { UnreadSetting } from "./unknown.ts";
export { pythonPattern } from "./python_pattern.ts";
export { expandReference, referenceMap, type Selection } from "./selection.ts";
export { type ConfigFile, readConfigFile, type SettingsSources } from "./layers.ts";
export { AUTO, optionsOf, resolveSettings, ruleOption, type Settings } from "./settings.ts";
export { type ConfigValue, type NestedConfig, section, splitList } from "./values.ts";
