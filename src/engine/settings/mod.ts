/** Configuration: reading, merging, checking, and the rules that it selects. */
export { matchesGlob } from "../../text/glob.ts";
export { nearest } from "../../text/nearest.ts";
export type { OptionRange, PlannedRule, RuleInfo, RuleOption, RuleTable } from "./rule_info.ts";
export { pythonPattern } from "./python_pattern.ts";
export { expandReference, referenceMap, type Selection } from "./selection.ts";
export {
  AUTO,
  type ConfigFile,
  readConfigFile,
  resolveSettings,
  ruleOption,
  type Settings,
  type SettingsSources,
} from "./settings.ts";
export { type ConfigValue, type NestedConfig, section, splitList } from "./values.ts";
