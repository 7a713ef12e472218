import { insertAfter } from "../../edits.ts";
import { codeChildren, kind, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const UNION = word("UNION");
const SAID = [word("ALL"), word("DISTINCT")];

export const rule: Rule = {
  code: "AM02",
  name: "ambiguous.union",
  groups: ["all", "core", "ambiguous"],
  aliases: ["L033"],
  description: "UNION is followed by DISTINCT or ALL.",
  rationale: "A bare UNION drops duplicates, which costs time and often was not meant.",
  fixable: true,
  reads: "code",
  effects: { insert: ["DISTINCT"] },
  options: [],
  bad: "SELECT a FROM foo\nUNION\nSELECT a FROM bar\n",
  good: "SELECT a FROM foo\nUNION DISTINCT\nSELECT a FROM bar\n",
  phase: "main",
  visits: [kind("set_operator")],
  when: { dialect: (traits) => traits.unionDistinct },
  message: "Say what happens to equal rows: UNION DISTINCT or UNION ALL.",
  run(context) {
    const { tree } = context;
    return (operator) => {
      const parts = codeChildren(tree, operator);
      const union = parts.find((each) => tree.word(each) === UNION);
      if (union === undefined || parts.some((each) => SAID.includes(tree.word(each)))) return;
      const isUpper = tree.text(union) === tree.upper(union);
      context.report(operator, [insertAfter(union, isUpper ? " DISTINCT" : " distinct")]);
    };
  },
};
