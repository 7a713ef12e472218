import { KEYWORD, kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const GROUP_BY = kind("groupby_clause");
const SELECT_CLAUSE = kind("select_clause");
const MODIFIER = kind("select_clause_modifier");

export const rule: Rule = {
  code: "AM01",
  name: "ambiguous.distinct",
  groups: ["all", "core", "ambiguous"],
  aliases: ["L021"],
  description: "A query does not have both DISTINCT and GROUP BY.",
  rationale: "Grouping makes rows distinct already; with both, one of them is a mistake.",
  fixable: false,
  options: [],
  bad: "SELECT DISTINCT a FROM foo GROUP BY a\n",
  good: "SELECT DISTINCT a FROM foo\n",
  phase: "main",
  visits: [SELECT],
  message: "GROUP BY makes the rows distinct already: drop DISTINCT, or the grouping.",
  run(context) {
    const { tree } = context;
    return (statement) => {
      if (tree.childOf(statement, GROUP_BY) < 0) return;
      const clause = tree.childOf(statement, SELECT_CLAUSE);
      const modifier = clause < 0 ? -1 : tree.childOf(clause, MODIFIER);
      if (modifier < 0) return;
      const distinct = tree.childrenOf(modifier, KEYWORD)
        .find((keyword) => tree.upper(keyword) === "DISTINCT");
      if (distinct !== undefined) context.report(distinct);
    };
  },
};
