import { type Fix, insertBefore, remove } from "../edits.ts";
import { DEDENT, INDENT, INLINE_COMMENT, kind } from "../tree/mod.ts";
import { type BreakPoints, breakPoints, type LineRange } from "./break_points.ts";
import { codePoints, columnOf } from "../layout/columns.ts";
import { indentTo } from "./indent_to.ts";
import type { LayoutFinding, TakeFinding } from "../layout/finding.ts";
import type { Sequence } from "./sequence.ts";

const COMMA = kind("comma");
const STATEMENT_TERMINATOR = kind("statement_terminator");

/** The line's text; a leaf that goes on behind a newline counts up to there. */
function lineText(sequence: Sequence, { first, end, hasLead }: LineRange): string {
  const { tree } = sequence;
  const start = hasLead ? 0 : tree.start(sequence.block(first));
  const text = tree.tokens.text.slice(start, tree.stop(sequence.block(end - 1)));
  const newline = text.indexOf("\n");
  return newline < 0 ? text : text.slice(0, newline);
}

/** Length of the line as it is written in its template; a leaf over several lines ends it. */
function writtenLength(sequence: Sequence, { first, end, hasLead }: LineRange, source: string) {
  const { tree } = sequence;
  const from = hasLead ? 0 : sequence.block(first);
  let length = 0;
  let lastStart = -1;
  let lastEnd = -1;
  for (let leaf = from; leaf <= sequence.block(end - 1); leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    if (tree.is(leaf, INDENT) || tree.is(leaf, DEDENT)) continue;
    const start = tree.sourceStart(leaf);
    const stop = tree.sourceStop(leaf);
    if (start === stop) continue;
    const written = source.slice(start, stop);
    const newline = written.indexOf("\n");
    if (newline >= 0) return length + codePoints(written.slice(0, newline));
    if (lastStart === start && lastEnd === stop) continue;
    length += codePoints(tree.isTemplated(leaf) ? written : tree.text(leaf));
    lastStart = start;
    lastEnd = stop;
  }
  return length;
}

/** Whether a break at a point can be made in the source: not in the middle of what was rendered. */
function isInSource(sequence: Sequence, point: number): boolean {
  const { tree } = sequence;
  const before = point === 0 ? -1 : sequence.block(point - 1);
  return before < 0 || !tree.isTemplated(before) || !tree.isTemplated(sequence.block(point));
}

/** The node that a line is reported at. */
function lineAnchor(sequence: Sequence, { first, hasLead }: LineRange): number {
  return hasLead ? sequence.tree.firstLeaf(0) : sequence.block(first);
}

/** Moves a comment that makes its line too long to a line of its own. */
function moveComment(sequence: Sequence, line: LineRange, indent: string): Fix[] {
  const { tree, layout } = sequence;
  const comment = sequence.block(line.end - 1);
  const text = tree.text(comment);
  if (text.includes("noqa") || codePoints(text) + indent.length > layout.maxLineLength) return [];
  const gap = sequence.pieces(line.end - 1);
  if (layout.trailingComments === "after") {
    return indentTo(tree, gap, indent, { before: comment }).result?.fixes ?? [];
  }
  const spaces = gap.filter((piece) => piece.type === "whitespace");
  const newline = line.hasLead ? "\n" : `\n${indent}`;
  return [
    remove(comment),
    ...spaces.map((piece) => remove(piece.node)),
    insertBefore(lineAnchor(sequence, line), text + newline),
  ];
}

/** Breaks at operators and commas, all at one indent. */
function breakAtSpans(sequence: Sequence, points: number[], indent: string): Fix[] {
  return points.flatMap((point) => {
    const target = { before: sequence.block(point) };
    return indentTo(sequence.tree, sequence.pieces(point), indent, target).result?.fixes ?? [];
  });
}

/** Breaks where indents open and close, skipping pairs that lie before the part that is too long. */
function breakAtIndents(
  sequence: Sequence,
  points: number[],
  inner: string,
  outer: string,
): Fix[] {
  const { tree, layout } = sequence;
  let from = 0;
  for (const point of points) {
    const column = columnOf(tree, tree.start(sequence.block(point))) + 1;
    if (column > layout.maxLineLength) break;
    if (sequence.trough(point) >= 0) from = point;
  }
  const fixes: Fix[] = [];
  for (const point of points.filter((each) => each >= from)) {
    const leaf = sequence.block(point);
    const closes = sequence.impulse(point) < 0;
    if (closes && (tree.is(leaf, COMMA) || tree.is(leaf, STATEMENT_TERMINATOR))) break;
    const target = { before: leaf };
    const wanted = closes ? outer : inner;
    const { result } = indentTo(tree, sequence.pieces(point), wanted, target);
    fixes.push(...result?.fixes ?? []);
    if (sequence.trough(point) < 0) break;
  }
  return fixes;
}

function breakLine(
  sequence: Sequence,
  points: BreakPoints,
  line: LineRange,
  indent: string,
): Fix[] {
  if (points.size === 0) return [];
  const level = Math.min(...points.keys());
  const targets = points.get(level)!.filter((point) =>
    point !== line.end && isInSource(sequence, point)
  );
  const inner = level >= 1 ? indent + sequence.layout.singleIndent : indent;
  return Number.isInteger(level)
    ? breakAtIndents(sequence, targets, inner, indent)
    : breakAtSpans(sequence, targets, inner);
}

function checkLine(sequence: Sequence, line: LineRange): LayoutFinding | null {
  const { tree, layout } = sequence;
  const indent = line.hasLead ? "" : sequence.indentText(line.first);
  const { origins } = tree.tokens;
  const own = origins === null
    ? codePoints(lineText(sequence, line))
    : writtenLength(sequence, line, origins.source);
  const length = indent.length + own;
  if (length <= layout.maxLineLength) return null;
  const last = sequence.block(line.end - 1);
  const alone = line.end - line.first === 1 && lineAnchor(sequence, line) === last;
  const fixes = !alone && tree.is(last, INLINE_COMMENT)
    ? moveComment(sequence, line, indent)
    : breakLine(sequence, breakPoints(sequence, line), line, indent);
  return {
    anchor: lineAnchor(sequence, line),
    description: `Line is too long (${length} > ${layout.maxLineLength}).`,
    fixes,
  };
}

/** Breaks the lines that are longer than the layout allows (SQLFluff's `break_long_lines`). */
export function breakLongLines(sequence: Sequence, take: TakeFinding): void {
  if (sequence.layout.maxLineLength <= 0) return;
  let first = 0;
  for (let point = 0; point < sequence.count; point++) {
    if (!sequence.hadNewline(point) && !sequence.isEnd(point)) continue;
    const hasLead = first === 0 && !sequence.hadNewline(0);
    if (point > first) {
      const result = checkLine(sequence, { first, end: point, hasLead });
      if (result !== null) take(result);
    }
    first = point;
  }
}
