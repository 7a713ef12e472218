/** Queries whose columns are told apart by where they stand, so that their order must stay. */
import { BRACKETED, kind, type Tree } from "../tree/mod.ts";
import { cteOf } from "./lookup.ts";
import type { Query, Scopes, Select } from "./model.ts";
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

/** Whether a query stands in a statement or set operation that takes its columns in order. */
function isTaken(tree: Tree, node: number): boolean {
  for (let at = tree.parent(node); at >= 0; at = tree.parent(at)) {
    if (TAKERS.some((each) => tree.is(at, each))) return true;
    if (VIEWS.some((each) => tree.is(at, each))) return tree.childOf(at, BRACKETED) >= 0;
  }
  return false;
}

/** The SELECT that says what columns a query has; null where that is several, or none. */
function selectOf(query: Query | null): Select | null {
  let at = query;
  while (at !== null && at.type === "with") at = at.main;
  return at !== null && at.type === "select" ? at : null;
}

/**
 * The SELECTs of a statement whose order of columns matters elsewhere: those of a set operation, an
 * INSERT or the like, those whose columns a list names, and those that a star in one of these reads.
 */
export function fixedOrder(scopes: Scopes, tree: Tree, traits: Traits): Set<Select> {
  const fixed = new Set<Select>();
  const add = (query: Query | null) => {
    const select = selectOf(query);
    if (select !== null) fixed.add(select);
  };
  for (const { query, columns } of scopes.sources) if (columns.length > 0) add(query);
  for (const { ctes } of scopes.withs) {
    for (const { body, columns } of ctes) if (columns.length > 0) add(body);
  }
  for (const select of scopes.selects) if (isTaken(tree, select.node)) fixed.add(select);
  // What is added is gone through as well: a set grows while it is walked.
  for (const select of fixed) {
    if (!select.outputs.some(({ star }) => star !== null)) continue;
    for (const { query, path } of select.sources) {
      if (query !== null) add(query);
      else if (path.length === 1) add(cteOf(select, path[0]!, traits)?.body ?? null);
    }
  }
  return fixed;
}
