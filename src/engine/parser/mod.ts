/**
 * Tokens to a tree.
 *
 * `Machine` runs a dialect's compiled rules over the tokens with an explicit stack; a rule's answer
 * is a stop token and a rope (`ropes.ts`), and only what has been decided is written to the tree,
 * statement by statement. A token index in here is a position between 0 and `Input.count`; a limit
 * is the first token that may not be touched; a set is an interned set of terminators.
 */
export { ParseLimitError } from "./failure.ts";
export { parse, type Parsed, type ParseOptions } from "./parse.ts";
