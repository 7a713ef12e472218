import { rebreakAround } from "../../reflow/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { isPlaced } from "./line_place.ts";

const POSITIONED = kinds("comparison_operator", "binary_operator", "assignment_operator");

export const rule: Rule = {
  code: "LT03",
  name: "layout.operators",
  groups: ["all", "layout"],
  aliases: ["L007"],
  description: "An operator next to a line break stands on the side that the layout asks for.",
  rationale:
    "With all operators at the start of their lines, each line says how it joins the rest.",
  fixable: true,
  options: [],
  bad: "SELECT\n    a +\n    b\nFROM foo\n",
  good: "SELECT\n    a\n    + b\nFROM foo\n",
  phase: "main",
  visits: [...POSITIONED, ...kinds("pipe_operator")],
  message: "An operator stands on the wrong side of a line break.",
  run(context) {
    const { tree, file } = context;
    return (node) => {
      const type = POSITIONED.find((kind) => tree.is(node, kind));
      if (type !== undefined && isPlaced(tree, node, file.layout.linePosition(type))) return;
      context.reportAll(rebreakAround(file.sequence, node));
    };
  },
};
