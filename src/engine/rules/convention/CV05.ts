import { type Fix, insertAfter, insertBefore, replace } from "../../edits.ts";
import { kind, nextCode, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const EXPRESSION = kind("expression");
const NULL = kind("null_literal");
/** What is written for each operator; others ask for an order, which NULL has none of. */
const WORDS: Readonly<Record<string, string>> = { "=": "IS", "<>": "IS NOT", "!=": "IS NOT" };

/** What sets a word apart from the leaf beside it: one blank, where no line ends. */
function apart(tree: Tree, beside: number, blank: Fix): Fix[] {
  if (!tree.isWhitespace(beside)) return [blank];
  const text = tree.text(beside);
  return text === " " || /[\r\n]/.test(text) ? [] : [replace(beside, " ")];
}

export const rule: Rule = {
  code: "CV05",
  name: "convention.is_null",
  groups: ["all", "core", "convention"],
  aliases: ["L049"],
  description: "NULL is compared with IS or IS NOT.",
  rationale: "Nothing equals NULL, not even NULL: such a comparison is never true.",
  fixable: true,
  reads: "code",
  effects: { insert: ["IS", "NOT"], remove: ["<operator>"] },
  options: [],
  bad: "SELECT a FROM foo WHERE a = NULL\n",
  good: "SELECT a FROM foo WHERE a IS NULL\n",
  phase: "main",
  visits: kinds("comparison_operator"),
  message: "= and <> never hold for NULL: ask with IS NULL or IS NOT NULL.",
  run(context) {
    const { tree } = context;
    return (operator) => {
      const value = nextCode(tree, operator);
      if (value < 0 || !tree.is(value, NULL)) return;
      const words = WORDS[tree.text(operator)];
      // Outside of an expression it assigns: SET a = NULL.
      if (words === undefined || !tree.is(tree.parent(operator), EXPRESSION)) return;
      const text = tree.text(value);
      const said = text === text.toLowerCase() ? words.toLowerCase() : words;
      const [before, after] = [tree.leafBefore(operator), tree.leafAfter(operator)];
      context.report(operator, [
        ...apart(tree, before, insertAfter(before, " ")),
        replace(operator, said),
        ...apart(tree, after, insertBefore(after, " ")),
      ]);
    };
  },
};
