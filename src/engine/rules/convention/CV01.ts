import { replace } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

const RAW = kind("raw_comparison_operator");
const STYLES: Record<string, string> = { c_style: "!=", ansi: "<>" };

export const rule: Rule = {
  code: "CV01",
  name: "convention.not_equal",
  groups: ["all", "convention"],
  aliases: ["L061"],
  description: "Not-equal is always written the same way: != or <>.",
  rationale: "Two spellings of one operator make a reader look for a difference.",
  fixable: true,
  effects: { replace: [["!", "<"], ["<", "!"], ["=", ">"], [">", "="]] },
  options: [choice(
    "preferred_not_equal_style",
    ["consistent", "c_style", "ansi"],
    "consistent",
    "!= (c_style) or <> (ansi); consistent takes what comes first.",
  )],
  bad: "SELECT * FROM x WHERE 1 <> 2 AND 3 != 4\n",
  good: "SELECT * FROM x WHERE 1 != 2 AND 3 != 4\n",
  phase: "main",
  visits: [kind("comparison_operator")],
  message: "Inequality is written both as != and as <>: choose one of them.",
  run(context) {
    const { tree, dialect } = context;
    if (dialect.name === "teradata") return () => {};
    let wanted = STYLES[context.text("preferred_not_equal_style")] ?? "";
    return (operator) => {
      const [first, second] = tree.childrenOf(operator, RAW);
      if (first === undefined || second === undefined) return;
      const text = tree.text(first) + tree.text(second);
      if (text !== "<>" && text !== "!=") return;
      if (wanted === "") wanted = text;
      if (text === wanted) return;
      context.report(operator, [replace(first, wanted[0]!), replace(second, wanted[1]!)]);
    };
  },
};
