import { crawl, isAny, isInside } from "../../analysis/nodes.ts";
import { replace } from "../../edits.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const ELEMENT = kind("select_clause_element");
const WILDCARD = kind("wildcard_expression");
const REFERENCE = kind("object_reference");
const LITERAL = kind("literal");
const CAST = kind("cast_expression");
const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name");
const EXPRESSION = kind("expression");
const ORDER_MATTERS = kinds(
  "insert_statement",
  "set_expression",
  "create_table_statement",
  "merge_statement",
);
const SET_EXPRESSION = kind("set_expression");
const CTE = kind("common_table_expression");
const IDENTIFIER = kind("identifier");
const TABLE_REFERENCE = kind("table_reference");
const SELECTS = kinds("select_statement", "unordered_select_statement_segment");
const VIEW = kind("create_view_statement");
const BRACKETED = kind("bracketed");
const VIEW_COLUMNS = kinds("column_reference", "index_column_definition", "column_definition");
const NAMES = kinds("naked_identifier", "quoted_identifier");
const WINDOWS = kinds("withingroup_clause", "window_specification");
const ORDERINGS = kinds("groupby_clause", "orderby_clause");
const NUMBER = kind("numeric_literal");

function isCastFunction(tree: Tree, node: number): boolean {
  const name = tree.childOf(node, FUNCTION_NAME);
  return name >= 0 && tree.upper(name) === "CAST";
}

/** Whether a part of a target is plain: one column or one literal, and no signed number. */
function isPlain(tree: Tree, node: number): boolean {
  return tree.is(node, REFERENCE) || (tree.is(node, LITERAL) && tree.isLeaf(node));
}

/** Whether a part of a target is plain or a cast of what is. */
function isSimple(tree: Tree, node: number): boolean {
  if (isPlain(tree, node)) return true;
  if (tree.is(node, FUNCTION)) return isCastFunction(tree, node);
  return tree.is(node, CAST) && isSimple(tree, tree.firstChild(node));
}

/** The group of a target: wildcards, simple ones, and all others. */
function bandOf(tree: Tree, element: number): number {
  if (tree.childOf(element, WILDCARD) >= 0) return 0;
  if (tree.children(element).some((child) => isPlain(tree, child))) return 1;
  const cast = tree.childOf(element, CAST);
  if (cast >= 0 && isSimple(tree, cast)) return 1;
  const call = tree.childOf(element, FUNCTION);
  if (call >= 0 && isCastFunction(tree, call)) return 1;
  const expression = tree.childOf(element, EXPRESSION);
  if (expression < 0 || tree.childOf(expression, CAST) < 0) return 2;
  const children = tree.children(expression);
  return children.length <= 2 && isSimple(tree, children[0]!) ? 1 : 2;
}

function hasViewColumns(tree: Tree, clause: number): boolean {
  const view = tree.closest(clause, VIEW);
  const brackets = view < 0 ? [] : tree.childrenOf(view, BRACKETED);
  return brackets.some((bracketed) =>
    crawl(tree, bracketed, VIEW_COLUMNS).length > 0 ||
    tree.children(bracketed).some((child) => isAny(tree, child, NAMES))
  );
}

/** Whether the SELECT is of a CTE that a set operation reads with a star, by position. */
function feedsSet(tree: Tree, clause: number): boolean {
  for (let cte = tree.closest(clause, CTE); cte >= 0; cte = tree.closest(cte, CTE)) {
    const name = tree.childOf(cte, IDENTIFIER);
    const statement = tree.parent(cte);
    const references = crawl(tree, statement, [TABLE_REFERENCE])
      .filter((each) => name >= 0 && tree.upper(each) === tree.upper(name));
    for (const reference of references) {
      if (tree.closest(reference, SET_EXPRESSION) <= statement) continue;
      for (let at = tree.parent(reference); at > statement; at = tree.parent(at)) {
        if (isAny(tree, at, SELECTS) && tree.descendants(at, WILDCARD).length > 0) return true;
      }
    }
  }
  return false;
}

/** Whether GROUP BY or ORDER BY names targets by number. */
function hasPositions(tree: Tree, statement: number): boolean {
  return crawl(tree, statement, ORDERINGS, { except: WINDOWS })
    .some((clause) => tree.childOf(clause, NUMBER) >= 0);
}

export const rule: Rule = {
  code: "ST06",
  name: "structure.column_order",
  groups: ["all", "structure"],
  aliases: ["L034"],
  description: "Select targets stand in this order: wildcards, plain columns, computed ones.",
  rationale: "With the simple targets first, what a query computes is found at its end.",
  fixable: true,
  options: [],
  bad: "SELECT\n    a + 1 AS b,\n    c\nFROM foo\n",
  good: "SELECT\n    c,\n    a + 1 AS b\nFROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: [SELECT_CLAUSE],
  message: "Move stars and plain columns before the computed ones.",
  run(context) {
    const { tree } = context;
    return (clause) => {
      const elements = tree.childrenOf(clause, ELEMENT);
      const bands = elements.map((element) => bandOf(tree, element));
      if (bands.every((band, index) => index === 0 || band >= bands[index - 1]!)) return;
      if (isInside(tree, clause, ORDER_MATTERS) || hasViewColumns(tree, clause)) return;
      if (feedsSet(tree, clause)) return;
      const sorted = elements.map((element, index) => ({ element, band: bands[index]! }))
        .sort((a, b) => a.band - b.band).map(({ element }) => element);
      const fixes = elements.flatMap((element, index) =>
        element === sorted[index] ? [] : [replace(element, tree.text(sorted[index]!))]
      );
      const parent = tree.parent(clause);
      context.report(clause, hasPositions(tree, parent) ? [] : fixes);
    };
  },
};
