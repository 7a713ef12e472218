import { type Fix, insertAfter, insertBefore, remove, replace } from "../edits.ts";
import { END_OF_FILE } from "../tree/mod.ts";
import { alignedSpace } from "./align.ts";
import { describeNode, quoted } from "./names.ts";
import type { LayoutFinding, TakeFinding } from "../layout/finding.ts";
import type { Piece, Sequence } from "./sequence.ts";
import { type Constraints, constraintsBetween } from "./spacing.ts";

/** How a point is to be respaced. */
export interface RespaceOptions {
  /** Take line breaks out of it. */
  strip?: boolean;
  /** Which neighbour a new space hangs on; it is the one before unless said otherwise. */
  anchorOn?: "before" | "after";
}

/** A respaced point. */
export interface Respaced {
  results: LayoutFinding[];
  pieces: Piece[];
}

/** Takes out whitespace before a newline and, where asked, the newlines; keeps one whitespace. */
function clean(pieces: Piece[], inline: boolean): Respaced & { last: Piece | null } {
  const results: LayoutFinding[] = [];
  const gone = new Set<Piece>();
  let run: Piece[] = [];
  const drop = (piece: Piece, description: string, reported = piece) => {
    gone.add(piece);
    results.push({ anchor: reported.node, description, fixes: [remove(reported.node)] });
  };
  for (const piece of pieces) {
    if (piece.type === "whitespace") run.push(piece);
    if (piece.type !== "newline") continue;
    if (piece.templated === true) {
      run = [];
      continue;
    }
    if (inline) {
      drop(piece, "Unexpected line break.");
      continue;
    }
    for (const space of run) drop(space, "Unnecessary trailing whitespace.");
    run = [];
  }
  for (const space of run.slice(1)) drop(space, "Removing duplicate whitespace.", pieces.at(-1)!);
  return { pieces: pieces.filter((piece) => !gone.has(piece)), last: run[0] ?? null, results };
}

/** Checks a whitespace that is there, on one line. */
function checkSpace(
  sequence: Sequence,
  { before, after }: Constraints,
  point: Respaced,
  space: Piece,
  second: number,
): void {
  const { tree } = sequence;
  if (before === "any" || after === "any") return;
  const name = () => describeNode(tree, second);
  if (before === "touch" || after === "touch") {
    point.pieces.splice(point.pieces.indexOf(space), 1);
    const description = `Unexpected whitespace before ${name()}.`;
    point.results.push({ anchor: space.node, description, fixes: [remove(space.node)] });
    return;
  }
  const aligned = after.startsWith("align");
  const wanted = aligned ? alignedSpace(sequence, after, space.node, second) : " ";
  if (space.text === wanted) return;
  const found = quoted(space.text);
  const description = aligned
    ? `${quoted(after.split(":")[1] ?? "")} elements are expected to be aligned. ` +
      `Found incorrect whitespace before ${name()}: ${found}.`
    : `Expected only single space before ${name()}. Found ${found}.`;
  point.results.push({ anchor: space.node, description, fixes: [replace(space.node, wanted)] });
  point.pieces[point.pieces.indexOf(space)] = { ...space, text: wanted };
}

/** Asks for a whitespace where there is none, on one line. */
function checkGap(
  sequence: Sequence,
  { before, after }: Constraints,
  point: Respaced,
  first: number,
  second: number,
  anchorOn: "before" | "after",
): void {
  if (before === "touch" || before === "any" || after === "touch" || after === "any") return;
  const { tree } = sequence;
  point.pieces.push({ node: -1, type: "whitespace", text: " " });
  const fix: Fix = anchorOn === "before" ? insertAfter(first, " ") : insertBefore(second, " ");
  const names = `${describeNode(tree, first)} and ${describeNode(tree, second)}`;
  const description = `Expected single whitespace between ${names}.`;
  point.results.push({ anchor: second, description, fixes: [fix] });
}

/**
 * Brings the space between the leaves `first` and `second` (-1: the start of the file) into the
 * form that the layout asks for, given the pieces that stand there.
 */
export function respacePoint(
  sequence: Sequence,
  pieces: Piece[],
  first: number,
  second: number,
  options: RespaceOptions = {},
): Respaced {
  const constraints = constraintsBetween(sequence, first, second, options.strip ?? false);
  const point = clean(pieces, constraints.inline);
  const atEnd = sequence.tree.is(second, END_OF_FILE);
  if (atEnd && point.last !== null) {
    const { node } = point.last;
    const description = "Unnecessary trailing whitespace at end of file.";
    point.results.push({ anchor: node, description, fixes: [remove(node)] });
    point.pieces.splice(point.pieces.indexOf(point.last), 1);
  }
  const broken = point.pieces.some((piece) => piece.type === "newline");
  if (atEnd || (broken && !constraints.inline)) return point;
  if (point.last !== null) checkSpace(sequence, constraints, point, point.last, second);
  else if (first >= 0) {
    checkGap(sequence, constraints, point, first, second, options.anchorOn ?? "before");
  }
  return point;
}

/** Whether a point is one plain space, a bare line break, or nothing: then little can be wrong. */
function isPlain(sequence: Sequence, point: number): "space" | "break" | "none" | "other" {
  const { tree } = sequence;
  let spaces = 0;
  let breaks = 0;
  let indented = false;
  const end = sequence.pointEnd(point);
  for (let leaf = sequence.pointStart(point); leaf < end; leaf++) {
    if (!tree.isLeaf(leaf) || tree.isMeta(leaf)) continue;
    const start = tree.start(leaf);
    const unit = tree.tokens.text.charCodeAt(start);
    if (unit === 10 || unit === 13) {
      if (spaces > 0 || indented) return "other";
      breaks++;
    } else if (breaks > 0) indented = true;
    else if (unit !== 32 || tree.stop(leaf) - start !== 1) return "other";
    else spaces++;
  }
  if (breaks > 0) return "break";
  return spaces === 0 ? "none" : spaces === 1 ? "space" : "other";
}

function isRight(sequence: Sequence, point: number, first: number, second: number): boolean {
  const shape = isPlain(sequence, point);
  if (shape === "other") return false;
  const { before, after, inline } = constraintsBetween(sequence, first, second, false);
  if (shape === "break") return !inline && !sequence.tree.is(second, END_OF_FILE);
  if (shape === "space") return before === "single" && after === "single";
  return before === "touch" || before === "any" || after === "touch" || after === "any";
}

/** Checks the space around every block of the file (SQLFluff's `respace`). */
export function respace(sequence: Sequence, take: TakeFinding): void {
  for (let point = 0; point < sequence.count; point++) {
    const second = sequence.block(point);
    const first = point === 0 ? -1 : sequence.block(point - 1);
    if (first < 0 && sequence.firstLeaf(0) < 0) continue;
    if (first >= 0 && isRight(sequence, point, first, second)) continue;
    respacePoint(sequence, sequence.pieces(point), first, second).results.forEach(take);
  }
}
