import { type Fix, replace } from "../../edits.ts";
import { blanksBeside } from "../../layout/mod.ts";
import { isAny, kind, nextCode, type Tree } from "../../tree/mod.ts";
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

/** The operator written out as IS, with one space on each side. */
function isNull(tree: Tree, operator: number, words: string): Fix[] {
  const before = blanksBeside(tree, operator, "before");
  const after = blanksBeside(tree, operator, "after");
  const text = `${before.missing ? " " : ""}${words}${after.missing ? " " : ""}`;
  return [replace(operator, text), ...before.fixes, ...after.fixes];
}

export const rule: Rule = {
  code: "CV05",
  name: "convention.is_null",
  groups: ["all", "core", "convention"],
  aliases: ["L049"],
  description: "NULL is compared with IS or IS NOT.",
  rationale: "Nothing equals NULL, not even NULL: such a comparison is never true.",
  fixable: true,
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
