/**
 * Tokens to a tree.
 *
 * `Machine` runs a dialect's rules over the tokens with an explicit stack: a rule's answer is the
 * token where its match stopped and what it made (`matches.ts`). A statement is matched strictly
 * first. Only where that fails is it matched again leniently: then what is committed to recovers,
 * and what it cannot take is in `unparsable` nodes. A token index in here is between 0 and
 * `Input.count`; "what may follow" is the number of an interned set (`grammar/follow.ts`).
 */
export type { Expectation } from "./expectations.ts";
export { ParseLimitError } from "./limit.ts";
export { type EarlierText, parse, type Parsed, type ParseOptions } from "./parse.ts";
