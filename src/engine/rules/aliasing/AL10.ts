import { isAny } from "../../analysis/nodes.ts";
import { kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const ELEMENT = kind("from_expression_element");
const ALIAS_EXPRESSION = kind("alias_expression");
const TABLE_EXPRESSION = kind("table_expression");
const BRACKETED = kind("bracketed");
const SUBQUERIES = kinds("select_statement", "set_expression", "with_compound_statement");

export const rule: Rule = {
  code: "AL10",
  name: "aliasing.required",
  groups: ["all", "core", "aliasing"],
  aliases: [],
  description: "A subquery in FROM has an alias.",
  rationale: "Many databases refuse one without, and its columns cannot be qualified.",
  fixable: false,
  options: [],
  bad: "SELECT a FROM (SELECT a FROM foo)\n",
  good: "SELECT sub.a FROM (SELECT a FROM foo) AS sub\n",
  phase: "main",
  visits: [ELEMENT],
  message: "This subquery in FROM has no name: give it an alias.",
  run(context) {
    const { tree } = context;
    const flat = (node: number) =>
      tree.children(node)
        .flatMap((child) => tree.is(child, BRACKETED) ? tree.children(child) : [child]);
    return (element) => {
      if (tree.childOf(element, ALIAS_EXPRESSION) >= 0) return;
      const tables = flat(element).filter((child) => tree.is(child, TABLE_EXPRESSION));
      const derived = tables.some((table) =>
        flat(table).some((child) => isAny(tree, child, SUBQUERIES))
      );
      if (derived) context.report(element);
    };
  },
};
