/**
 * Dialects: what each takes, as changes to its parent.
 *
 * A dialect is a folder of grammar files (see docs/adding-a-dialect.md), the scanners of its lexer,
 * and its traits. Nothing is read before the dialect is first used. Each folder splits its grammar
 * by statement family.
 */
import type { Dialect } from "./dialect.ts";
import { dialects } from "./list.ts";

export { Dialect, type DialectDefinition } from "./dialect.ts";
export { dialects } from "./list.ts";
export { type Folding, STANDARD_TRAITS, type Traits } from "./traits.ts";

/** The dialect of that name. Throws RangeError if it is not built. */
export function findDialect(name: string): Dialect {
  const found = dialects.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`dialect ${name} is not built`);
  return found;
}
