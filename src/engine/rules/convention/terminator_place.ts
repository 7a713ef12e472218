/**
 * Where a statement's terminator belongs (CV06), and the edits that bring it there.
 *
 * A statement ends in its last code. The terminator's place is behind that code at once, or, for a
 * statement of several lines where that is configured, on a line of its own below it: below its
 * last line with the comment that ends that line.
 */
import { type Fix, insertAfter, remove } from "../../edits.ts";
import {
  BATCH,
  DEDENT,
  END_OF_FILE,
  FILE,
  hasNewline,
  INLINE_COMMENT,
  kind,
  lastCodeChild,
  NEWLINE,
  previousCode,
  sameLine,
  type Tree,
} from "../../tree/mod.ts";

const STATEMENT = kind("statement");
const TERMINATOR = kind("statement_terminator");
/** Commands of a client that end a batch. */
const GO = kind("go_statement");
const SLASH = kind("slash_buffer_executor");
/** A client's command that stands beside statements. */
const RUN_SCRIPT = kind("execute_file_statement");

/** The end of a statement, with the terminator behind it or none. */
export interface StatementEnd {
  /** The last leaf of code. */
  readonly code: number;
  /** The terminator, or -1. */
  readonly terminator: number;
  /** What stands between the two: leaves with a width, and what a template left. */
  readonly gap: readonly number[];
}

/** Whether a leaf has a width, or is what a template left. */
function counts(tree: Tree, leaf: number): boolean {
  return !tree.isMeta(leaf) || tree.mark(leaf) !== null;
}

/** Reads back from a terminator to the code before it in its batch; null where there is none. */
export function endBefore(tree: Tree, terminator: number): StatementEnd | null {
  const gap: number[] = [];
  const batch = tree.parent(terminator);
  let code = tree.leafBefore(terminator);
  for (; code >= 0 && !tree.isCode(code); code = tree.leafBefore(code)) {
    if (counts(tree, code)) gap.push(code);
  }
  gap.reverse();
  // Nodes are numbered in preorder: what a batch holds comes after it.
  return code < batch || code < 0 ? null : { code, terminator, gap };
}

/** Whether code of its batch stands right before a terminator, as it mostly does. */
export function isRightBehind(tree: Tree, terminator: number): boolean {
  let leaf = tree.leafBefore(terminator);
  while (leaf >= 0 && !counts(tree, leaf)) leaf = tree.leafBefore(leaf);
  return leaf > tree.parent(terminator) && tree.isCode(leaf);
}

/** The end of the last statement of a file, if no terminator follows it; otherwise null. */
export function openEnd(tree: Tree): StatementEnd | null {
  const last = lastCodeChild(tree, 0);
  const isBatch = last >= 0 && tree.is(last, BATCH);
  let part = isBatch ? lastCodeChild(tree, last) : last;
  // These are not SQL: a terminator goes before them.
  if (part >= 0 && (tree.is(part, GO) || tree.is(part, SLASH))) part = previousCode(tree, part);
  if (part < 0 || tree.is(part, RUN_SCRIPT)) return null;
  const code = tree.lastCode(part);
  // A procedure's terminator is a part of it.
  return tree.is(code, TERMINATOR) ? null : { code, terminator: -1, gap: [] };
}

/** Whether what ends a file's last batch runs its statement without a terminator. */
export function endsInSlash(tree: Tree): boolean {
  const last = lastCodeChild(tree, 0);
  return last >= 0 && tree.is(lastCodeChild(tree, last), SLASH);
}

/** Whether a terminator ends a statement of the file, or of a batch of it. */
export function isOutermost(tree: Tree, terminator: number): boolean {
  const parent = tree.parent(terminator);
  return tree.is(parent, FILE) || tree.is(parent, BATCH);
}

/**
 * Where a missing terminator is reported: at the first leaf behind the statement that counts, in a
 * batch at its last part.
 */
export function missingAt(tree: Tree, code: number): number {
  const last = lastCodeChild(tree, 0);
  if (tree.is(last, BATCH)) return lastCodeChild(tree, last);
  let leaf = tree.leafAfter(code);
  while (leaf >= 0 && !counts(tree, leaf) && !tree.is(leaf, END_OF_FILE)) {
    leaf = tree.leafAfter(leaf);
  }
  return leaf < 0 ? code : leaf;
}

/** Whether the statement that a leaf is in goes over several lines; a terminator alone does. */
export function hasLines(tree: Tree, leaf: number): boolean {
  const statement = tree.closest(leaf, STATEMENT);
  return statement < 0 || hasNewline(tree, statement);
}

