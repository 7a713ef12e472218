import { checkSeparatorPosition } from "../../layout/mod.ts";
import { kind, nextCode } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COMMA = kind("comma");

export const rule: Rule = {
  code: "LT04",
  name: "layout.commas",
  groups: ["all", "layout"],
  aliases: ["L019"],
  description: "A comma next to a line break stands on the side that the layout asks for.",
  rationale: "Mixed leading and trailing commas make lists hard to scan and to extend.",
  fixable: true,
  reads: "blanks",
  effects: { respace: true, move: true },
  options: [],
  bad: "SELECT\n    a\n    , b\nFROM foo\n",
  good: "SELECT\n    a,\n    b\nFROM foo\n",
  phase: "main",
  visits: [COMMA],
  message: "A comma stands on the wrong side of a line break.",
  run(context) {
    const { tree, file } = context;
    return (comma) => {
      const found = checkSeparatorPosition(tree, file.layout, comma);
      // One that nothing follows ends its list and stays with it.
      if (found !== null && nextCode(tree, comma) >= 0) context.reportResult(found);
    };
  },
};
