import { type Fix, insertAfter, insertBefore, remove } from "../edits.ts";
import { DEDENT } from "../tree/mod.ts";
import { lineIndent } from "../layout/columns.ts";
import { type IndentTarget, indentTo } from "./indent_to.ts";
import { capitalise, describeNode } from "./names.ts";
import { respacePoint } from "./respace.ts";
import type { LayoutFinding, TakeFinding } from "../layout/finding.ts";
import { indentOf, type Sequence } from "./sequence.ts";
import { keywordSpans, lineSpans, type Span } from "./spans.ts";

/** Points around a span, on one side of it. */
interface Side {
  /** The point right beside the span. */
  near: number;
  /** The first point outward that has a newline, or is next to code. */
  newline: number;
  /** The first point outward that is next to code. */
  code: number;
}

interface Location extends Span {
  before: Side;
  after: Side;
}

/** Whether a point has a line break in the rendered text: one that a tag strips is passed over. */
function isBroken(sequence: Sequence, point: number): boolean {
  if (sequence.newlines(point) === 0) return false;
  return sequence.tree.tokens.origins === null ||
    sequence.pieces(point).some(({ type }) => type === "newline");
}

function sideBefore(sequence: Sequence, block: number, lowest: number): Side {
  let at = block;
  while (at > lowest && !isBroken(sequence, at) && !sequence.isCode(at - 1)) at--;
  const newline = at;
  while (at > lowest && !sequence.isCode(at - 1)) at--;
  return { near: block, newline, code: at };
}

function sideAfter(sequence: Sequence, block: number, highest: number): Side {
  let at = block + 1;
  while (at < highest && !isBroken(sequence, at) && !sequence.isCode(at)) at++;
  const newline = at;
  while (at < highest && !sequence.isCode(at)) at++;
  return { near: block + 1, newline, code: at };
}

function locate(sequence: Sequence, span: Span, first: number, last: number): Location {
  return {
    ...span,
    before: sideBefore(sequence, span.first, first + 1),
    after: sideAfter(sequence, span.last, last),
  };
}

/** Collects what a span's move takes. */
class Move {
  readonly fixes: Fix[] = [];

  constructor(readonly sequence: Sequence) {}

  /**
   * Ends a point in a line break and an indent, and forgets what was to be made before: SQLFluff
   * breaks one side of a span in a round.
   */
  breakOnly(point: number, wanted: string, target: IndentTarget): void {
    this.fixes.length = 0;
    this.indent(point, wanted, target);
  }

  /** Ends a point in a line break and an indent. */
  indent(point: number, wanted: string, target: IndentTarget): void {
    const { sequence } = this;
    const { result, pieces } = indentTo(sequence.tree, sequence.pieces(point), wanted, target);
    this.fixes.push(...result?.fixes ?? []);
    sequence.edit(point, pieces);
  }

  /** Takes the line breaks out of a point and spaces it as the layout asks. */
  flatten(point: number): void {
    const { sequence } = this;
    const first = sequence.block(point - 1);
    const second = sequence.block(point);
    const before = sequence.pieces(point);
    const { results, pieces } = respacePoint(sequence, before, first, second, { strip: true });
    this.fixes.push(...results.flatMap((result) => result.fixes));
    sequence.edit(point, pieces);
  }

  /** The spacing that would stand between two blocks if nothing were between them now. */
  join(first: number, second: number, anchorOn: "before" | "after"): void {
    const { sequence } = this;
    const options = { anchorOn };
    const joined = respacePoint(
      sequence,
      [],
      sequence.block(first),
      sequence.block(second),
      options,
    );
    this.fixes.push(...joined.results.flatMap((result) => result.fixes));
  }
}

function lacksBreaks({ before, after, strict, attached }: Location, sequence: Sequence): boolean {
  const above = sequence.newlines(before.newline) > 0;
  const below = sequence.newlines(after.newline) > 0;
  if (above && below) return !attached;
  return !above && !below && !strict;
}

