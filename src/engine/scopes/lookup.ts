/** What names mean in the scopes that they stand in. */
import type { Traits } from "../dialects/traits.ts";
import type {
  Clause,
  Cte,
  Name,
  Query,
  Reading,
  Reference,
  Select,
  Source,
  With,
} from "./model.ts";
import { folded } from "./names.ts";
import type { Tree } from "../tree/mod.ts";

/**
 * A source's own name: its alias, else its table's last part. An array that is unnested into
 * elements has none: only the elements have.
 */
export function ownName(source: Source): Name | null {
  if (source.elements.length > 0) return null;
  const { alias, path } = source;
  return alias ?? (path.length > 0 ? path[path.length - 1]! : null);
}

/** Whether a query sees a source's columns as rows of its own FROM clause. */
export function isSeen({ grouped, valueTable }: Source): boolean {
  return !grouped && !valueTable;
}

/** How many sources of a query it sees. */
export function countSeen({ sources }: Select): number {
  let count = 0;
  for (let at = 0; at < sources.length; at++) if (isSeen(sources[at]!)) count++;
  return count;
}

/** Whether a query may name columns of a query around it. */
export function correlated(select: Select): boolean {
  if (select.nearest === "from") return false;
  for (let at = select.parent; at !== null; at = at.parent) {
    if (at.sources.some(isSeen)) return true;
  }
  return false;
}

/**
 * Whether a bare column of a query may be of a table of a query around it. A query in FROM does not
 * see the tables beside it, but those around the query that reads it, which `correlated` leaves out.
 */
export function seesOuter(tree: Tree, select: Select): boolean {
  for (let at = select.parent; at !== null; at = at.parent) {
    const { sources } = at;
    const isRead = sources.some(({ node }) => node <= select.node && select.node < tree.end(node));
    if (!isRead && sources.some(({ valueTable }) => !valueTable)) return true;
  }
  return false;
}

/**
 * One of the names before a column or star, in capitals. Where there is but one and it plainly names
 * a source, that source's name is at hand, and those of the reference need not be made.
 */
export function qualifierUpper(reference: Reference, at: number): string {
  const { count, star, named } = reference;
  const only = named !== null && count - Number(!star) === 1 ? ownName(named) : null;
  return (only ?? reference.parts[at]!).upper;
}

/** The readings of a reference; none when it is not qualified. */
export function readings(reference: Reference, traits: Traits): readonly Reading[] {
  return reference.readings ??= read(reference, traits);
}

const NO_READINGS: readonly Reading[] = [];

function read({ parts, star }: Reference, traits: Traits): readonly Reading[] {
  const last = star ? parts.length - 1 : parts.length - 2;
  if (last < 0) return NO_READINGS;
  const found: Reading[] = [];
  for (let at = last; at >= 0; at--) {
    const schema = traits.tablesAnywhere ? null : parts[at - 1] ?? null;
    found.push({ table: parts[at]!, schema });
    if (!traits.structs) break;
  }
  if (traits.tablesAnywhere && !star) found.push({ table: parts.at(-1)!, schema: null });
  return found;
}

/** Whether a reference has no qualifier. */
export function isUnqualified({ count, star }: Reference): boolean {
  return star ? count === 0 : count === 1;
}

/** The clauses whose columns are not judged beside those of the rest of the query. */
const APART: ReadonlySet<Clause | null> = new Set<Clause | null>([
  "window",
  "view",
  "hierarchy",
  "prewhere",
  "distribution",
  "limit",
]);

/**
 * Whether a reference stands in a clause that SQLFluff judges no qualifiers of: one that makes,
 * counts or places rows. It still uses the table that it names.
 */
export function isApart({ clause }: Reference): boolean {
  // Most references are in one of these.
  if (clause === "select" || clause === "on" || clause === "where") return false;
  return APART.has(clause);
}

/** The common table expression that a table's name stands for, in the innermost WITH first. */
export function cteOf(query: Query, name: Name, traits: Traits): Cte | null {
  const wanted = traits.folding === "none"
    ? name.bare.toUpperCase()
    : folded(name, traits.folding === "lower" ? "upper" : traits.folding);
  for (let at = query.scope; at !== null; at = at.scope) {
    const cte = ctesByName(at).get(wanted);
    if (cte !== undefined) return cte;
  }
  return null;
}

/** The common table expressions of a WITH by their names in capitals; the first of those alike. */
function ctesByName(scope: With): ReadonlyMap<string, Cte> {
  let names = scope.byName;
  // Asked for while the WITH is still read, it would be kept too short.
  if (names === null || names.size < scope.ctes.length) {
    scope.byName = names = new Map();
    for (const cte of scope.ctes) {
      const name = cte.name.bare.toUpperCase();
      if (!names.has(name)) names.set(name, cte);
    }
  }
  return names;
}

/** Those of some parts of a statement, in the order of the text, that stand in `[from, to)`. */
export function between<T extends { readonly node: number }>(
  parts: readonly T[],
  from: number,
  to: number,
): T[] {
  return parts.slice(placeOf(parts, from), placeOf(parts, to));
}

/** Place of the first part that stands at a node or behind it. */
export function placeOf(parts: readonly { readonly node: number }[], node: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (parts[middle]!.node < node) low = middle + 1;
    else high = middle;
  }
  return low;
}
