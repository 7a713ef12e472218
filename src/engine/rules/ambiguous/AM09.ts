import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const ORDER_BY = kind("orderby_clause");
const LIMIT = kind("limit_clause");
const OFFSET = kind("offset_clause");

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
    return (select) => {
      if (tree.childOf(select, ORDER_BY) >= 0) return;
      const limit = tree.childOf(select, LIMIT);
      const offset = tree.childOf(select, OFFSET);
      // The FETCH behind an OFFSET goes with it; a LIMIT behind it is what counts.
      const isLimit = limit >= 0 && (offset < 0 || tree.upper(tree.firstCode(limit)) === "LIMIT");
      const found = isLimit ? limit : offset;
      if (found >= 0) context.report(found);
    };
  },
};
