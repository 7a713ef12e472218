import { RESPACES } from "../../fixes/effects.ts";
import { insertBefore } from "../../edits.ts";
import {
  hasNewline,
  kind,
  META,
  NEWLINE,
  TEMPLATE_LOOP,
  type Tree,
  WHITESPACE,
} from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const WITH = kind("with_compound_statement");
const CTE = kind("common_table_expression");
const BRACKETED = kind("bracketed");
const END_BRACKET = kind("end_bracket");

/** Whether a template tag has stripped a newline at a leaf. */
function isConsumedNewline(tree: Tree, leaf: number): boolean {
  return tree.mark(leaf)?.text === "\n";
}

/** Whether a segment goes over several lines, as they are written. */
function isMultiline(tree: Tree, node: number): boolean {
  if (hasNewline(tree, node)) return true;
  if (tree.tokens.origins === null) return false;
  for (let leaf = node; leaf < tree.end(node); leaf++) {
    if (tree.isLeaf(leaf) && isConsumedNewline(tree, leaf)) return true;
  }
  return false;
}

/** Whether code or a comment stands before a leaf on its line. */
function hasTextBefore(tree: Tree, leaf: number): boolean {
  for (let at = tree.leafBefore(leaf); at >= 0; at = tree.leafBefore(at)) {
    if (tree.is(at, NEWLINE) || isConsumedNewline(tree, at)) return false;
    if (tree.is(at, TEMPLATE_LOOP)) return true;
    if (!tree.is(at, META) && !tree.is(at, WHITESPACE)) return true;
  }
  return false;
}

export const rule: Rule = {
  code: "LT07",
  name: "layout.cte_bracket",
  groups: ["all", "core", "layout"],
  aliases: ["L018"],
  description: "The bracket that closes a WITH clause's query stands at the start of its line.",
  rationale: "A closing bracket on its own line shows where each common table expression ends.",
  fixable: true,
  effects: RESPACES,
  options: [],
  bad: "WITH zoo AS (\n    SELECT a FROM foo)\n\nSELECT * FROM zoo\n",
  good: "WITH zoo AS (\n    SELECT a FROM foo\n)\n\nSELECT * FROM zoo\n",
  phase: "main",
  visits: [WITH],
  message: "Put the bracket that ends this CTE on a line of its own.",
  run(context) {
    const { tree } = context;
    return (node) => {
      for (const cte of tree.childrenOf(node, CTE)) {
        const bracketed = tree.childrenOf(cte, BRACKETED).at(-1);
        if (bracketed === undefined || !isMultiline(tree, bracketed)) continue;
        const bracket = tree.childrenOf(bracketed, END_BRACKET).at(-1);
        if (bracket === undefined || !hasTextBefore(tree, bracket)) continue;
        context.report(bracket, [insertBefore(bracket, "\n")]);
        return;
      }
    };
  },
};
