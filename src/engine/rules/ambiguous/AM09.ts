import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const LIMIT = kind("limit_clause");
const OFFSET = kind("offset_clause");
const ORDER_BY = kind("orderby_clause");

export const rule: Rule = {
  code: "AM09",
  name: "ambiguous.order_by_limit",
  groups: ["all", "ambiguous"],
  aliases: [],
  description: "LIMIT and OFFSET come with an ORDER BY.",
  rationale: "Without an order, which rows are kept may change from one run to the next.",
  fixable: false,
  options: [],
  bad: "SELECT a FROM foo LIMIT 10\n",
  good: "SELECT a FROM foo ORDER BY a LIMIT 10\n",
  phase: "main",
  visits: [SELECT],
  message: "Which rows LIMIT or OFFSET takes is left to chance: add an ORDER BY.",
  run(context) {
    const { tree } = context;
    return (statement) => {
      if (tree.childOf(statement, ORDER_BY) >= 0) return;
      const limit = tree.childOf(statement, LIMIT);
      const anchor = limit >= 0 ? limit : tree.childOf(statement, OFFSET);
      if (anchor >= 0) context.report(anchor);
    };
  },
};
