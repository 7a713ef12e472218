import { folded } from "../../analysis/identifiers.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const EXPRESSION = kind("expression");
const COMPARISON = kind("comparison_operator");
const BINARY_OPERATOR = kind("binary_operator");
const LITERAL = kind("literal");
/** Conditions that are written on purpose, to have something to add to. */
const USUAL = ["1 = 1", "1 = 0"];

/** A node's words as the database compares them. */
function normalised(tree: Tree, node: number): string {
  let text = "";
  for (let leaf = tree.firstLeaf(node); leaf < tree.end(node); leaf++) {
    if (tree.isLeaf(leaf) && !tree.isMeta(leaf)) {
      text += folded(tree, leaf, (each) => each.toUpperCase());
    }
  }
  return text;
}

/** Whether a node is a single literal; a number with a sign is none. */
function isLiteral(tree: Tree, node: number): boolean {
  return tree.is(node, LITERAL) && tree.isLeaf(node);
}

/** Whether an operator binds tighter than a comparison, so that its operand is only a part. */
function isArithmetic(tree: Tree, node: number | undefined): boolean {
  return node !== undefined && tree.is(node, BINARY_OPERATOR) &&
    !["AND", "OR"].includes(tree.upper(node));
}

export const rule: Rule = {
  code: "ST10",
  name: "structure.constant_expression",
  groups: ["all", "structure"],
  aliases: [],
  description: "No comparison is always true or always false.",
  rationale: "Comparing a column with itself, or two literals, is mostly a slip.",
  fixable: false,
  options: [],
  bad: "SELECT a FROM foo WHERE a = a\n",
  good: "SELECT a FROM foo WHERE a = b\n",
  phase: "main",
  visits: [EXPRESSION],
  message: "This condition is always the same: remove it, or compare with a column.",
  run(context) {
    const { tree } = context;
    return (expression) => {
      if (tree.childOf(expression, COMPARISON) < 0) return;
      const parts = tree.children(expression).filter((child) => !tree.isWhitespace(child));
      for (const [index, operator] of parts.entries()) {
        if (!tree.is(operator, COMPARISON)) continue;
        const sign = tree.text(operator);
        if (sign !== "=" && sign !== "!=" && sign !== "<>") continue;
        const left = parts[index - 1];
        const right = parts[index + 1];
        if (left === undefined || right === undefined) continue;
        if (tree.isTemplated(left) || tree.isTemplated(right)) continue;
        if (isArithmetic(tree, parts[index - 2]) || isArithmetic(tree, parts[index + 2])) continue;
        const [first, second] = [normalised(tree, left), normalised(tree, right)];
        if (isLiteral(tree, left) && isLiteral(tree, right)) {
          if (!USUAL.includes(`${first} ${sign} ${second}`)) context.report(operator);
        } else if (tree.kind(left) === tree.kind(right) && first === second) {
          context.report(operator);
        }
      }
    };
  },
};
