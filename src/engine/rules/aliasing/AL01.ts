import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { ALIASING, asChecker } from "./as_keyword.ts";

export const rule: Rule = {
  code: "AL01",
  name: "aliasing.table",
  groups: ["all", "aliasing"],
  aliases: ["L011"],
  description: "Table aliases are written with AS, or without it, as configured.",
  rationale: "AS shows that the next word is a name and not another table or a keyword.",
  fixable: true,
  options: [ALIASING],
  bad: "SELECT voo.a FROM foo voo\n",
  good: "SELECT voo.a FROM foo AS voo\n",
  phase: "main",
  visits: kinds("alias_expression"),
  message: "Write every table alias the same way: with AS, or without.",
  run(context) {
    if (context.dialect.name === "oracle") return () => {};
    return asChecker(context, kinds("from_expression_element", "merge_statement"));
  },
};
