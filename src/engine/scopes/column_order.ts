/** Queries whose columns are told apart by where they stand, so that their order must stay. */
import { BRACKETED, kind, type Tree } from "../tree/mod.ts";
import { KindBits } from "./kind_bits.ts";
import { between, cteOf } from "./lookup.ts";
import type { Cte, Query, Scopes, Select } from "./model.ts";
import type { Traits } from "../dialects/traits.ts";

const VIEWS = ["create_view_statement", "create_materialized_view_statement"]
  .map((name) => kind(name));
/** What takes the columns of the queries in it in their order. */
const TAKERS = [
  "insert_statement",
  "merge_statement",
  "create_table_statement",
  "create_table_as_statement",
  "set_expression",
].map((name) => kind(name));

const TAKER_BIT = 1;
const VIEW_BIT = 2;
const AROUND = new KindBits([TAKER_BIT, TAKERS], [VIEW_BIT, VIEWS]);

/** Whether a query stands in a statement or set operation that takes its columns in order. */
function isTaken(tree: Tree, node: number, bits: Uint8Array): boolean {
  for (let at = tree.parent(node); at >= 0; at = tree.parent(at)) {
    const around = bits[tree.kind(at)]!;
    if ((around & TAKER_BIT) !== 0) return true;
    if ((around & VIEW_BIT) !== 0) return tree.childOf(at, BRACKETED) >= 0;
  }
  return false;
}

/** The SELECT that says what columns a query has; null where that is several, or none. */
function selectOf(query: Query | null): Select | null {
  let at = query;
  while (at !== null && at.type === "with") at = at.main;
  return at !== null && at.type === "select" ? at : null;
}

function hasStar({ outputs }: Select): boolean {
  return outputs.some(({ star }) => star !== null);
}

/** What a branch of a set operation that holds a star reads of WITH, at whatever depth. */
function readByStars(scopes: Scopes, tree: Tree, traits: Traits): Set<Cte> {
  const found = new Set<Cte>();
  for (const branch of scopes.sets.flatMap(({ branches }) => branches)) {
    const [from, to] = [branch.node, tree.end(branch.node)];
    if (branch.type !== "select" || !between(scopes.selects, from, to).some(hasStar)) continue;
    for (const { path } of between(scopes.sources, from, to)) {
      const cte = path.length === 1 ? cteOf(branch, path[0]!, traits) : null;
      if (cte !== null) found.add(cte);
    }
  }
  return found;
}

/** The SELECTs whose columns a list behind them names; null for none, as it mostly is. */
function named({ sources, withs }: Scopes): Set<Select> | null {
  let found: Set<Select> | null = null;
  for (let at = 0; at < sources.length; at++) {
    const { query, columns } = sources[at]!;
    if (columns.length > 0) found = withOneMore(found, selectOf(query));
  }
  for (let at = 0; at < withs.length; at++) {
    for (const { body, columns } of withs[at]!.ctes) {
      if (columns.length > 0) found = withOneMore(found, selectOf(body));
    }
  }
  return found;
}

function withOneMore(found: Set<Select> | null, select: Select | null): Set<Select> | null {
  return select === null ? found : (found ?? new Set()).add(select);
}

/** All that the stars of some SELECTs read is fixed with them; what they read again, too. */
function addRead(fixed: Set<Select>, scopes: Scopes, tree: Tree, traits: Traits): void {
  // What is added is gone through as well: a set grows while it is walked.
  for (const select of fixed) {
    if (!hasStar(select)) continue;
    for (const { query, path } of select.sources) {
      const read = query ??
        (path.length === 1 ? cteOf(select, path[0]!, traits)?.body ?? null : null);
      const by = selectOf(read);
      if (by !== null) fixed.add(by);
    }
  }
  for (const { node } of readByStars(scopes, tree, traits)) {
    for (const select of between(scopes.selects, node, tree.end(node))) fixed.add(select);
  }
}

/**
 * Tells the SELECTs of a statement whose order of columns matters elsewhere: those of a set
 * operation, an INSERT or the like, those whose columns a list names, and those that a star in one
 * of these reads. As in SQLFluff, all of a common table expression that a star of a set operation
 * reads is among them, down to the subqueries of its conditions.
 */
export function fixedOrder(
  scopes: Scopes,
  tree: Tree,
  traits: Traits,
): (select: Select) => boolean {
  const bits = AROUND.of(tree.table);
  const listed = named(scopes);
  if (!scopes.hasStars) {
    return (select) => listed?.has(select) === true || isTaken(tree, select.node, bits);
  }
  const fixed = listed ?? new Set<Select>();
  for (const select of scopes.selects) if (isTaken(tree, select.node, bits)) fixed.add(select);
  addRead(fixed, scopes, tree, traits);
  return (select) => fixed.has(select);
}
