/** The conditions that AND joins in a WHERE clause, and the joins that they are about. */
import type { Traits } from "../../dialects/mod.ts";
import {
  between,
  folded,
  isOuter,
  isUnqualified,
  type Join,
  lacksCondition,
  readings,
  type Reference,
  type Select,
  SourceNames,
} from "../../scopes/mod.ts";
import { BRACKETED, codeChildren, kind, type Tree, word } from "../../tree/mod.ts";

const EXPRESSION = kind("expression");
const OPERATOR = kind("binary_operator");
const COLUMN = kind("column_reference");
const AND = word("AND");

/** One condition: its nodes from `first` to `last`, which are siblings. */
export interface Conjunct {
  readonly first: number;
  readonly last: number;
  /** The join whose ON it belongs to, or null. */
  join: Join | null;
}

/**
 * The conditions of a WHERE clause in order. None where they are more than joined by AND: with OR
 * or arithmetic in them, it takes more than names to tell what belongs to a join.
 */
export function conjunctsOf(tree: Tree, where: number): Conjunct[] {
  const expression = where < 0 ? -1 : tree.childOf(where, EXPRESSION);
  if (expression < 0) return [];
  const operators = tree.descendants(expression, OPERATOR);
  if (operators.some((each) => tree.word(each) !== AND)) return [];
  const parts = codeChildren(tree, expression);
  if (parts.length === 1 && tree.is(parts[0]!, BRACKETED)) return [];
  const found: Conjunct[] = [];
  let from = 0;
  for (let at = 0; at <= parts.length; at++) {
    if (at < parts.length && !tree.is(parts[at]!, OPERATOR)) continue;
    if (at > from) found.push({ first: parts[from]!, last: parts[at - 1]!, join: null });
    from = at + 1;
  }
  return found;
}

/** Says of each condition which join it belongs to: the first that has no condition and knows all its tables. */
export function assignJoins(
  tree: Tree,
  select: Select,
  conjuncts: readonly Conjunct[],
  traits: Traits,
): void {
  const bare = new Map(
    select.joins.filter((join) => lacksCondition(join) && !isOuter(join))
      .map((join) => [join.source, join]),
  );
  const names = new SourceNames(traits).in(select);
  const tableOf = (reference: Reference) => {
    const [way] = readings(reference, traits);
    return way === undefined ? undefined : names.get(folded(way.table, traits.folding));
  };
  for (const conjunct of conjuncts) {
    const { first } = conjunct;
    const end = tree.end(conjunct.last);
    const references = between(select.references, first, end);
    const holdsQuery = between(select.children, first, end).length > 0;
    const isPlain = first === conjunct.last && tree.is(first, COLUMN);
    if (isPlain || references.length < 2 || holdsQuery) continue;
    if (references.some(isUnqualified)) continue;
    const tables = references.map(tableOf);
    if (tables.some((table) => table === undefined)) continue;
    // All tables are known from the last one on.
    const last = tables.reduce((one, other) => one!.node > other!.node ? one : other)!;
    conjunct.join = bare.get(last) ?? null;
  }
}
