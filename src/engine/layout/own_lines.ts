/** What starts the lines of a gap, and the blanks that indent it. */
import { type Fix, insertBefore, remove, replace, replaceSource } from "../edits.ts";
import { NEWLINE, type Tree } from "../tree/mod.ts";
import { continuesComment, endsLine, type Gaps, isLeafOfGap, takenBlanks } from "./groups.ts";

/** An element of a gap that starts a line. */
export interface OwnLine {
  readonly leaf: number;
  /** Where its expression starts: blanks that a template rendered may stand before the element. */
  readonly start: number;
  /** The whitespace before it, -1 for none. */
  readonly blank: number;
  /** Whether it is a later line of a block comment. */
  readonly isInner: boolean;
  /** Whether it is a block comment behind another, as blocks of a licence and of remarks are. */
  readonly followsBlock: boolean;
}

const NONE: readonly OwnLine[] = [];

/** Whether a leaf is a block comment or one of its later lines. */
function isBlockComment(tree: Tree, leaf: number, inComment: boolean): boolean {
  return tree.isComment(leaf) && (inComment || tree.text(leaf).startsWith("/*"));
}

/** The elements of a gap that start a line. */
export function ownLines(tree: Tree, gaps: Gaps, at: number): readonly OwnLine[] {
  let found: OwnLine[] | null = null;
  let blank = -1;
  let startsLine = at === 0 && tree.sourceStart(tree.firstLeaf(0)) === 0;
  let isInner = false;
  let behindBlock = false;
  let start = -1;
  const code = gaps.code[at]!;
  for (let leaf = at === 0 ? 0 : gaps.code[at - 1]! + 1; leaf <= code; leaf++) {
    if (leaf < code && !isLeafOfGap(tree, leaf)) continue;
    if (endsLine(tree, leaf)) {
      startsLine = true;
      blank = tree.is(leaf, NEWLINE) ? -1 : leaf;
      start = -1;
    } else if (tree.isWhitespace(leaf)) {
      // Blanks that a template rendered belong to its expression.
      if (!tree.isTemplated(leaf)) blank = leaf;
      else if (start < 0) start = leaf;
    } else if (takenBlanks(tree, leaf) !== "") blank = leaf;
    else {
      if (startsLine) {
        const followsBlock = behindBlock && isBlockComment(tree, leaf, isInner);
        (found ??= []).push({
          leaf,
          start: start < 0 ? leaf : start,
          blank,
          isInner,
          followsBlock,
        });
      }
      startsLine = false;
      blank = -1;
      behindBlock = isBlockComment(tree, leaf, isInner);
      isInner = tree.isComment(leaf) && continuesComment(tree, leaf, isInner);
    }
  }
  return found ?? NONE;
}

/** The one of some lines that an element of code starts. */
export function lineOf(owned: readonly OwnLine[], code: number): OwnLine | undefined {
  // Code ends its gap.
  const last = owned.at(-1);
  return last?.leaf === code ? last : undefined;
}

/** The indent that the blanks at the start of a line are; -1 for none. */
export function indentIn(tree: Tree, blank: number): string {
  if (blank < 0) return "";
  const taken = takenBlanks(tree, blank);
  return taken === "" ? tree.text(blank) : taken.slice(taken.lastIndexOf("\n") + 1);
}

/** The edit that gives a line its indent. */
export function setIndent(tree: Tree, leaf: number, blank: number, wanted: string): Fix {
  if (blank < 0) return insertBefore(leaf, wanted);
  const taken = takenBlanks(tree, blank);
  if (taken === "") return wanted === "" ? remove(blank) : replace(blank, wanted);
  const end = tree.sourceStop(blank);
  const start = end - (taken.length - taken.lastIndexOf("\n") - 1);
  return replaceSource(blank, { start, end, text: wanted });
}

/** Whether blanks are the indent of the first line of the file. */
export function startsFile(tree: Tree, blank: number): boolean {
  if (tree.sourceStart(blank) !== 0 || endsLine(tree, blank)) return false;
  const source = tree.tokens.origins?.source ?? tree.tokens.text;
  return source.slice(0, tree.sourceStop(blank)).trim() === "";
}

/** Whether what the source holds for an element goes over several lines. */
export function spansLines(tree: Tree, leaf: number): boolean {
  const { origins } = tree.tokens;
  if (origins === null) return false;
  return origins.source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf)).includes("\n");
}
