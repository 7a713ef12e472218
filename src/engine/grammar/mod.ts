/**
 * Grammar as data, and its compilation to integer tables.
 *
 * `combinators.ts` is what a dialect is written in. A grammar matches at a token index, below a
 * limit, in a context of terminators, and yields where it stopped. The rules are SQLFluff's:
 * - A choice takes the longest alternative, the first of equally long ones, and stops early once a
 *   terminator stands after a match or the limit is reached.
 * - A strict grammar that cannot take everything it needs takes nothing. A greedy one first claims
 *   all code up to a terminator outside brackets; what it then cannot take is an unparsable node.
 *   `greedyOnceStarted` claims after its first part has matched.
 * - Indents are zero-width: one that opens stands before the whitespace around it, a group that
 *   closes stands after it. Indents directly inside brackets, not in a node of their own, are lost.
 *
 * `compile.ts` turns a dialect's entries into `Program`: one small integer (a "rule") for each
 * distinct grammar, equal grammars sharing one. `first.ts` answers, for a rule and a token key,
 * whether a match can start there at all; a token key is the token's word where the dialect knows
 * the word, and otherwise its kind.
 */
export * from "./combinators.ts";
export {
  type Form,
  Grammar,
  type ParseMode,
  type Part,
  type TextTest,
  type Traits,
} from "./grammar.ts";
export { Compiler, type GrammarSource } from "./compile.ts";
export { FirstSets, patternTakes } from "./first.ts";
export {
  type BracketPair,
  GREEDY,
  GREEDY_ONCE_STARTED,
  LAST_LEAF_OP,
  Op,
  type Rule,
  STRICT,
} from "./program.ts";
export { SecondSets } from "./second.ts";
