import { checkSeparatorPosition } from "../../layout/mod.ts";
import { nextCode } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const OPERATORS = kinds(
  "comparison_operator",
  "binary_operator",
  "assignment_operator",
  "pipe_operator",
);

export const rule: Rule = {
  code: "LT03",
  name: "layout.operators",
  groups: ["all", "layout"],
  aliases: ["L007"],
  description: "An operator next to a line break stands on the side that the layout asks for.",
  rationale:
    "With all operators at the start of their lines, each line says how it joins the rest.",
  fixable: true,
  reads: "blanks",
  effects: { respace: true, move: true },
  options: [],
  bad: "SELECT\n    a +\n    b\nFROM foo\n",
  good: "SELECT\n    a\n    + b\nFROM foo\n",
  phase: "main",
  visits: OPERATORS,
  message: "An operator stands on the wrong side of a line break.",
  run(context) {
    const { tree, file } = context;
    return (operator) => {
      const found = checkSeparatorPosition(tree, file.layout, operator);
      // One that is named, as in `EXCLUDE (a WITH =)`, joins nothing.
      if (found !== null && nextCode(tree, operator) >= 0) context.reportResult(found);
    };
  },
};
