import type { ConfigValue } from "./values.ts";

/** Whole numbers that an option takes, both ends included. */
export interface OptionRange {
  min: number;
  max: number;
}

/** An option of a rule. */
export interface RuleOption {
  name: string;
  default: ConfigValue;
  /** The values it takes; without them, any. */
  allowed?: readonly ConfigValue[] | OptionRange;
  /** Whether the root of `rules` may set it for every rule that has it. */
  shared?: boolean;
  description: string;
}

/** When a rule looks for anything at all. */
export interface Applicability {
  /** The dialects that have what it is about; without them, all. */
  dialects?: readonly string[];
  /** What the option `force_enable` is for: to run at all, or in every dialect. */
  forced?: "required" | "any_dialect";
  /** Options of which one at least has to be set. */
  anyOf?: readonly string[];
}

/** What can be said of a rule without running it. */
export interface RuleInfo {
  code: string;
  /** Dotted name, also the name of its configuration section. */
  name: string;
  /** Groups that select it, `all` included. */
  groups: readonly string[];
  /** Older codes that still select it. */
  aliases: readonly string[];
  /** One sentence: what it asks for. */
  description: string;
  /** Why one would want that. */
  rationale: string;
  fixable: boolean;
  options: readonly RuleOption[];
  /** Missing where it always does. */
  applies?: Applicability;
  /** SQL that breaks the rule under the default configuration (or `exampleConfig`). */
  bad: string;
  /** The same made right. */
  good: string;
}

/** A rule of SQLFluff's that this build does not have. */
export type PlannedRule = Pick<RuleInfo, "code" | "name" | "groups" | "aliases"> & {
  options: readonly string[];
};

/** Every rule that a name may mean: those that run and those that do not yet. */
export interface RuleTable {
  built: readonly RuleInfo[];
  planned: readonly PlannedRule[];
}
