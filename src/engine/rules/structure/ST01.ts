import { isGap, runBefore } from "../../analysis/nodes.ts";
import { remove } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const ELSE_CLAUSE = kind("else_clause");

export const rule: Rule = {
  code: "ST01",
  name: "structure.else_null",
  groups: ["all", "structure"],
  aliases: ["L035"],
  description: "CASE has no ELSE NULL.",
  rationale: "NULL is what comes out without it.",
  fixable: true,
  options: [],
  bad: "SELECT CASE WHEN a THEN 1 ELSE NULL END FROM foo\n",
  good: "SELECT CASE WHEN a THEN 1 END FROM foo\n",
  phase: "main",
  visits: [kind("case_expression")],
  message: "A CASE without ELSE gives NULL anyway: drop ELSE NULL.",
  run(context) {
    const { tree } = context;
    return (node) => {
      const clause = tree.childOf(node, ELSE_CLAUSE);
      if (clause < 0 || !tree.children(clause).some((child) => tree.upper(child) === "NULL")) {
        return;
      }
      const gap = runBefore(tree, clause, isGap(tree)).filter((each) => !tree.isMeta(each));
      context.report(node, [remove(clause), ...gap.map(remove)]);
    };
  },
};
