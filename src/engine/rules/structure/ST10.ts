import { fold, type Folding } from "../../scopes/mod.ts";
import { kind, nextCode, previousCode, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { wordOf } from "../words.ts";

const COMPARISON = kind("comparison_operator");
const EXPRESSION = kind("expression");
const OPERATOR = kind("binary_operator");
const ACCESSOR = kind("array_accessor");
const LITERAL = kind("literal");
const TYPE = kind("data_type");
const IDENTIFIER = kind("identifier");
const LOGICAL = [word("AND"), word("OR")];
/** Operators whose answer is known when both sides are the same. */
const DECIDED = ["=", "!=", "<>"].map((each) => word(each));
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

/**
 * By unit of ASCII what it is compared as, whatever its letter case: a letter, digit or underline.
 * 0 for others, which may be quotes.
 */
const PLAIN = Uint8Array.from({ length: 128 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  return /\w/.test(char) ? char.toLowerCase().charCodeAt(0) : 0;
});

/** Whether a unit stands in what a leaf says as it is written: quotes of names do not. */
function isSaid(tree: Tree, leaf: number, unit: number): boolean {
  return unit < PLAIN.length && (PLAIN[unit] !== 0 || !tree.is(leaf, IDENTIFIER));
}

/**
 * Whether two leaves are sure to say different things, as most do: by the first units in which
 * they part, which are neither quotes nor letters that change in other ways than in ASCII.
 */
function surelyDiffer(tree: Tree, one: number, other: number): boolean {
  const { text } = tree.tokens;
  const end = tree.stop(one);
  const otherEnd = tree.stop(other);
  let at = tree.start(one);
  let otherAt = tree.start(other);
  for (; at < end && otherAt < otherEnd; at++, otherAt++) {
    const unit = text.charCodeAt(at);
    const otherUnit = text.charCodeAt(otherAt);
    const plain = PLAIN[unit];
    if (plain !== undefined && plain !== 0 && plain === PLAIN[otherUnit]) continue;
    return unit !== otherUnit && isSaid(tree, one, unit) && isSaid(tree, other, otherUnit);
  }
  return false;
}

/** Whether two expressions say the same, whatever their blanks and comments; stops where they part. */
function sayTheSame(tree: Tree, one: number, other: number, folding: Folding): boolean {
  const oneEnd = tree.end(one);
  const otherEnd = tree.end(other);
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
      if (!DECIDED.includes(wordOf(tree, operator))) return;
      const right = nextCode(tree, operator);
      const left = previousCode(tree, operator);
      if (left < 0 || right < 0 || tree.is(left, ACCESSOR)) return;
      // What a template puts in may be another value the next time.
      if (tree.isTemplated(left) || tree.isTemplated(right)) return;
      // The type of a literal, as in `b = B'01'`, is no side by itself.
      if (tree.is(right, TYPE)) return;
      if (binds(tree, previousCode(tree, left)) || binds(tree, nextCode(tree, right))) return;
      if (isLiteral(tree, left) && isLiteral(tree, right)) {
        const said = value(tree, left) + tree.text(operator) + value(tree, right);
        if (!ON_PURPOSE.includes(said)) {
          context.report(operator);
        }
      } else if (sayTheSame(tree, left, right, folding)) context.report(operator);
    };
  },
};
