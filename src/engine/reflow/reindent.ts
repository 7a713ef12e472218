import { type Fix, remove, replace, replaceSource } from "../edits.ts";
import { BLOCK_COMMENT, indexOf, type Kind, kind } from "../tree/mod.ts";
import { type IndentTarget, indentTo } from "./indent_to.ts";
import {
  closingBalance,
  desiredIndents,
  type IndentLine,
  type IndentMarks,
  lineBlocks,
  mapIndents,
  openingBalance,
  reviseCommentLines,
} from "./indent_lines.ts";
import { closing, type IndentPoint } from "./indent_points.ts";
import { SINGLE } from "../layout/settings.ts";
import type { LayoutFinding, TakeFinding } from "../layout/finding.ts";
import { indentTextOf, type Piece, type Sequence } from "./sequence.ts";
import { reviseTemplateLines } from "./template_lines.ts";
import { countUntaken, hasUntaken } from "./untaken.ts";

const COMMA = kind("comma");
const BINARY_OPERATOR = kind("binary_operator");
const STATEMENT_TERMINATOR = kind("statement_terminator");

/** Types that may lead a line with the text behind them aligned to the line's indent. */
const ALIGNABLE: readonly Kind[] = [COMMA, BINARY_OPERATOR];

/** Checks the lines of one file in order, keeping what fixes on earlier lines have changed. */
class Reindenter {
  /** Balances of indents that fixes have taken and no later line has left yet. */
  readonly #forced: number[] = [];

  constructor(
    readonly sequence: Sequence,
    readonly marks: IndentMarks,
    readonly take: TakeFinding,
  ) {}

  /** Checks the next lines; their marks must be known. */
  check(lines: readonly IndentLine[]): void {
    for (const line of lines) this.#line(line);
  }

  #line(line: IndentLine): void {
    this.#start(line);
    if (this.#positive(line)) return;
    this.#negative(line);
    const balance = closingBalance(line);
    const kept = this.#forced.filter((each) => each <= balance);
    this.#forced.splice(0, this.#forced.length, ...kept);
  }

  #indent(point: number, units: number, target: IndentTarget): boolean {
    const wanted = this.sequence.layout.singleIndent.repeat(Math.max(units, 0));
    return this.#indentText(point, wanted, target);
  }

  #indentText(point: number, wanted: string, target: IndentTarget): boolean {
    const { sequence } = this;
    const { result, pieces } = indentTo(sequence.tree, sequence.pieces(point), wanted, target);
    sequence.edit(point, pieces);
    if (result !== null) this.take(result);
    return result !== null;
  }

  /** The indent that stands behind a line break, or at the start of the file for -1. */
  #currentIndent(lineBreak: number): string {
    const { sequence } = this;
    const leadGone = sequence.firstLeaf(0) >= 0 && sequence.pieces(0).length === 0;
    // Once the file's own indent is fixed, SQLFluff looks at the other lines in its next pass.
    if (leadGone) return "";
    if (lineBreak > 0) return sequence.indentText(lineBreak);
    const pieces = sequence.pieces(0);
    const [first] = pieces;
    if (first?.type === "consumed") return /^[ \t]/.test(first.text) ? indentTextOf(first) : "";
    const space = pieces.findLast((piece) => piece.type === "whitespace" && !piece.templated);
    return space?.text ?? "";
  }

  /** Spaces that a leading comma or operator takes from the indent, where the layout says so. */
  #compensation(line: IndentLine): number {
    const { tree, layout } = this.sequence;
    const leaf = this.sequence.block(lineBlocks(line)[0]);
    const type = ALIGNABLE.find((each) => tree.kind(leaf) === each);
    if (type === undefined || layout.linePosition(type) !== "leading:align-following") return 0;
    const { base, inline } = layout.of(type).after ?? SINGLE;
    return tree.stop(leaf) - tree.start(leaf) + (base === "single" && !inline ? 1 : 0);
  }

  #desiredStart(line: IndentLine): string {
    const units = desiredIndents(line, this.#forced);
    const full = this.sequence.layout.singleIndent.repeat(Math.max(units, 0));
    const taken = this.#compensation(line);
    return taken === 0 || full.length < taken ? full : full.slice(0, full.length - taken);
  }

  /** Comments may keep an indent that fits what stands before them. */
  #commentMayStay(line: IndentLine, current: string, wanted: string): boolean {
    const { sequence } = this;
    const { point, lastBreak } = line.points[0]!;
    if (point === 0 || !sequence.isComment(point)) return false;
    if (current.length === this.#currentIndent(lastBreak).length) return true;
    const isBlock = (block: number) => sequence.tree.is(sequence.block(block), BLOCK_COMMENT);
    return isBlock(point - 1) && isBlock(point) && current.length > wanted.length;
  }

  #start(line: IndentLine): void {
    const { sequence } = this;
    const first = line.points[0]!;
    const current = this.#currentIndent(line.points.at(-1)!.lastBreak);
    const wanted = this.#desiredStart(line);
    if (current === wanted || this.#commentMayStay(line, current, wanted)) return;
    if (first.point > 0 || first.isBreak) {
      this.#indentText(first.point, wanted, { before: sequence.block(first.point) });
      return;
    }
    const nodes = sequence.pieces(0).map((piece) => piece.node);
    const consumed = sequence.pieces(0)[0]?.type === "consumed";
    this.take({
      anchor: nodes[0]!,
      description: "Begin the file at the left margin.",
      fixes: consumed
        ? [replaceSource(nodes[0]!, { start: 0, end: current.length, text: "" })]
        : nodes.map(remove),
    });
    sequence.edit(0, []);
  }

  /** Takes an indent that the line opens and does not close; true when it had to. */
  #positive(line: IndentLine): boolean {
    const { sequence } = this;
    const { points } = line;
    for (const at of points) {
      if (!this.marks.imbalanced.has(at.point) || this.marks.implicit.has(at.point)) continue;
      return this.#force(at, closing(at));
    }
    const last = points.at(-1)!;
    if (last.balance + last.trough <= openingBalance(line)) return false;
    let trough = last.balance + (last.trough || last.impulse);
    let balance = 0;
    for (let block = last.point; block < sequence.count; block++) {
      if (block > last.point) {
        if (sequence.impulse(block) > 0) break;
        trough = balance + sequence.trough(block);
        balance += sequence.impulse(block);
      }
      if (!sequence.isComment(block)) break;
    }
    if (!hasUntaken(last.untaken, trough)) return false;
    const at = points.find((point) => closing(point) === trough);
    return at !== undefined && this.#force(at, trough);
  }

  #force(at: IndentPoint, balance: number): boolean {
    const units = closing(at) - countUntaken(at.untaken);
    const changed = this.#indent(at.point, units, { before: this.sequence.block(at.point) });
    if (changed) this.#forced.push(balance);
    return changed;
  }

  /** Whether a dedent closes nothing but indents that were not taken. */
  #closesOnlyUntaken(at: IndentPoint): boolean {
    for (let balance = at.balance; balance > at.balance + at.trough; balance--) {
      if (!hasUntaken(at.untaken, balance) || this.#forced.includes(balance)) return false;
    }
    return true;
  }

  /** Breaks the line before a dedent that closes an indent which an earlier line has taken. */
  #negative(line: IndentLine): void {
    const { sequence } = this;
    const opening = openingBalance(line);
    if (closingBalance(line) >= opening) return;
    for (const at of line.points.slice(0, -1)) {
      if (at.isBreak || at.impulse >= 0 || at.balance + at.trough >= opening) continue;
      if (this.#closesOnlyUntaken(at)) continue;
      const leaf = sequence.block(at.point);
      if (sequence.tree.is(leaf, STATEMENT_TERMINATOR) || sequence.tree.is(leaf, COMMA)) continue;
      // Tags often stand in odd places of the tree: no line is broken for them.
      if (sequence.tree.mark(leaf)?.type.startsWith("block") === true) continue;
      const units = closing(at) - countUntaken(at.untaken) + this.#forced.length;
      this.#indent(at.point, units, { before: leaf });
    }
  }
}