/** The leaves of the first point or block that has any, walking from one point to another. */
function anchorLeaves(sequence: Sequence, from: number, to: number): number[] | null {
  const step = from <= to ? 1 : -1;
  for (let point = from; point !== to + step; point += step) {
    const nodes = sequence.pieces(point).map((piece) => piece.node).filter((node) => node >= 0);
    if (nodes.length > 0) return nodes;
    if (point !== to) return [sequence.block(step > 0 ? point : point - 1)];
  }
  return null;
}

/** Moves a span that stands before comments behind them, to the start of the next line. */
function moveDown(move: Move, { target, before, after }: Location): boolean {
  const { sequence } = move;
  const { tree } = sequence;
  const anchors = anchorLeaves(sequence, after.code, after.near);
  if (anchors === null) return false;
  move.join(after.near - 1, after.code, "after");
  move.fixes.push(remove(target));
  for (const { node } of sequence.pieces(before.near)) {
    if (node >= 0 && !tree.is(node, DEDENT)) move.fixes.push(remove(node));
  }
  move.fixes.push(insertAfter(anchors.at(-1)!, tree.text(target)));
  return true;
}

/** Moves a span that stands behind comments before them, to the end of the line above. */
function moveUp(move: Move, { target, before, after }: Location): boolean {
  const { sequence } = move;
  const { tree } = sequence;
  const anchors = anchorLeaves(sequence, before.code, before.near);
  if (anchors === null) return false;
  move.join(before.code - 1, before.near, "before");
  move.fixes.push(remove(target));
  for (const { node } of sequence.pieces(after.near)) if (node >= 0) move.fixes.push(remove(node));
  const anchor = anchors.find((node) => !tree.is(node, DEDENT));
  const text = tree.text(target);
  move.fixes.push(
    anchor !== undefined ? insertBefore(anchor, text) : insertAfter(anchors.at(-1)!, text),
  );
  return true;
}

/** A span that should start its line; the description of what is wrong, or null. */
function lead(move: Move, location: Location): string | null {
  const { sequence } = move;
  const { target, before, after, strict, attached } = location;
  const { tree } = sequence;
  const above = sequence.newlines(before.newline) > 0;
  const below = sequence.newlines(after.newline);
  if (above && (!attached || below === 0)) return null;
  if (below === 0) move.indent(before.near, lineIndent(tree, target), { before: target });
  else if (after.near === after.code && below === 1) {
    move.indent(before.near, indentOf(sequence.pieces(after.near)) ?? "", { before: target });
    move.flatten(after.near);
  } else if (!moveDown(move, location)) return null;
  const name = describeNode(tree, target);
  if (strict && below === 0) return `${capitalise(name)} should always start a new line.`;
  if (attached && above) {
    return `Found standalone ${name}. Expected leading and attached to the following token.`;
  }
  return `Found trailing ${name}. Expected only leading near line breaks.`;
}

/** A span that should end its line; the description of what is wrong, or null. */
function trail(move: Move, location: Location): string | null {
  const { sequence } = move;
  const { target, before, after, strict, attached } = location;
  const { tree } = sequence;
  const above = sequence.newlines(before.newline);
  const below = sequence.newlines(after.newline) > 0;
  if (below && (!attached || above === 0)) return null;
  const last = tree.lastLeaf(target);
  if (above === 0) move.indent(after.near, lineIndent(tree, last), { after: target });
  else if (before.near === before.code && above === 1) {
    move.indent(after.near, indentOf(sequence.pieces(before.near)) ?? "", { after: target });
    move.flatten(before.near);
  } else if (!moveUp(move, location)) return null;
  const name = describeNode(tree, target);
  if (strict && above === 0) return `${capitalise(name)} should always be at the end of a line.`;
  if (attached && below) {
    return `Found standalone ${name}. Expected trailing and attached to the preceding token.`;
  }
  return `Found leading ${name}. Expected only trailing near line breaks.`;
}

/** A span that should have a line to itself. */
function isolate(move: Move, { target, before, after }: Location): string {
  const { sequence } = move;
  const { tree } = sequence;
  if (sequence.newlines(after.newline) === 0) {
    move.indent(after.near, lineIndent(tree, tree.lastLeaf(target)), { after: target });
  }
  if (sequence.newlines(before.near) === 0) {
    move.breakOnly(before.near, lineIndent(tree, target), { before: target });
  }
  const name = capitalise(describeNode(tree, target));
  return `${name}s should always have a line break both before and after.`;
}

