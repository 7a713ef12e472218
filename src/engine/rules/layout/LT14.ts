import { RESPACES } from "../effects.ts";
import { checkKeywordPositions } from "../../layout/mod.ts";
import { FILE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "LT14",
  name: "layout.keyword_newline",
  groups: ["all", "layout"],
  aliases: [],
  description: "Keywords that start a clause stand where the layout asks, such as on a new line.",
  rationale: "Clauses that all start their lines can be found without reading what is between.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT a FROM foo WHERE a > 1\n",
  good: "SELECT a FROM foo\nWHERE a > 1\n",
  phase: "main",
  visits: [FILE],
  message: "A clause keyword stands in the wrong place on its line.",
  run: (context) => () => {
    const { tree, file } = context;
    checkKeywordPositions(tree, file.layout, (found) => context.reportResult(found));
  },
};
