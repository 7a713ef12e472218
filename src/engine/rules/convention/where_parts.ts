import { crawl } from "../../analysis/nodes.ts";
import { kind, META, type Tree } from "../../tree/mod.ts";

const SELECT = kind("select_statement");
const EXPRESSION = kind("expression");
const BINARY_OPERATOR = kind("binary_operator");
const COLUMN_REFERENCE = kind("column_reference");
const DOT = kind("dot");

/** One condition of a WHERE clause whose conditions are all joined by AND. */
export interface Condition {
  /** Children of the expression, whitespace included. */
  nodes: number[];
  /** The qualified columns in it, in capitals. */
  columns: string[];
  /** Whether a join has taken it. */
  taken: boolean;
}

function qualifiedColumns(tree: Tree, nodes: number[]): string[] {
  return nodes.flatMap((node) => crawl(tree, node, [COLUMN_REFERENCE], { except: [SELECT] }))
    .filter((reference) => tree.descendants(reference, DOT).length > 0)
    .map((reference) => tree.text(reference).toUpperCase());
}

/** The conditions of a WHERE clause; null when an operator other than AND stands in it. */
export function splitConditions(tree: Tree, where: number): Condition[] | null {
  const expression = tree.childOf(where, EXPRESSION);
  if (expression < 0) return null;
  const operators = crawl(tree, expression, [BINARY_OPERATOR]);
  if (operators.some((operator) => tree.upper(operator) !== "AND")) return null;
  const groups: number[][] = [[]];
  for (const child of tree.children(expression)) {
    if (tree.is(child, BINARY_OPERATOR)) groups.push([]);
    else if (!tree.is(child, META)) groups.at(-1)!.push(child);
  }
  return groups.map((nodes) => ({ nodes, columns: qualifiedColumns(tree, nodes), taken: false }));
}

/** Conditions as text, joined by AND with the space that stood around them. */
export function joinConditions(tree: Tree, conditions: readonly Condition[]): string {
  return conditions.map(({ nodes }) => nodes.map((node) => tree.text(node)).join("")).join("AND")
    .replace(/^[ \t]+|[ \t]+$/g, "");
}
