import { type Fix, insertAfter, insertBefore, remove, replace, replaceSource } from "../edits.ts";
import type { Tree } from "../tree/mod.ts";
import { describeIndent, quoted } from "./names.ts";
import type { LayoutFinding } from "../layout/finding.ts";
import { indentPiece, indentTextOf, newlinesIn, type Piece } from "./sequence.ts";

/** What is known around the point to indent. */
export interface IndentTarget {
  /** The node that the new line starts with. */
  before?: number;
  /** The node that the old line ends with; used when `before` is not given. */
  after?: number;
}

/** The changed point; `result` is null when nothing was to change. */
export interface Indented {
  result: LayoutFinding | null;
  pieces: Piece[];
}

const NEW_LINE: Piece = { node: -1, type: "newline", text: "\n" };

function whitespace(text: string): Piece {
  return { node: -1, type: "whitespace", text };
}

function without(pieces: Piece[], piece: Piece, ...instead: Piece[]): Piece[] {
  const at = pieces.indexOf(piece);
  return [...pieces.slice(0, at), ...instead, ...pieces.slice(at + 1)];
}

/** Gives a line the wanted indent whose white space a template tag strips: in the template. */
function reindentConsumed(tree: Tree, pieces: Piece[], indent: Piece, wanted: string): Indented {
  const current = indentTextOf(indent);
  if (current === wanted) return { result: null, pieces };
  const end = tree.sourceStop(indent.node);
  const fix = replaceSource(indent.node, { start: end - current.length, end, text: wanted });
  const description = `Expected ${describeIndent(wanted)}.`;
  const text = indent.text.slice(0, indent.text.length - current.length) + wanted;
  return {
    result: { anchor: indent.node, description, fixes: [fix] },
    pieces: without(pieces, indent, { ...indent, text }),
  };
}

/** Gives a point that has a line break the wanted indent. */
function reindentBroken(
  tree: Tree,
  pieces: Piece[],
  wanted: string,
  target: IndentTarget,
): Indented {
  const indent = indentPiece(pieces);
  const description = `Expected ${describeIndent(wanted)}.`;
  if (indent?.type === "consumed") return reindentConsumed(tree, pieces, indent, wanted);
  if (indent === null) {
    if (wanted === "") return { result: null, pieces };
    const isLiteral = (piece: Piece) => piece.type === "newline" && piece.templated !== true;
    // Where a template has rendered all line breaks, SQLFluff takes the point's first piece.
    const behind = pieces.findLast(isLiteral) ?? pieces[0]!;
    const fixes = [replace(behind.node, behind.text + wanted)];
    const result = { anchor: target.before ?? behind.node, description, fixes };
    return { result, pieces: without(pieces, behind, behind, whitespace(wanted)) };
  }
  if (indent.text === wanted) return { result: null, pieces };
  const { node } = indent;
  if (wanted === "") {
    const result = {
      anchor: node,
      description: "Line should not be indented.",
      fixes: [remove(node)],
    };
    return { result, pieces: without(pieces, indent) };
  }
  const result = { anchor: node, description, fixes: [replace(node, wanted)] };
  return { result, pieces: without(pieces, indent, { ...indent, text: wanted }) };
}

/**
 * Makes a point end in a line break and the wanted indent (SQLFluff's `indent_to`). A point
 * without a line break gets one in the place of its whitespace, or beside a neighbour.
 */
export function indentTo(
  tree: Tree,
  pieces: Piece[],
  wanted: string,
  target: IndentTarget,
): Indented {
  if (pieces.some((piece) => newlinesIn(piece) > 0)) {
    return reindentBroken(tree, pieces, wanted, target);
  }
  const { before, after } = target;
  const side = before !== undefined ? "before" : "after";
  const neighbour = before ?? after!;
  const description = `Expected line break and ${describeIndent(wanted)} ${side} ` +
    `${quoted(tree.text(neighbour))}.`;
  const made = [NEW_LINE, ...(wanted === "" ? [] : [whitespace(wanted)])];
  const text = `\n${wanted}`;
  const space = pieces.find((piece) => piece.type === "whitespace");
  if (space === undefined) {
    const insert: (anchor: number, text: string) => Fix = side === "before"
      ? insertBefore
      : insertAfter;
    const fixes = [insert(neighbour, text)];
    return { result: { anchor: neighbour, description, fixes }, pieces: made };
  }
  const fixes = [replace(space.node, text)];
  const result = { anchor: space.node, description, fixes };
  return { result, pieces: without(pieces, space, ...made) };
}