/** Whether the nearest line break on either side is one that a template has rendered. */
function hasRenderedBreak(sequence: Sequence, { before, after }: Location): boolean {
  const above = sequence.pieces(before.newline).findLast((piece) => piece.type === "newline");
  const below = sequence.pieces(after.newline).find((piece) => piece.type === "newline");
  return above?.templated === true || below?.templated === true;
}

function moveSpan(sequence: Sequence, location: Location): LayoutFinding | null {
  if (lacksBreaks(location, sequence) || hasRenderedBreak(sequence, location)) return null;
  const move = new Move(sequence);
  const { position } = location;
  const description = position === "leading"
    ? lead(move, location)
    : position === "trailing"
    ? trail(move, location)
    : isolate(move, location);
  if (description === null) return null;
  return { anchor: location.target, description, fixes: move.fixes };
}

/**
 * Moves the spans around a segment, comments between them and the next code included, to the side
 * of the line break that the layout asks for (SQLFluff's `rebreak` around a target).
 */
export function rebreakAround(sequence: Sequence, segment: number): LayoutFinding[] {
  const { tree } = sequence;
  let first = sequence.blockAt(tree.firstLeaf(segment)) - 1;
  while (first > 0 && !sequence.isCode(first)) first--;
  let last = sequence.blockAt(tree.lastLeaf(segment)) + 1;
  while (last < sequence.count - 1 && !sequence.isCode(last)) last++;
  if (first < 0) first = 0;
  const locations = lineSpans(sequence, first + 1, last, last + 1)
    .map((span) => locate(sequence, span, first, last));
  const results = locations.map((location) => moveSpan(sequence, location));
  sequence.reset();
  return results.filter((result) => result !== null);
}

function moveKeyword(sequence: Sequence, location: Location): LayoutFinding | null {
  const { before, after, target, position, attached } = location;
  const above = sequence.newlines(before.newline) > 0;
  const below = sequence.newlines(after.newline) > 0;
  if ((above && below && !attached) || hasRenderedBreak(sequence, location)) return null;
  const move = new Move(sequence);
  const name = describeNode(sequence.tree, target);
  const indentAt = (point: number) => indentOf(sequence.pieces(point)) ?? "";
  const found = (description: string) => ({ anchor: target, description, fixes: move.fixes });
  if (position === "leading") {
    if (above && (!attached || !below)) return null;
    move.indent(before.near, indentAt(after.near), { before: target });
    move.flatten(after.near);
    return found(`The ${name} should always start a new line.`);
  }
  const end = { after: sequence.block(after.near - 1) };
  if (position === "trailing") {
    if (below && (!attached || !above)) return null;
    move.indent(after.near, indentAt(before.near), end);
    move.flatten(before.near);
    return found(`The ${name} should always be at the end of a line.`);
  }
  if (!below) move.indent(after.near, indentAt(before.near), end);
  if (sequence.newlines(before.near) === 0) {
    move.breakOnly(before.near, indentAt(after.near), { before: target });
  }
  return found(`The ${name} should always have a line break both before and after.`);
}

/**
 * Moves the keywords that start clauses to their place relative to line breaks. All are located
 * before any is moved, as far as they have points in common; a move edits the two nearest ones.
 */
export function rebreakKeywords(sequence: Sequence, take: TakeFinding): void {
  const last = sequence.count - 1;
  let together: Location[] = [];
  let reached = -1;
  const moveAll = () => {
    for (const location of together) {
      const result = moveKeyword(sequence, location);
      if (result !== null) take(result);
    }
    sequence.reset();
    together = [];
  };
  for (const span of keywordSpans(sequence)) {
    const location = locate(sequence, span, 0, last);
    if (location.before.code > reached) moveAll();
    together.push(location);
    reached = Math.max(reached, location.after.near);
  }
  moveAll();
}
