import { kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { ALIASING, asChecker } from "./as_keyword.ts";

const ALIAS_OPERATOR = kind("alias_operator");

export const rule: Rule = {
  code: "AL02",
  name: "aliasing.column",
  groups: ["all", "core", "aliasing"],
  aliases: ["L012"],
  description: "Column aliases are written with AS, or without it, as configured.",
  rationale: "Without AS, a forgotten comma turns a column into the alias of the one before.",
  fixable: true,
  options: [ALIASING],
  bad: "SELECT a alias_col FROM foo\n",
  good: "SELECT a AS alias_col FROM foo\n",
  phase: "main",
  visits: kinds("alias_expression"),
  message: "Write every column alias the same way: with AS, or without.",
  run(context) {
    const { tree } = context;
    const check = asChecker(context, kinds("select_clause_element"));
    return (alias) => {
      const operator = tree.childOf(alias, ALIAS_OPERATOR);
      if (operator < 0 || tree.text(operator) !== "=") check(alias);
    };
  },
};
