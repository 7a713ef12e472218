/** Parameters of lambdas, and other names that stand for no column where they are bound. */
import { kind, lastCodeChild, type Tree } from "../tree/mod.ts";
import { unquoted } from "./names.ts";

const PARAMETER = kind("parameter");
const COLUMN = kind("column_reference");
const EXPRESSION = kind("expression");
const IDENTIFIER = kind("identifier");

/** The first arrow among an expression's own parts, or -1. */
function arrowIn(tree: Tree, expression: number): number {
  return tree.children(expression).find((part) => tree.isLeaf(part) && tree.text(part) === "->") ??
    -1;
}

/**
 * Whether a column's name is a lambda's parameter, be it where an arrow makes no lambda to the rules
 * of the dialect.
 */
export function isParameter(tree: Tree, column: number): boolean {
  const name = unquoted(tree, tree.firstCode(column)).toUpperCase();
  for (let at = tree.closest(column, EXPRESSION); at >= 0; at = tree.closest(at, EXPRESSION)) {
    if (boundNames(tree, at, true)?.has(name)) return true;
  }
  return false;
}

/**
 * The names, in capitals, that a lambda binds; null where a node is none. `expression` says that
 * the node is a plain expression, which is a lambda where an arrow is among its parts.
 */
export function boundNames(
  tree: Tree,
  node: number,
  expression: boolean,
): ReadonlySet<string> | null {
  const arrow = expression ? arrowIn(tree, node) : tree.end(node);
  if (arrow < 0) return null;
  const names = new Set<string>();
  for (let at = node + 1; at < arrow; at++) {
    if (tree.is(at, expression ? COLUMN : PARAMETER)) {
      names.add(unquoted(tree, tree.lastCode(at)).toUpperCase());
    }
  }
  return names;
}

/** The names, in capitals, that `WITH (name AS value, ..., result)`, an expression, gives to values. */
export function namedValues(tree: Tree, node: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of tree.children(lastCodeChild(tree, node))) {
    if (tree.is(part, IDENTIFIER)) names.add(unquoted(tree, part).toUpperCase());
  }
  return names;
}
