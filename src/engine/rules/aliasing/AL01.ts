import { isAny, kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { ALIASING, judgeAs } from "./as_keyword.ts";

const HOLDERS = kinds("from_expression_element", "merge_statement");

/** Whether an alias is that of a table; one in brackets of its own is left alone. */
function isOfTable(tree: Tree, alias: number): boolean {
  return isAny(tree, tree.parent(alias), HOLDERS);
}

export const rule: Rule = {
  code: "AL01",
  name: "aliasing.table",
  groups: ["all", "aliasing"],
  aliases: ["L011"],
  description: "Table aliases are written with AS, or without it, as configured.",
  rationale: "AS shows that the next word is a name and not another table or a keyword.",
  fixable: true,
  reads: "code",
  effects: { insert: ["AS"], remove: ["AS"] },
  options: [ALIASING],
  bad: "SELECT voo.a FROM foo voo\n",
  good: "SELECT voo.a FROM foo AS voo\n",
  phase: "main",
  visits: [kind("alias_expression")],
  message: "Write every table alias the same way: with AS, or without.",
  run: (context) =>
    context.dialect.traits.tableAliasTakesAs ? judgeAs(context, isOfTable) : () => {},
};
