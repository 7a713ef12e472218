/**
 * Dialects: what each takes, as data over its parent.
 *
 * A dialect is a set of named entries (grammars), word sets, lexer rules and bracket pairs. A child
 * starts as a copy of its parent and adds or replaces. Entries refer to each other by name, so an
 * entry that a child replaces changes everything that refers to it. Nothing is put together before
 * a dialect is first used. Each folder splits its dialect by statement family.
 */
import type { Dialect } from "./dialect.ts";
import { dialects } from "./list.ts";

export { Dialect, dialect, DialectBuilder, type Entry, type WordSets } from "./dialect.ts";
export { dialects } from "./list.ts";

/** The dialect of that name. Throws RangeError if it is not built. */
export function findDialect(name: string): Dialect {
  const found = dialects.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`dialect ${name} is not built`);
  return found;
}
