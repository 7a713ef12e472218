import { codeChildren, kind, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const SELECT_CLAUSE = kind("select_clause");
const MODIFIER = kind("select_clause_modifier");
const GROUP_BY = kind("groupby_clause");
const DISTINCT = word("DISTINCT");
/** DISTINCT ON keeps one row of several, which grouping by something else does not. */
const ON = word("ON");

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
  visits: [MODIFIER],
  message: "GROUP BY makes the rows distinct already: drop DISTINCT, or the grouping.",
  run(context) {
    const { tree } = context;
    return (modifier) => {
      const clause = tree.parent(modifier);
      const select = tree.parent(clause);
      if (!tree.is(clause, SELECT_CLAUSE) || !tree.is(select, SELECT)) return;
      if (tree.childOf(clause, MODIFIER) !== modifier) return;
      if (tree.childOf(select, GROUP_BY) < 0) return;
      const words = codeChildren(tree, modifier).map((each) => tree.word(each));
      if (words.includes(DISTINCT) && !words.includes(ON)) context.report(modifier);
    };
  },
};
