import { insertAfter, remove } from "../../edits.ts";
import { kind, META, NEWLINE, siblingsAfter, WHITESPACE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const MODIFIER = kind("select_clause_modifier");

export const rule: Rule = {
  code: "LT10",
  name: "layout.select_modifiers",
  groups: ["all", "core", "layout"],
  aliases: ["L041"],
  description: "DISTINCT and ALL stand on the line of their SELECT.",
  rationale: "A modifier on a line of its own looks like the first column.",
  fixable: true,
  effects: { respace: true, move: true },
  options: [],
  bad: "SELECT\n    DISTINCT a,\n    b\nFROM x\n",
  good: "SELECT DISTINCT\n    a,\n    b\nFROM x\n",
  phase: "main",
  visits: [SELECT_CLAUSE],
  message: "Keep DISTINCT or ALL on the line of its SELECT.",
  run(context) {
    const { tree } = context;
    return (node) => {
      const modifier = tree.childOf(node, MODIFIER);
      if (modifier < 0) return;
      const keyword = tree.firstChild(node);
      const isGap = (each: number) => tree.isWhitespace(each) || tree.isMeta(each);
      const before = siblingsAfter(tree, keyword, isGap);
      const newlines = before.filter((each) => tree.is(each, NEWLINE));
      if (newlines.length === 0) return;
      const spaces = before.filter((each) => tree.is(each, WHITESPACE));
      const breaks = siblingsAfter(tree, modifier, isGap).some((each) => tree.is(each, NEWLINE));
      const behind = siblingsAfter(
        tree,
        modifier,
        (each) => tree.is(each, WHITESPACE) || tree.is(each, META),
      );
      const text = ` ${tree.text(modifier)}${breaks ? "" : "\n"}`;
      context.report(node, [
        insertAfter(keyword, text),
        ...newlines.map(remove),
        ...(breaks ? spaces.map(remove) : []),
        remove(modifier),
        ...behind.filter((each) => tree.is(each, WHITESPACE)).map(remove),
      ]);
    };
  },
};
