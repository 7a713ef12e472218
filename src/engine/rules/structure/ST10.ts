import { fold, type Folding } from "../../scopes/mod.ts";
import { kind, nextCode, previousCode, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COMPARISON = kind("comparison_operator");
const EXPRESSION = kind("expression");
const OPERATOR = kind("binary_operator");
const ACCESSOR = kind("array_accessor");
const LITERAL = kind("literal");
const TYPE = kind("data_type");
const IDENTIFIER = kind("identifier");
const LOGICAL = [word("AND"), word("OR")];
/** Operators whose answer is known when both sides are the same. */
const DECIDED = ["=", "!=", "<>"];
/** Conditions that are written on purpose, to turn a filter on or off. */
const ON_PURPOSE = ["1=1", "1=0"];

/** Whether a neighbour of a comparison takes one of its sides for itself. */
function binds(tree: Tree, node: number): boolean {
  if (node >= 0 && tree.is(node, ACCESSOR)) return true;
  return node >= 0 && tree.is(node, OPERATOR) && !LOGICAL.includes(tree.word(node));
}

/** Whether a side is a literal as it stands; one with a sign is computed. */
function isLiteral(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && tree.is(node, LITERAL);
}

/** What a literal says, without its quotes and what stands before them. */
function value(tree: Tree, leaf: number): string {
  return tree.text(leaf).replace(/^\w*?(["']+)(.*)\1$/s, "$2");
}

/** What a leaf says, whatever its letter case where that means nothing. */
function said(tree: Tree, leaf: number, folding: Folding): string {
  if (tree.is(leaf, IDENTIFIER)) return fold(tree, leaf, folding);
  return tree.is(leaf, LITERAL) ? tree.text(leaf) : tree.upper(leaf);
}

/** The first leaf of code in `[from, to)`, or `to`. */
function codeFrom(tree: Tree, from: number, to: number): number {
  let leaf = from;
  while (leaf < to && !(tree.isLeaf(leaf) && tree.isCode(leaf))) leaf++;
  return leaf;
}

const LETTER_CASE = 32;
const [SMALL_A, SMALL_Z, UNDERSCORE, FIRST_DIGIT, LAST_DIGIT] = [97, 122, 95, 48, 57];

/** A unit of ASCII as it is compared whatever its letter case; -1 where it may be part of quotes. */
function plainUnit(unit: number): number {
  const small = unit | LETTER_CASE;
  if (small >= SMALL_A && small <= SMALL_Z && unit < 128) return small;
  return unit === UNDERSCORE || (unit >= FIRST_DIGIT && unit <= LAST_DIGIT) ? unit : -1;
}

/**
 * Whether two leaves are sure to say different things, as most do: in the first units by which
 * they part, which are neither quotes nor letters that change in other ways than in ASCII.
 */
function surelyDiffer(tree: Tree, one: number, other: number): boolean {
  const { text } = tree.tokens;
  const [start, length] = [tree.start(one), tree.stop(one) - tree.start(one)];
  const [otherStart, otherLength] = [tree.start(other), tree.stop(other) - tree.start(other)];
  for (let at = 0; at < length && at < otherLength; at++) {
    const unit = plainUnit(text.charCodeAt(start + at));
    const otherUnit = plainUnit(text.charCodeAt(otherStart + at));
    if (unit < 0 || otherUnit < 0) return false;
    if (unit !== otherUnit) return true;
  }
  return false;
}

/** Whether two expressions say the same, whatever their blanks and comments; stops where they part. */
function sayTheSame(tree: Tree, one: number, other: number, folding: Folding): boolean {
  const [oneEnd, otherEnd] = [tree.end(one), tree.end(other)];
  let left = codeFrom(tree, one, oneEnd);
  let right = codeFrom(tree, other, otherEnd);
  while (left < oneEnd && right < otherEnd) {
    if (surelyDiffer(tree, left, right)) return false;
    if (said(tree, left, folding) !== said(tree, right, folding)) return false;
    left = codeFrom(tree, left + 1, oneEnd);
    right = codeFrom(tree, right + 1, otherEnd);
  }
  return left === oneEnd && right === otherEnd;
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
  visits: [COMPARISON],
  message: "This condition is always the same: remove it, or compare with a column.",
  run(context) {
    const { tree, dialect } = context;
    const { folding } = dialect.traits;
    return (operator) => {
      if (!tree.is(tree.parent(operator), EXPRESSION)) return;
      const text = DECIDED.find((each) => tree.hasText(operator, each));
      if (text === undefined) return;
      const [left, right] = [previousCode(tree, operator), nextCode(tree, operator)];
      if (left < 0 || right < 0 || tree.is(left, ACCESSOR)) return;
      // What a template puts in may be another value the next time.
      if (tree.isTemplated(left) || tree.isTemplated(right)) return;
      // The type of a literal, as in `b = B'01'`, is no side by itself.
      if (tree.is(right, TYPE)) return;
      if (binds(tree, previousCode(tree, left)) || binds(tree, nextCode(tree, right))) return;
      if (isLiteral(tree, left) && isLiteral(tree, right)) {
        if (!ON_PURPOSE.includes(value(tree, left) + text + value(tree, right))) {
          context.report(operator);
        }
      } else if (sayTheSame(tree, left, right, folding)) context.report(operator);
    };
  },
};
