import { remove } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { nameOf } from "../../layout/mod.ts";
import { kind, nextCode } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const NAME = kind("function_name");

export const rule: Rule = {
  code: "LT06",
  name: "layout.functions",
  groups: ["all", "core", "layout"],
  aliases: ["L017"],
  description: "The bracket of a function's arguments follows its name at once.",
  rationale: "A gap makes a call look like a keyword in front of a bracketed expression.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT SUM (1)\n",
  good: "SELECT SUM(1)\n",
  phase: "main",
  visits: [kind("function")],
  message: "The bracket of a call belongs right behind the function's name.",
  run(context) {
    const { tree } = context;
    return (call) => {
      const name = tree.childOf(call, NAME);
      const bracket = name < 0 ? -1 : tree.firstCode(nextCode(tree, name));
      if (bracket < 0 || tree.leafAfter(name) === bracket) return;
      if (!tree.hasText(bracket, "(")) return;
      const gap: number[] = [];
      for (let leaf = tree.leafAfter(name); leaf < bracket; leaf = tree.leafAfter(leaf)) {
        if (!tree.isMeta(leaf) || tree.mark(leaf) !== null) gap.push(leaf);
      }
      // A tag alone between them leaves no gap in what is rendered.
      if (gap.every((leaf) => tree.isMeta(leaf))) return;
      const isBlank = gap.every((leaf) => tree.isWhitespace(leaf));
      const said = `Write the bracket of ${nameOf(tree, name)} right behind its name.`;
      context.report(gap[0]!, isBlank ? gap.map(remove) : [], said);
    };
  },
};
