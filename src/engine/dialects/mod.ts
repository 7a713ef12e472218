/**
 * Dialects: what each takes, as changes to its parent.
 *
 * A dialect is a folder of grammar files (see docs/adding-a-dialect.md), the scanners of its lexer,
 * and its traits. Its folder is loaded, and its grammar read, when the dialect is first used. Each folder splits its grammar
 * by statement family.
 */
export { Dialect, type DialectDefinition } from "./dialect.ts";
export { type DialectFacts, factsOf } from "./facts.ts";
export { findDialect } from "./find.ts";
export { dialectNames } from "./list.ts";
export { dialectsByUse } from "./order.ts";
export { type Folding, STANDARD_TRAITS, type Traits } from "./traits.ts";
