import { crawl, isAny } from "../../analysis/nodes.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const ELEMENT = kind("select_clause_element");
const ALIASED = kinds("alias_expression", "select_variable_assignment");
const FUNCTION = kind("function");
const EMITS = kind("emits_segment");
const CAST = kind("cast_expression");
const CTE = kind("common_table_expression");
const CTE_COLUMNS = kind("cte_column_list");
const COLUMNS_EXPRESSION = kind("columns_expression");
const STAR = kind("star");
const EXPRESSION = kind("expression");
const SELECT = kind("select_statement");
const SIMPLE = kinds(
  "whitespace",
  "newline",
  "column_reference",
  "wildcard_expression",
  "bracketed",
);

/** Whether what a target selects has no name of its own. */
function isComplex(tree: Tree, nodes: number[]): boolean {
  const left = nodes.filter((node) => !isAny(tree, node, SIMPLE));
  if (left.length === 0) return false;
  const first = left[0]!;
  if (crawl(tree, first, [SELECT]).length > 0) return true;
  if (left.length > 1 || !tree.is(first, EXPRESSION)) return true;
  return isComplex(tree, tree.children(first));
}

/** A cast keeps the name of what it casts, unless that is a function. */
function isPlainCast(tree: Tree, children: number[]): boolean {
  const casts = children.flatMap((child) => tree.childrenOf(child, CAST));
  return casts.length > 0 && casts.every((cast) => tree.childOf(cast, FUNCTION) < 0);
}

export const rule: Rule = {
  code: "AL03",
  name: "aliasing.expression",
  groups: ["all", "core", "aliasing"],
  aliases: ["L013"],
  description: "A computed column has an alias.",
  rationale: "Without one the database makes up a name, which other code then relies on.",
  fixable: false,
  options: [{
    ...flag("allow_scalar", true, "Let an only target go without an alias."),
    shared: true,
  }],
  bad: "SELECT SUM(a), SUM(b) FROM foo\n",
  good: "SELECT SUM(a) AS sum_a, SUM(b) AS sum_b FROM foo\n",
  phase: "main",
  visits: [ELEMENT],
  message: "This computed column has no name: give it one with AS.",
  run(context) {
    const { tree } = context;
    const allowScalar = context.flag("allow_scalar");
    return (node) => {
      const children = tree.children(node);
      if (children.some((child) => isAny(tree, child, ALIASED))) return;
      const functions = tree.childrenOf(node, FUNCTION);
      if (functions.some((each) => tree.childOf(each, EMITS) >= 0)) return;
      if (isPlainCast(tree, children)) return;
      const cte = tree.closest(node, CTE);
      if (cte >= 0 && tree.childOf(cte, CTE_COLUMNS) >= 0) return;
      if (crawl(tree, node, [COLUMNS_EXPRESSION]).length > 0) return;
      if (
        !isComplex(
          tree,
          children.filter((child) => !tree.is(child, STAR) && !tree.isMeta(child)),
        )
      ) return;
      const isOnly = tree.childrenOf(tree.parent(node), ELEMENT).length < 2;
      if (!(allowScalar && isOnly)) context.report(node);
    };
  },
};
