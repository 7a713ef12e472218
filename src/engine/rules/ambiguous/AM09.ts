import { kind, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const ORDER_BY = kind("orderby_clause");
const LIMIT = kind("limit_clause");
const OFFSET = kind("offset_clause");
const LIMIT_WORD = word("LIMIT");

/** The clause by which a query takes some of its rows, or -1. */
function takingClause(tree: Tree, select: number): number {
  const limit = tree.childOf(select, LIMIT);
  const offset = tree.childOf(select, OFFSET);
  // The FETCH behind an OFFSET goes with it; a LIMIT behind it is what counts.
  const isLimit = limit >= 0 && (offset < 0 || tree.word(tree.firstCode(limit)) === LIMIT_WORD);
  return isLimit ? limit : offset;
}

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
  visits: [LIMIT, OFFSET],
  message: "Which rows LIMIT or OFFSET takes is left to chance: add an ORDER BY.",
  run(context) {
    const { tree } = context;
    return (clause) => {
      const select = tree.parent(clause);
      if (!tree.is(select, SELECT) || tree.childOf(select, ORDER_BY) >= 0) return;
      if (takingClause(tree, select) === clause) context.report(clause);
    };
  },
};
