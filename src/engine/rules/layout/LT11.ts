import { RESPACES } from "../effects.ts";
import { checkLinePosition } from "../../layout/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SET_OPERATOR = kind("set_operator");
const PIPE = kind("pipe_operator");

/** Whether the pipe that a set operator belongs to stands right before it. */
function isPiped(tree: Tree, operator: number): boolean {
  let before = operator - 1;
  while (before >= 0 && !(tree.isLeaf(before) && tree.isCode(before))) before--;
  return before >= 0 && tree.is(before, PIPE);
}

export const rule: Rule = {
  code: "LT11",
  name: "layout.set_operators",
  groups: ["all", "core", "layout"],
  aliases: ["L065"],
  description: "UNION and similar operators stand on a line of their own.",
  rationale: "A set operator parts two whole queries; the eye should meet it there.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT 'a' AS col UNION ALL\nSELECT 'b' AS col\n",
  good: "SELECT 'a' AS col\nUNION ALL\nSELECT 'b' AS col\n",
  phase: "main",
  visits: [SET_OPERATOR],
  message: "Put this set operator on a line of its own.",
  run(context) {
    const { tree, file } = context;
    return (operator) => {
      const found = checkLinePosition(tree, file.layout, operator);
      if (found === null) return;
      // A pipe keeps its operator beside it (LT03): moved from there, it would only come back.
      const fixes = isPiped(tree, operator) ? [] : found.fixes;
      // The whole operator is at fault, so that one of whose words a template writes is hidden.
      context.reportResult({ ...found, anchor: operator, fixes });
    };
  },
};
