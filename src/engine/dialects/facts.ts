import type { Traits } from "./traits.ts";
import { findDialect } from "./find.ts";

/** What rules ask about a dialect. */
export interface DialectFacts {
  readonly name: string;
  /** What it does otherwise than others. */
  readonly traits: Traits;
  /** Whether a word, in capitals, is in a word set such as `reserved_keywords`. */
  inSet(set: string, word: string): boolean;
}

const known = new Map<string, DialectFacts>();

/** The facts of a dialect by its name; its word sets are made once. */
export function factsOf(name: string): DialectFacts {
  let facts = known.get(name);
  if (facts === undefined) {
    const dialect = findDialect(name);
    const sets = new Map<string, Set<string>>();
    const setOf = (set: string) => {
      let words = sets.get(set);
      if (words === undefined) sets.set(set, words = new Set(dialect.words(set)));
      return words;
    };
    known.set(
      name,
      facts = { name, traits: dialect.traits, inSet: (set, word) => setOf(set).has(word) },
    );
  }
  return facts;
}
