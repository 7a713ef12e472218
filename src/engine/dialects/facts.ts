import type { Traits } from "./traits.ts";
import { findDialect } from "./find.ts";

/** What rules ask about a dialect. */
export interface DialectFacts {
  readonly name: string;
  /** What it does otherwise than others. */
  readonly traits: Traits;
  /** The words, in capitals, of word sets such as `reserved_keywords` together; made once. */
  wordsOf(sets: readonly string[]): ReadonlySet<string>;
}

const known = new Map<string, DialectFacts>();

/** The facts of a dialect by its name; its word sets are made once. */
export function factsOf(name: string): DialectFacts {
  let facts = known.get(name);
  if (facts === undefined) {
    const dialect = findDialect(name);
    const made = new Map<string, ReadonlySet<string>>();
    const wordsOf = (sets: readonly string[]): ReadonlySet<string> => {
      const key = sets.join();
      let words = made.get(key);
      if (words === undefined) {
        made.set(key, words = new Set(sets.flatMap((set) => dialect.words(set))));
      }
      return words;
    };
    known.set(name, facts = { name, traits: dialect.traits, wordsOf });
  }
  return facts;
}