function withoutSkipped(sequence: Sequence, lines: IndentLine[]): IndentLine[] {
  const { tree, layout } = sequence;
  const kinds = layout.skipIndentationIn.filter((kind) => indexOf(tree).has(kind));
  if (kinds.length === 0) return lines;
  return lines.filter((line) => {
    const [from, to] = lineBlocks(line);
    for (let block = from; block < to; block++) {
      if (kinds.some((kind) => tree.closest(sequence.block(block), kind) >= 0)) return false;
    }
    return true;
  });
}

/**
 * Takes out the line breaks at implicit indents, where the layout requires those. `indents` are the
 * results of before: an indent that they change stays as space on the line, as in SQLFluff; one
 * that they would put behind the break is not made.
 */
function joinImplicit(
  sequence: Sequence,
  points: ReadonlySet<number>,
  indents: LayoutFinding[],
): LayoutFinding[] {
  if (points.size === 0) return indents;
  const { tree, layout } = sequence;
  const results: LayoutFinding[] = [];
  const joined = new Set<number>();
  const indented = new Set(indents.flatMap(({ fixes }) => fixes.map(({ anchor }) => anchor)));
  for (const point of points) {
    const leaf = sequence.block(point);
    if (layout.skipImplicitIn.some((kind) => tree.closest(leaf, kind) >= 0)) continue;
    if (sequence.newlines(point) === 0) continue;
    const isGone = ({ node, type }: Piece) =>
      node >= 0 && !(type === "whitespace" && indented.has(node));
    const nodes = sequence.pieces(point).filter(isGone).map((piece) => piece.node);
    const [first, ...rest] = nodes;
    if (first === undefined) continue;
    for (const node of nodes) joined.add(node);
    const fixes: Fix[] = [replace(first, " "), ...rest.map(remove)];
    const description = "Join these lines: the settings ask for implicit indents.";
    results.push({ anchor: first, description, fixes });
  }
  const isMoot = ({ fixes }: LayoutFinding) => fixes.some(({ anchor }) => joined.has(anchor));
  return [...results, ...indents.map((each) => isMoot(each) ? { ...each, fixes: [] } : each)];
}

/** Checks the indentation of every line of the file (SQLFluff's `reindent`). */
export function reindent(sequence: Sequence, take: TakeFinding): void {
  const marks: IndentMarks = { imbalanced: new Set(), implicit: new Set() };
  // What implicit indents ask for is told first, and known last.
  const mayJoin = sequence.layout.implicitIndents === "require";
  const indents: LayoutFinding[] = [];
  const reindenter = new Reindenter(
    sequence,
    marks,
    mayJoin ? (result) => indents.push(result) : take,
  );
  const { origins } = sequence.tree.tokens;
  mapIndents(sequence, marks, origins !== null, (mapped) => {
    const lines = origins === null ? mapped : reviseTemplateLines(sequence, origins.source, mapped);
    reindenter.check(withoutSkipped(sequence, reviseCommentLines(sequence, lines)));
    // A line looks back at the break that starts the line before it, and at the file's first point.
    const last = mapped.at(-1);
    if (last !== undefined) sequence.settle(last.points[0]!.point);
  });
  if (mayJoin) joinImplicit(sequence, marks.implicit, indents).forEach(take);
  sequence.reset();
}
