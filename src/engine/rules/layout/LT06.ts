import { RESPACES } from "../../fixes/effects.ts";
import { remove } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name");
const FUNCTION_CONTENTS = kind("function_contents");

export const rule: Rule = {
  code: "LT06",
  name: "layout.functions",
  groups: ["all", "core", "layout"],
  aliases: ["L017"],
  description: "The bracket of a function's arguments follows its name at once.",
  rationale: "A gap makes a call look like a keyword in front of a bracketed expression.",
  fixable: true,
  effects: RESPACES,
  options: [],
  bad: "SELECT SUM (1)\n",
  good: "SELECT SUM(1)\n",
  phase: "main",
  visits: [FUNCTION],
  message: "The bracket of a call belongs right behind the function's name.",
  run(context) {
    const { tree } = context;
    return (node) => {
      const name = tree.childOf(node, FUNCTION_NAME);
      const contents = tree.childOf(node, FUNCTION_CONTENTS);
      if (name < 0 || contents < 0) return;
      const between: number[] = [];
      for (let at = tree.nextSibling(name); at >= 0 && at !== contents; at = tree.nextSibling(at)) {
        between.push(at);
      }
      if (between.length === 0) return;
      const onlySpace = between.every((each) => tree.isWhitespace(each));
      context.report(between[0]!, onlySpace ? between.map(remove) : []);
    };
  },
};
