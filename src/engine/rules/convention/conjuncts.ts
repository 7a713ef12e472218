/** The conditions that AND joins in a WHERE clause, and the joins that they are about. */
import {
  between,
  isOuter,
  isUnqualified,
  type Join,
  lacksCondition,
  type Name,
  ownName,
  type Reference,
  type Select,
  type Source,
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

/** A path as it is written, quotes and all, whatever its letter case. */
function written(path: readonly Name[]): string {
  return path.map(({ text }) => text.toUpperCase()).join(".");
}

/** What a qualifier has to say for a source: its alias, else its whole path. */
function qualifierOf(source: Source): string | null {
  if (ownName(source) === null) return null;
  return written(source.alias === null ? source.path : [source.alias]);
}

/**
 * Finds the source of a query that a reference names. Its qualifier says the alias or the whole path
 * as FROM says it: `a.x` is not taken for a column of `s.a`, as another table may be called `a` too.
 * What stands behind reaches into a column: of `a.x.y` the source is `a` where there is no `a.x`.
 */
export function sourceFinder(select: Select): (reference: Reference) => Source | undefined {
  const sources = new Map<string, Source>();
  for (const source of select.sources) {
    const name = qualifierOf(source);
    if (name !== null && !sources.has(name)) sources.set(name, source);
  }
  return ({ parts, star }) => {
    const whole = star ? parts.length : parts.length - 1;
    for (let length = whole; length > 0; length--) {
      const source = sources.get(written(parts.slice(0, length)));
      if (source !== undefined) return source;
    }
    return undefined;
  };
}

/** Says of each condition which join it belongs to: the first that has no condition and knows all its tables. */
export function assignJoins(
  tree: Tree,
  select: Select,
  conjuncts: readonly Conjunct[],
): void {
  const bare = new Map(
    select.joins.filter((join) => lacksCondition(join) && !isOuter(join))
      .map((join) => [join.source, join]),
  );
  const tableOf = sourceFinder(select);
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
