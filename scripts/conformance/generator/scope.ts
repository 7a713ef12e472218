/** What names mean where a query is written. */
import type { Dice } from "./random.ts";

/** One thing that FROM reads. */
export interface NamedSource {
  /** What columns are qualified with: the alias, or the table's name. */
  readonly name: string;
  readonly aliased: boolean;
}

/** The sources that a place can name, and how carefully this query names them. */
export interface Scope {
  readonly sources: readonly NamedSource[];
  /** The scope of the query around, where this one is a subquery that may use it. */
  readonly outer?: Scope;
  /** How likely a column of this query is qualified. */
  readonly qualified: number;
  /** How many queries this one stands in. */
  readonly depth: number;
}

/** Outside of any query: columns stand alone. */
export const NO_SOURCES: Scope = { sources: [], qualified: 0, depth: 0 };

/** What a column is qualified with here: empty where it stands alone. */
export function qualifierOf(scope: Scope, dice: Dice): string {
  if (scope.sources.length === 0) return "";
  if (dice.chance(0.012)) return "z";
  if (scope.outer !== undefined && scope.outer.sources.length > 0 && dice.chance(0.05)) {
    return dice.pick(scope.outer.sources).name;
  }
  return dice.chance(scope.qualified) ? dice.pick(scope.sources).name : "";
}
