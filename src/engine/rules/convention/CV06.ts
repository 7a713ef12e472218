import { insertAfter, replace } from "../../edits.ts";
import { BLOCK_COMMENT, COMMENT, FILE, kind, NEWLINE, nodesIn, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { flag, type Rule } from "../rule.ts";
import { gapBefore, isOneLine, lineComment, lineOf, moveSemicolon } from "./terminators.ts";

const STATEMENT = kind("statement");
const BATCH = kind("batch");
const TERMINATOR = kind("statement_terminator");

function isSemicolon(tree: Tree, node: number): boolean {
  return tree.is(node, TERMINATOR) && tree.text(node) === ";";
}

/** The last comment to the end of the line that stands on the line of a node, or the node. */
function behindComments(tree: Tree, container: number, node: number): number {
  const line = lineOf(tree, tree.start(node));
  const comments = [...nodesIn(tree, container, [COMMENT])].filter((comment) =>
    !tree.is(comment, BLOCK_COMMENT) && lineOf(tree, tree.start(comment)) === line
  );
  return comments.at(-1) ?? node;
}

function checkNewLine(context: RuleContext, semicolon: number, container: number): void {
  const { tree } = context;
  const gap = gapBefore(tree, semicolon, container);
  let { anchor, leaves } = gap;
  const comment = lineComment(tree, leaves, tree.start(anchor));
  if (comment >= 0) {
    anchor = comment;
    leaves = leaves.slice(0, leaves.indexOf(comment));
  }
  if (leaves.length === 1 && tree.is(leaves[0]!, NEWLINE)) return;
  anchor = behindComments(tree, container, anchor);
  const fixes = anchor === semicolon
    ? [replace(semicolon, "\n;")]
    : moveSemicolon(tree, semicolon, anchor, gap.spaces, "\n;");
  context.report(anchor, fixes);
}

function checkSemicolon(
  context: RuleContext,
  semicolon: number,
  container: number,
  newline: boolean,
): void {
  const gap = gapBefore(context.tree, semicolon, container);
  if (newline && !gap.oneLine) return checkNewLine(context, semicolon, container);
  if (gap.leaves.length === 0) return;
  context.report(gap.anchor, moveSemicolon(context.tree, semicolon, gap.anchor, gap.spaces, ";"));
}

/** The last statement of the file, in a batch or not; -1 without any. */
function lastStatement(tree: Tree, file: number): number {
  for (const child of tree.children(file).reverse()) {
    if (tree.is(child, STATEMENT)) return child;
    const inBatch = tree.is(child, BATCH) ? tree.childrenOf(child, STATEMENT).at(-1) : undefined;
    if (inBatch !== undefined) return inBatch;
  }
  return tree.descendants(file, STATEMENT).at(-1) ?? -1;
}

/** Whether a statement ends in a semicolon, its own or the next thing behind it. */
function isTerminated(tree: Tree, statement: number): boolean {
  if (isSemicolon(tree, tree.lastLeaf(statement))) return true;
  let next = tree.nextSibling(statement);
  while (next >= 0 && !tree.isCode(next)) next = tree.nextSibling(next);
  return next >= 0 && isSemicolon(tree, next);
}

function checkFinal(context: RuleContext, file: number, newline: boolean): void {
  const { tree } = context;
  const statement = lastStatement(tree, file);
  if (statement < 0 || isTerminated(tree, statement)) return;
  const ends = tree.descendants(statement, TERMINATOR);
  if (ends.length > 0 && !isSemicolon(tree, ends.at(-1)!)) return;
  const children = tree.children(tree.parent(statement));
  const last = children.findLastIndex((child) => tree.isCode(child));
  const behind = children.slice(last + 1);
  const trigger = behind[0] ?? children[last]!;
  let anchor = children[last]!;
  if (!newline || isOneLine(tree, statement)) {
    context.report(trigger, [insertAfter(anchor, ";")]);
    return;
  }
  const leaves = behind.filter((child) => !tree.isMeta(child)).reverse();
  const comment = lineComment(tree, leaves, tree.start(tree.lastLeaf(anchor)));
  if (comment >= 0) anchor = comment;
  context.report(trigger, [insertAfter(anchor, "\n;")]);
}

export const rule: Rule = {
  code: "CV06",
  name: "convention.terminator",
  groups: ["all", "convention"],
  aliases: ["L052"],
  description: "A semicolon follows its statement at once, or on a new line, as configured.",
  rationale: "A semicolon that floats behind its statement is easily lost or doubled.",
  fixable: true,
  effects: { move: true, insert: [";"], remove: [";"] },
  options: [
    flag("multiline_newline", false, "Put the semicolon of a long statement on a new line."),
    flag("require_final_semicolon", false, "Want a semicolon behind the last statement too."),
  ],
  bad: "SELECT a FROM foo\n\n;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [FILE],
  message: "The semicolon of this statement is missing, or in the wrong place.",
  run(context) {
    const { tree } = context;
    const newline = context.flag("multiline_newline");
    const final = context.flag("require_final_semicolon");
    return (file) => {
      for (const container of [file, ...tree.childrenOf(file, BATCH)]) {
        for (const child of tree.childrenOf(container, TERMINATOR)) {
          if (isSemicolon(tree, child)) checkSemicolon(context, child, container, newline);
        }
      }
      if (final) checkFinal(context, file, newline);
    };
  },
};
