import { type Fix, insertAfter, remove, replace } from "../../edits.ts";
import {
  BLOCK_COMMENT,
  COMMENT,
  END_OF_FILE,
  hasNewline,
  INLINE_COMMENT,
  kind,
  type Tree,
  WHITESPACE,
} from "../../tree/mod.ts";

const STATEMENT = kind("statement");

/** The line of an offset, as the offset at which it starts. */
export function lineOf(tree: Tree, offset: number): number {
  return offset === 0 ? 0 : tree.tokens.text.lastIndexOf("\n", offset - 1) + 1;
}

/** Whether a statement that a node is (part of) has no line break. */
export function isOneLine(tree: Tree, node: number): boolean {
  const statement = tree.is(node, STATEMENT) ? node : tree.closest(node, STATEMENT);
  return statement >= 0 && !hasNewline(tree, statement);
}

/** What stands between a semicolon and the code before it. */
export interface Gap {
  /** The leaves, the nearest to the semicolon first; metas are not counted. */
  leaves: number[];
  /** The leaf right behind the code (a meta counts), or the semicolon itself. */
  anchor: number;
  /** Whether the statement before has no line break. */
  oneLine: boolean;
  /** The whitespace and newlines next to the semicolon. */
  spaces: number[];
}

/** Looks back from a semicolon, no further than the start of `container`. */
export function gapBefore(tree: Tree, semicolon: number, container: number): Gap {
  const leaves: number[] = [];
  let anchor = semicolon;
  let at = tree.leafBefore(semicolon);
  for (; at > container && !tree.isCode(at); at = tree.leafBefore(at)) {
    anchor = at;
    if (!tree.isMeta(at)) leaves.push(at);
  }
  const comment = leaves.findIndex((leaf) => !tree.isWhitespace(leaf));
  return {
    leaves,
    anchor,
    oneLine: at > container && isOneLine(tree, at),
    spaces: comment < 0 ? leaves : leaves.slice(0, comment),
  };
}

/** A comment to the end of the line among some leaves that stands on the line of an offset. */
export function lineComment(tree: Tree, leaves: readonly number[], offset: number): number {
  const line = lineOf(tree, offset);
  return leaves.find((leaf) =>
    tree.is(leaf, COMMENT) && !tree.is(leaf, BLOCK_COMMENT) &&
    lineOf(tree, tree.start(leaf)) === line
  ) ?? -1;
}

/**
 * The line break that ends a comment and has to stay, since code follows on the semicolon's line;
 * -1 where there is none. `spaces` are those between the comment and the semicolon. (SQLFluff takes
 * it away, which makes the code a part of the comment.)
 */
function commentEnd(tree: Tree, semicolon: number, spaces: readonly number[]): number {
  const first = spaces.at(-1);
  const before = first === undefined ? -1 : tree.leafBefore(first);
  if (before < 0 || !tree.is(before, INLINE_COMMENT)) return -1;
  let next = tree.leafAfter(semicolon);
  while (next >= 0 && (tree.isMeta(next) || tree.is(next, WHITESPACE))) next = tree.leafAfter(next);
  return next >= 0 && tree.isCode(next) && !tree.is(next, END_OF_FILE) ? first! : -1;
}

/** Puts `text` behind `anchor` and takes the semicolon and the spaces before it away. */
export function moveSemicolon(
  tree: Tree,
  semicolon: number,
  anchor: number,
  spaces: readonly number[],
  text: string,
): Fix[] {
  const isSpace = spaces.includes(anchor);
  const kept = commentEnd(tree, semicolon, spaces);
  return [
    isSpace ? replace(anchor, text) : insertAfter(anchor, text),
    remove(semicolon),
    ...spaces.filter((space) => space !== anchor && space !== kept).map(remove),
  ];
}
