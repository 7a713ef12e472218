import { type Fix, replace } from "../../edits.ts";
import { isAny, nextCode } from "../../analysis/nodes.ts";
import { kind, NEWLINE, type Tree, WHITESPACE } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const NULL_LITERAL = kind("null_literal");
const ASSIGNING_PARENTS = kinds(
  "set_clause_list",
  "execute_script_statement",
  "assignment_operator",
  "exclusion_constraint_element",
);
const ASSIGNING_GRANDPARENTS = kinds(
  "set_clause_list",
  "execute_script_statement",
  "options_segment",
);

/** What stands between a leaf and the next code on one side: nothing, one whitespace, or more. */
function gapBeside(tree: Tree, leaf: number, step: (leaf: number) => number): number[] {
  const gap: number[] = [];
  for (let at = step(leaf); at >= 0 && !tree.isCode(at); at = step(at)) {
    if (!tree.isMeta(at)) gap.push(at);
  }
  return gap;
}

/** The operator written out as IS, with one space on each side. */
function isNull(tree: Tree, operator: number, words: string): Fix[] {
  const before = gapBeside(tree, tree.firstLeaf(operator), (leaf) => tree.leafBefore(leaf));
  const after = gapBeside(tree, tree.lastLeaf(operator), (leaf) => tree.leafAfter(leaf));
  const text = `${before.length === 0 ? " " : ""}${words}${after.length === 0 ? " " : ""}`;
  const spaces = [before, after].filter((gap) =>
    gap.length === 1 && tree.is(gap[0]!, WHITESPACE) && !tree.is(gap[0]!, NEWLINE) &&
    tree.text(gap[0]!) !== " "
  );
  return [replace(operator, text), ...spaces.map((gap) => replace(gap[0]!, " "))];
}

export const rule: Rule = {
  code: "CV05",
  name: "convention.is_null",
  groups: ["all", "core", "convention"],
  aliases: ["L049"],
  description: "NULL is compared with IS or IS NOT.",
  rationale: "Nothing equals NULL, not even NULL: such a comparison is never true.",
  fixable: true,
  options: [],
  bad: "SELECT a FROM foo WHERE a = NULL\n",
  good: "SELECT a FROM foo WHERE a IS NULL\n",
  phase: "main",
  visits: kinds("comparison_operator"),
  message: 'Comparisons with NULL should use "IS" or "IS NOT".',
  run(context) {
    const { tree } = context;
    return (operator) => {
      const text = tree.text(operator);
      if (text !== "=" && text !== "!=" && text !== "<>") return;
      const value = nextCode(tree, operator);
      if (value >= 0 && !tree.is(value, NULL_LITERAL)) return;
      const parent = tree.parent(operator);
      const grandparent = tree.parent(parent);
      if (isAny(tree, parent, ASSIGNING_PARENTS)) return;
      if (grandparent >= 0 && isAny(tree, grandparent, ASSIGNING_GRANDPARENTS)) return;
      if (value < 0) return;
      const words = text === "=" ? "IS" : "IS NOT";
      const upper = tree.text(value).startsWith("N");
      context.report(operator, isNull(tree, operator, upper ? words : words.toLowerCase()));
    };
  },
};
