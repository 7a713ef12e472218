/** A CASE in the ELSE of another one, as one CASE: its clauses and comments in order. */
import {
  DEDENT,
  INDENT,
  INLINE_COMMENT,
  kind,
  NEWLINE,
  nextCode,
  type Tree,
} from "../../tree/mod.ts";
import { firstCodeChild, onlyCodeChild } from "../words.ts";

const CASE = kind("case_expression");
const WHEN = kind("when_clause");
const ELSE = kind("else_clause");
const EXPRESSION = kind("expression");

/** What CASE compares with, in capitals and without blanks; "" where it compares nothing. */
function operandOf(tree: Tree, node: number): string {
  const operand = nextCode(tree, firstCodeChild(tree, node));
  if (tree.is(operand, WHEN)) return "";
  return tree.upper(operand).replace(/\s+/g, "");
}

/** The CASE that is all that ELSE gives and compares the same as the one around it; or -1. */
export function nestedCase(tree: Tree, node: number): number {
  const clause = tree.childOf(node, ELSE);
  if (clause < 0) return -1;
  const word = firstCodeChild(tree, clause);
  const given = word < 0 ? -1 : nextCode(tree, word);
  if (given < 0 || nextCode(tree, given) >= 0) return -1;
  const inner = tree.is(given, EXPRESSION) ? onlyCodeChild(tree, given) : given;
  if (inner < 0 || !tree.is(inner, CASE)) return -1;
  return operandOf(tree, inner) === operandOf(tree, node) ? inner : -1;
}

/** Whether a CASE is the one in the ELSE of another, with which it is merged. */
export function isMerged(tree: Tree, node: number): boolean {
  const outer = tree.closest(node, CASE);
  return outer >= 0 && nestedCase(tree, outer) === node;
}

/** A clause or a comment of the CASE that comes out, and the blanks that keep it on a line. */
interface Part {
  readonly text: string;
  readonly node: number;
  /** What stands between it and the clause before it on the same line; null begins a line. */
  readonly gap: string | null;
}

/** The clauses and comments in the ELSE of a CASE, those of the CASEs in it in their place. */
function partsOf(tree: Tree, clause: number, nested: number): Part[] {
  const parts: Part[] = [];
  const comments = (from: number, to: number) => {
    for (let leaf = from; leaf < to; leaf++) {
      if (!tree.isLeaf(leaf) || !tree.isComment(leaf)) continue;
      const behind = parts.at(-1);
      const gap = behind === undefined ? null : gapBetween(tree, behind.node, leaf);
      parts.push({ text: tree.text(leaf), node: leaf, gap });
    }
  };
  // What stands behind the ELSE of each CASE comes once those inside of it have been gone through.
  const behind: [number, number][] = [];
  for (let outer = clause, inner = nested; inner >= 0;) {
    comments(outer, inner);
    const deeper = nestedCase(tree, inner);
    const last = deeper < 0 ? -1 : tree.childOf(inner, ELSE);
    for (const child of tree.children(inner)) {
      if (child === last) {
        behind.push([tree.end(deeper), tree.end(inner)]);
        break;
      }
      if (tree.is(child, WHEN) || tree.is(child, ELSE)) {
        parts.push({ text: tree.text(child), node: child, gap: null });
      } else comments(child, tree.end(child));
    }
    outer = last;
    inner = deeper;
  }
  for (const [from, to] of behind.reverse()) comments(from, to);
  return parts;
}

/** The blanks between a clause and a comment behind it, where nothing else stands there. */
function gapBetween(tree: Tree, clause: number, comment: number): string | null {
  if (tree.isLeaf(clause)) return null;
  const text = tree.tokens.text.slice(tree.stop(clause), tree.start(comment));
  return /^[ \t]*$/.test(text) ? text : null;
}

/** The leaf that begins the line of a node. */
function lineStart(tree: Tree, node: number): number {
  let at = tree.firstLeaf(node);
  for (let leaf = tree.leafBefore(at); leaf >= 0 && !tree.is(leaf, NEWLINE);) {
    at = leaf;
    leaf = tree.leafBefore(leaf);
  }
  return at;
}

/** The blanks that the line of a node begins with. */
function lineIndent(tree: Tree, node: number): string {
  const first = lineStart(tree, node);
  return /^[ \t]*/.exec(tree.tokens.text.slice(tree.start(first)))![0];
}

/** The indent of a node's line, and one more for each that the grammar opens before it on that line. */
function clauseIndent(tree: Tree, node: number, unit: string): string {
  let levels = 0;
  for (let leaf = lineStart(tree, node); leaf < tree.firstLeaf(node); leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    if (tree.is(leaf, INDENT)) levels++;
    else if (tree.kind(leaf) === DEDENT) levels--;
  }
  return lineIndent(tree, node) + unit.repeat(Math.max(levels, 0));
}

/**
 * What stands in place of the ELSE of `node`, whose only value is the CASE `nested`: the clauses of
 * that, each on a line as the first WHEN stands, with all comments.
 */
export function flattened(tree: Tree, node: number, nested: number, unit: string): string {
  const clause = tree.childOf(node, ELSE);
  const indent = clauseIndent(tree, tree.childOf(node, WHEN), unit);
  const parts = partsOf(tree, clause, nested);
  const text = parts.map(({ text, gap }) => gap === null ? `\n${indent}${text}` : gap + text);
  const last = parts.at(-1)!;
  const isOpen = tree.isLeaf(last.node) && tree.is(last.node, INLINE_COMMENT);
  return text.join("") +
    (isOpen && !breaksAfter(tree, clause) ? `\n${lineIndent(tree, node)}` : "");
}

/** Whether the first thing behind a node that is no blank is on another line. */
function breaksAfter(tree: Tree, node: number): boolean {
  for (let leaf = tree.leafAfter(node); leaf >= 0; leaf = tree.leafAfter(leaf)) {
    if (tree.is(leaf, NEWLINE)) return true;
    if (!tree.isMeta(leaf) && !tree.isWhitespace(leaf)) return false;
  }
  return true;
}

/** The comment right behind an ELSE on its line, or -1; and what begins the line of END. */
export function commentBehind(
  tree: Tree,
  node: number,
): { comment: number; indent: string } | null {
  const clause = tree.childOf(node, ELSE);
  let leaf = tree.leafAfter(clause);
  while (leaf >= 0 && (tree.isMeta(leaf) || (tree.isWhitespace(leaf) && !tree.is(leaf, NEWLINE)))) {
    leaf = tree.leafAfter(leaf);
  }
  if (leaf < 0 || leaf >= tree.end(node) || !tree.isComment(leaf)) return null;
  return { comment: leaf, indent: lineIndent(tree, tree.lastLeaf(node)) };
}
