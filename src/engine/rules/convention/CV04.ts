import { replace } from "../../edits.ts";
import { isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const FUNCTION_NAME = kind("function_name");
const FUNCTION_CONTENTS = kind("function_contents");
const BRACKETED = kind("bracketed");
const FRAME = kinds("start_bracket", "end_bracket", "whitespace", "newline", "meta");
const STAR = kind("star");
const EXPRESSION = kind("expression");
const LITERAL = kind("literal");

export const rule: Rule = {
  code: "CV04",
  name: "convention.count_rows",
  groups: ["all", "core", "convention"],
  aliases: ["L047"],
  description: "Rows are counted in one way: COUNT(*), COUNT(1) or COUNT(0).",
  rationale: "All three mean the same; a mix of them suggests that they do not.",
  fixable: true,
  effects: { replace: [["<number>", "*"], ["<number>", "<number>"], ["*", "<number>"]] },
  options: [
    flag("prefer_count_1", false, "Count with COUNT(1)."),
    flag("prefer_count_0", false, "Count with COUNT(0)."),
  ],
  bad: "SELECT COUNT(1) FROM foo\n",
  good: "SELECT COUNT(*) FROM foo\n",
  phase: "main",
  visits: [kind("function")],
  message: "Count rows the same way everywhere: COUNT(*), COUNT(1) or COUNT(0).",
  run(context) {
    const { tree } = context;
    const one = context.flag("prefer_count_1");
    const preferred = one ? "1" : context.flag("prefer_count_0") ? "0" : "*";
    return (node) => {
      const name = tree.childOf(node, FUNCTION_NAME);
      if (name < 0 || tree.upper(name) !== "COUNT") return;
      const contents = tree.childOf(node, FUNCTION_CONTENTS);
      const bracketed = contents < 0 ? -1 : tree.childOf(contents, BRACKETED);
      if (bracketed < 0) return;
      const counted = tree.children(bracketed).filter((child) => !isAny(tree, child, FRAME));
      const [only] = counted;
      if (only === undefined || counted.length !== 1) return;
      if (tree.is(only, STAR)) {
        if (preferred !== "*") context.report(node, [replace(only, preferred)]);
        return;
      }
      if (!tree.is(only, EXPRESSION)) return;
      const parts = tree.children(only).filter((child) => !tree.isMeta(child));
      const [literal] = parts;
      if (literal === undefined || parts.length !== 1 || !tree.is(literal, LITERAL)) return;
      const text = tree.text(literal);
      if ((text === "0" || text === "1") && text !== preferred) {
        context.report(node, [replace(literal, preferred)]);
      }
    };
  },
};
