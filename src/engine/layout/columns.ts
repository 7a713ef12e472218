import { Derived, NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";

/** Offset in a text at which the line of an offset starts. */
export function lineStartIn(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Number of code points in a text. */
export function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.codePointAt(at)! > 0xffff) at++;
    count++;
  }
  return count;
}

/** 0-based column of an offset in code points; with a tab size, tabs reach to the next stop. */
export function columnOf(tree: Tree, offset: number, tabSize = 0): number {
  return columnIn(tree.tokens.text, offset, tabSize);
}

/** 0-based column of an offset in a text, in code points; see `columnOf`. */
export function columnIn(text: string, offset: number, tabSize = 0): number {
  const line = text.slice(lineStartIn(text, offset), offset);
  if (tabSize === 0 || !line.includes("\t")) return codePoints(line);
  let column = 0;
  for (const char of line) {
    column = char === "\t" ? (Math.floor(column / tabSize) + 1) * tabSize : column + 1;
  }
  return column;
}

/** The indent of a line up to a leaf of it: the blanks it starts with, null if only comments stand there. */
interface KnownIndent {
  leaf: number;
  indent: string | null;
}

/** The indent that was asked for last: a line of thousands of elements is not gone back for each. */
const latest = new Derived((): KnownIndent => ({ leaf: -1, indent: null }));

/** The indent of the line that a node starts on: the space before its first code. */
export function lineIndent(tree: Tree, node: number): string {
  const known = latest.of(tree);
  const first = tree.firstLeaf(node);
  let indent: string | null = null;
  for (let leaf = first; leaf >= 0; leaf = tree.leafBefore(leaf)) {
    if (tree.is(leaf, NEWLINE)) break;
    if (leaf === known.leaf) {
      indent = known.indent ?? indent;
      break;
    }
    if (tree.isCode(leaf)) indent = "";
    else if (tree.is(leaf, WHITESPACE)) indent = tree.text(leaf);
  }
  known.leaf = first;
  known.indent = indent;
  return indent ?? "";
}
