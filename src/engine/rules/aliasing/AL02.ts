import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { ALIASING, judgeAs } from "./as_keyword.ts";

const ELEMENT = kind("select_clause_element");

/** Whether an alias is that of a column of the result. */
function isOfColumn(tree: Tree, alias: number): boolean {
  return tree.is(tree.parent(alias), ELEMENT);
}

export const rule: Rule = {
  code: "AL02",
  name: "aliasing.column",
  groups: ["all", "core", "aliasing"],
  aliases: ["L012"],
  description: "Column aliases are written with AS, or without it, as configured.",
  rationale: "Without AS, a forgotten comma turns a column into the alias of the one before.",
  fixable: true,
  reads: "code",
  effects: { insert: ["AS"], remove: ["AS"] },
  options: [ALIASING],
  bad: "SELECT a alias_col FROM foo\n",
  good: "SELECT a AS alias_col FROM foo\n",
  phase: "main",
  visits: [kind("alias_expression")],
  message: "Write every column alias the same way: with AS, or without.",
  run: (context) => judgeAs(context, isOfColumn),
};
