/** Where the query of a derived table stands. */
import { BRACKETED, codeChildren, kind, type Tree } from "../tree/mod.ts";
import type { Source } from "./model.ts";

const TABLE_EXPRESSION = kind("table_expression");

/** The outermost brackets around a source, or -1. */
export function bracketsOf(tree: Tree, { node }: Source): number {
  const table = tree.childOf(node, TABLE_EXPRESSION);
  return tree.childOf(table < 0 ? node : table, BRACKETED);
}

/** The innermost of the brackets around a query. */
export function innermostBrackets(tree: Tree, bracketed: number): number {
  for (let at = bracketed;;) {
    const inner = codeChildren(tree, at).filter((each) => !tree.isLeaf(each));
    if (inner.length !== 1) return at;
    const next = tree.is(inner[0]!, TABLE_EXPRESSION)
      ? tree.childOf(inner[0]!, BRACKETED)
      : tree.is(inner[0]!, BRACKETED)
      ? inner[0]!
      : -1;
    if (next < 0) return at;
    at = next;
  }
}
