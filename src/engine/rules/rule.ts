import type { FixEffects } from "./effects.ts";
import type { Reads } from "./reads.ts";
import type { RunsWhen } from "./runs_when.ts";
import type { ConfigValue, RuleInfo, RuleOption } from "../settings/mod.ts";
import type { Kind } from "../tree/mod.ts";
import type { RuleContext } from "./context.ts";

/**
 * A rule: what it is, what it visits, and how it judges. One file holds one rule, and exports it
 * as `rule`; the registry, the catalogue and the documentation are generated from these files.
 */
interface Judge extends Omit<RuleInfo, "applies"> {
  /** `post` rules fix last, once the text has its final shape; all rules lint together. */
  readonly phase: "main" | "post";
  /** Kinds of node that it looks at; a kind stands for those below it too. */
  readonly visits: readonly Kind[];
  /** Those of them that matter under some options; all of them unless this says otherwise. */
  readonly visitsUnder?: (options: ReadonlyMap<string, ConfigValue>) => readonly Kind[];
  /** Whether nodes inside of a visited one are visited too; they are unless this says no. */
  readonly nested?: false;
  /** Whether what it finds is told of text, too, that a template has rendered. */
  readonly targetsTemplated?: true;
  /** Whether its fixes stay clear of what templates have rendered by themselves. */
  readonly templateSafeFixes?: true;
  /** Whether it follows names through nested queries, which is not done beyond some depth. */
  readonly followsQueries?: true;
  /** Configuration under which the examples hold, in SQLFluff's nested form. */
  readonly exampleConfig?: Record<
    string,
    Record<string, Record<string, string | number | boolean>>
  >;
  /** Dialect of the examples; ansi if it is not named. */
  readonly exampleDialect?: string;
  /** When it looks for anything at all; it always does unless this says otherwise. */
  readonly when?: RunsWhen;
  /** What a violation says when it does not say it itself. */
  readonly message: string;
  /**
   * Starts the rule on one tree and returns what to do at each visited node, which are visited in
   * the order of the text. Whatever the rule keeps between nodes lives in this closure.
   */
  run(context: RuleContext): (node: number) => void;
}

/** What a rule that fixes declares besides. */
interface Fixes {
  readonly fixable: true;
  /** What of a text it looks at: while only the rest changes, it finds the same. */
  readonly reads: Reads;
  /** What its fixes may do to the text. */
  readonly effects: FixEffects;
}

/** A rule; one that fixes says what it looks at, and what it may change. */
export type Rule = Judge & ({ readonly fixable: false } | Fixes);

/** An option that takes one of a list of words. */
export function choice(
  name: string,
  allowed: readonly string[],
  fallback: string | null,
  description: string,
): RuleOption {
  return { name, allowed, default: fallback, description };
}

/** An option that is on or off. */
export function flag(name: string, fallback: boolean, description: string): RuleOption {
  return { name, allowed: [true, false], default: fallback, description };
}

/** An option that takes any text; null when it is not set. */
export function text(name: string, description: string): RuleOption {
  return { name, default: null, description };
}

/** An option that takes a whole number from 0 to 999. */
export function count(name: string, fallback: number | null, description: string): RuleOption {
  return { name, allowed: { min: 0, max: 999 }, default: fallback, description };
}

/** The options by which the user names words that a rule leaves alone. */
export const IGNORE_WORDS: readonly RuleOption[] = [
  text("ignore_words", "Words that the rule leaves alone, separated by commas."),
  text("ignore_words_regex", "The rule leaves words alone that this expression is found in."),
];