/**
 * The comment that ends the line of a statement's last code, before or behind its terminator. What
 * follows the last terminator of a batch is not in it, and stays where it is.
 */
export function lineComment(tree: Tree, { code, terminator }: StatementEnd): number {
  for (let leaf = tree.leafAfter(code); leaf >= 0; leaf = tree.leafAfter(leaf)) {
    if (tree.is(leaf, INLINE_COMMENT)) {
      const isOutside = terminator >= 0 && leaf > terminator &&
        tree.parent(leaf) !== tree.parent(terminator);
      return isOutside ? -1 : leaf;
    }
    if (tree.is(leaf, NEWLINE) || (tree.isCode(leaf) && leaf !== terminator)) break;
  }
  return -1;
}

/** Whether a terminator has a line of its own right below a leaf. */
export function isBelow(tree: Tree, leaf: number, terminator: number): boolean {
  let breaks = 0;
  for (let at = tree.leafAfter(leaf); at < terminator; at = tree.leafAfter(at)) {
    if (tree.is(at, NEWLINE)) breaks++;
    else if (!tree.isMeta(at)) return false;
  }
  return breaks === 1;
}

/** Whether code, or another comment, follows a terminator on its line. */
function isFollowed(tree: Tree, terminator: number): boolean {
  let next = tree.leafAfter(terminator);
  while (next >= 0 && (tree.isMeta(next) || tree.isWhitespace(next))) next = tree.leafAfter(next);
  return next >= 0 && sameLine(tree, tree.stop(terminator), tree.start(next));
}

/** What MySQL and MariaDB run, though it stands in the signs of a comment. */
const RUN_COMMENT = /^\/\*M?!/;

/** Whether a comment that a server runs goes on with a statement behind a leaf. */
function goesOnBehind(tree: Tree, leaf: number): boolean {
  for (let at = tree.leafAfter(leaf); at >= 0 && !tree.isCode(at); at = tree.leafAfter(at)) {
    if (tree.isComment(at) && RUN_COMMENT.test(tree.text(at))) return true;
  }
  return false;
}

/** Whether a statement ends in the end of an indent, as one does that ends in a clause. */
function endsInDedent(tree: Tree, code: number): boolean {
  let leaf = tree.leafAfter(code);
  while (leaf >= 0 && tree.isMeta(leaf) && !tree.is(leaf, DEDENT)) leaf = tree.leafAfter(leaf);
  return leaf >= 0 && tree.is(leaf, DEDENT);
}

/**
 * The blank right behind a statement that goes when the terminator passes a comment, or nothing.
 * SQLFluff puts the terminator in its place, but for a statement that ends in the end of an indent,
 * where it takes the place of that.
 */
function blankBehind(tree: Tree, { code, gap }: StatementEnd): readonly number[] {
  const first = gap.findIndex((each) => !tree.isWhitespace(each));
  const passesComment = first > 0 && tree.isComment(gap[first]!);
  return passesComment && !endsInDedent(tree, code) ? gap.slice(0, 1) : [];
}

/**
 * The edits that put a terminator, as `text`, behind a leaf and take the one away that there is
 * with the blanks before it, and the blank that it comes in place of. What a line comment would
 * swallow keeps its line break. None where a tag of a template is between: what stands on its two
 * sides may be rendered apart. None behind another terminator with a comment between: a server may
 * read the comment as a statement. None where a comment that a server runs would be cut off its
 * statement.
 */
export function putTerminator(
  tree: Tree,
  end: StatementEnd,
  leaf: number,
  text: string,
): Fix[] {
  const { code, terminator, gap } = end;
  const isTag = (each: number) => tree.isMeta(each) && tree.mark(each)!.type !== "comment";
  if (gap.some(isTag)) return [];
  const isText = (each: number) => !tree.isMeta(each) && !tree.isWhitespace(each);
  if (tree.is(code, TERMINATOR) && gap.some(isText)) return [];
  if (goesOnBehind(tree, leaf)) return [];
  const put = insertAfter(leaf, text);
  if (terminator < 0) return [put];
  const before = gap.findLastIndex((each) => !tree.isWhitespace(each));
  const isComment = before >= 0 && tree.is(gap[before]!, INLINE_COMMENT);
  const kept = isComment && isFollowed(tree, terminator) ? gap[before + 1] : undefined;
  const passed = leaf === code ? blankBehind(tree, end) : [];
  const blanks = [...passed, ...gap.slice(before + 1)].filter((blank) => blank !== kept);
  return [put, remove(terminator), ...blanks.map(remove)];
}
