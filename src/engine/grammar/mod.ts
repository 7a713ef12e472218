/**
 * Grammars: text in the notation of the manuals, to rules that a parser runs.
 *
 * `readGrammar` reads a file into what its dialect says, `link` puts a dialect over its parents,
 * `Compiler` makes rules of the productions, and `Starts` and `FollowSets` say how each rule can
 * start and what may follow it. A fault in a grammar is a `GrammarError` with file and line. The
 * notation is in docs/adding-a-dialect.md.
 */
export { checkGrammar } from "./check.ts";
export { Compiler } from "./compile.ts";
export { FollowSets, NOTHING } from "./follow.ts";
export { END_KEY, Keys, NO_CODE } from "./keys.ts";
export { link, type Linked, type Production } from "./link.ts";
export { After, LAST_ZERO_WIDTH, Lenience, Op, type Operator, type Rule } from "./program.ts";
export { emptyDialect, readGrammar } from "./read.ts";
export { Starts, UNSOLVED } from "./starts.ts";
export { type DialectText, GrammarError } from "./syntax.ts";
