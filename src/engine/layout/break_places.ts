/** Where a long line may be broken, and which of these places comes first. */
import { DEDENT, END_OF_FILE, INDENT, isAny, kind, type Tree } from "../tree/mod.ts";
import { depthBefore, type Gaps } from "./groups.ts";
import { codePoints } from "./columns.ts";
import { areSigns, Constraint } from "./constraints.ts";
import { type LongLine, widthOf } from "./lines.ts";
import type { Layout } from "./settings.ts";

const COMMA = kind("comma");
const TERMINATOR = kind("statement_terminator");
const COMPARISON = kind("comparison_operator");
/** What may be made of several tokens, as `-|-` and `||`. */
const OPERATORS = [COMPARISON, kind("binary_operator")];

/** How soon a line is broken at a place of one depth; what is lower comes first. */
const RANK = { comma: 0, or: 1, and: 2, comparison: 3, boundary: 4, product: 5, marks: 6 } as const;

/** The length of AND: no other operator with a rank of its own is longer. */
const LONGEST_RANKED = 3;

/** A gap to break a line in, and at which of its ends. */
export interface Place {
  readonly gap: number;
  readonly side: "before" | "after";
  /** How many groups the new line stands in. */
  readonly level: number;
  /** Whether the break belongs where a group opens or ends, and not beside an element. */
  readonly atMark?: true;
}

interface Candidate extends Place {
  readonly depth: number;
  readonly rank: number;
  /** Whether it opens a group that may be left out, which is a place only beside others as deep. */
  readonly isSoft?: boolean;
  /** Whether no break may be made there: it only keeps what is deeper from being broken. */
  readonly isBarred?: true;
}

/** A line with the gaps of its elements, the first one's included. */
export interface LineGaps {
  readonly line: LongLine;
  /** Its first leaf that is no blank. */
  readonly first: number;
  readonly fromGap: number;
  readonly toGap: number;
}

function rankOf(tree: Tree, node: number): number {
  if (tree.is(node, COMMA)) return RANK.comma;
  if (tree.is(node, COMPARISON)) return RANK.comparison;
  // A whole clause has no rank of its own, and may be long.
  if (tree.stop(node) - tree.start(node) > LONGEST_RANKED) return RANK.boundary;
  const text = tree.upper(node);
  if (text === "OR") return RANK.or;
  if (text === "AND") return RANK.and;
  return text === "*" || text === "/" || text === "%" ? RANK.product : RANK.boundary;
}

/** The candidates but for those that open a group that may be left out and are alone at their depth. */
function withoutLoneSoft(all: Candidate[]): Candidate[] {
  if (!all.some(({ isSoft }) => isSoft)) return all;
  const counts = new Map<number, number>();
  for (const { depth } of all) counts.set(depth, (counts.get(depth) ?? 0) + 1);
  return all.filter(({ isSoft, depth }) => isSoft !== true || counts.get(depth)! > 1);
}

/** The places of one file's lines. */
export class BreakPlaces {
  readonly #constraint: Constraint;

  constructor(readonly tree: Tree, readonly layout: Layout, readonly gaps: Gaps) {
    this.#constraint = new Constraint(tree, layout);
  }

  /** The places at which a line is to be broken now, and the level that it starts at. */
  choose(part: LineGaps): { places: Place[]; level: number } {
    const { gaps } = this;
    const { first, fromGap } = part;
    const startsWithCode = gaps.code[fromGap] === first;
    const isBreak = (gaps.flags[fromGap]! & 1) !== 0;
    const level = startsWithCode || isBreak ? gaps.after[fromGap]! : depthBefore(gaps, fromGap);
    const found = this.#candidates(part, startsWithCode ? fromGap + 1 : fromGap);
    let least: Candidate | null = null;
    for (const each of found) {
      const isLower = least === null || each.depth < least.depth ||
        (each.depth === least.depth && each.rank < least.rank);
      if (isLower) least = each;
    }
    if (least === null) return { places: [], level };
    const alike = found.filter(({ depth, rank, isBarred }) =>
      depth === least.depth && rank === least.rank && isBarred !== true
    );
    if (least.rank === RANK.marks) return { places: this.#open(alike, part), level };
    if (least.rank === RANK.comma && this.layout.listWrapping === "fill") {
      return { places: this.#fill(alike, part, level), level };
    }
    return { places: alike, level };
  }

  /** The places of a line from a gap on; those deeper than others need not be found. */
  #candidates(part: LineGaps, from: number): Candidate[] {
    const { gaps } = this;
    const mayBeLone = this.layout.implicitIndents !== "forbid";
    const all: Candidate[] = [];
    let least = Infinity;
    for (let gap = from; gap <= part.toGap && gap < gaps.count; gap++) {
      if (!mayBeLone && gaps.low[gap]! > least) continue;
      const candidate = this.#candidate(gap, part);
      if (candidate === null) continue;
      all.push(candidate);
      if (candidate.depth < least) least = candidate.depth;
    }
    return mayBeLone ? withoutLoneSoft(all) : all;
  }

  #candidate(gap: number, part: LineGaps): Candidate | null {
    const { tree, gaps } = this;
    const code = gaps.code[gap]!;
    if (this.#isWithinOperator(code)) return null;
    const isInside = gap < part.toGap;
    if (!isInside || tree.is(code, END_OF_FILE)) {
      if (!this.#hasCommentBehind(gap, part)) return null;
      return this.#trailing(gap) ?? this.#boundaryEnd(gap, part) ?? this.#closedBeforeComment(gap);
    }
    const before = depthBefore(gaps, gap);
    const low = gaps.low[gap]!;
    const after = gaps.after[gap]!;
    if (after <= before || this.#isLedList(code)) {
      const ruled = this.#trailing(gap) ?? this.#leading(gap) ?? this.#boundaryEnd(gap, part);
      if (ruled !== null) return ruled;
    }
    if (this.#endsLine(gap, part)) return null;
    if (low === before && after === before) return null;
    // A comma stays with what is before it; one that follows a tag begins what the tag holds. The
    // end of what began on a line before, as of OVER, is then the outermost place all the same.
    if (tree.is(code, COMMA) && !this.#isTag(gap)) {
      return after >= before
        ? null
        : { gap, side: "before", level: low, depth: low, rank: RANK.marks, isBarred: true };
    }
    if (gap === part.fromGap && !this.#hasMark(part.first, code)) return null;
    if (this.#isInline(gap)) return null;
    // Where more groups end than begin, the line stands as deep as the outermost of them began: ON
    // behind an alias is not indented, as LT02 would have it, until LT02 has had its turn.
    const level = after < before ? low : after;
    const side = after > before ? "before" : "after";
    const isSoft = this.#softGroups(gap, part) > 0;
    return { gap, side, level, depth: low, rank: RANK.marks, atMark: true, isSoft };
  }

  /** A place that a line position asks for. */
  #ruled(gap: number, side: Place["side"], rank: number): Candidate {
    const level = this.gaps.after[gap]!;
    return { gap, side, level, depth: level, rank };
  }

  /** Whether a line break in a gap is against its spacing: it would be taken away again. */
  #isInline(gap: number): boolean {
    const { code } = this.gaps;
    const previous = gap === 0 ? -1 : code[gap - 1]!;
    if (areSigns(this.tree, previous, code[gap]!)) return false;
    this.#constraint.readBetween(previous, code[gap]!);
    return this.#constraint.inline;
  }

  /** Whether a tag of a template ends where a gap begins. */
  #isTag(gap: number): boolean {
    return gap > 0 && this.tree.mark(this.gaps.code[gap - 1]!) !== null;
  }

  /** Whether an element is a later token of an operator that is made of several. */
  #isWithinOperator(code: number): boolean {
    const parent = this.tree.parent(code);
    return parent >= 0 && isAny(this.tree, parent, OPERATORS) &&
      this.tree.firstCode(parent) !== code;
  }

  /** Whether a comment stands between an element and the end of its line. */
  #hasCommentBehind(gap: number, { line }: LineGaps): boolean {
    const from = gap === 0 ? line.from : this.gaps.code[gap - 1]! + 1;
    for (let leaf = from; leaf < line.to; leaf++) if (this.tree.isComment(leaf)) return true;
    return false;
  }

  /** Whether a group opens or ends behind the comment that starts a line, before the line's code. */
  #hasMark(comment: number, code: number): boolean {
    for (let leaf = comment + 1; leaf < code; leaf++) {
      if (this.tree.is(leaf, INDENT) || this.tree.is(leaf, DEDENT)) return true;
    }
    return false;
  }

  /** Whether the element behind a gap is a terminator and the last one on its line. */
  #endsLine(gap: number, { toGap }: LineGaps): boolean {
    return gap + 1 === toGap && this.tree.is(this.gaps.code[gap]!, TERMINATOR);
  }

  #isLedList(code: number): boolean {
    return this.tree.is(code, COMMA);
  }

  #positionOf(node: number): "leading" | "trailing" | "alone" | null {
    return this.layout.of(this.tree.kind(node)).linePosition?.side ?? null;
  }

  /** A place behind an element that trails, such as a comma. */
  #trailing(gap: number): Candidate | null {
    const { tree, gaps } = this;
    const previous = gap === 0 ? -1 : gaps.code[gap - 1]!;
    const code = gaps.code[gap]!;
    if (previous < 0 || tree.is(code, COMMA)) return null;
    for (let node = previous; node > 0 && tree.end(node) === tree.end(previous);) {
      if (this.#positionOf(node) === "trailing") {
        return this.#ruled(gap, "after", rankOf(tree, node));
      }
      node = tree.parent(node);
      if (tree.firstCode(node) !== previous) break;
    }
    return null;
  }

  /** The last code in front of a gap, tags passed over; -1 for none. */
  #codeBefore(gap: number): number {
    const { code } = this.gaps;
    let at = gap - 1;
    while (at >= 0 && !this.tree.isCode(code[at]!)) at--;
    return at < 0 ? -1 : code[at]!;
  }

  /** A place in front of an element that leads, or of a clause that stands alone. */
  #leading(gap: number): Candidate | null {
    const { tree, gaps } = this;
    const code = gaps.code[gap]!;
    const isOperator = isAny(tree, tree.parent(code), OPERATORS);
    const before = this.#codeBefore(gap);
    // A node that starts behind the code before it starts with this code.
    for (
      let node = isOperator ? tree.parent(code) : code;
      node > before;
      node = tree.parent(node)
    ) {
      if (node <= 0) break;
      const side = this.#positionOf(node);
      if (side === "leading" || side === "alone") {
        return this.#ruled(gap, "before", rankOf(tree, node));
      }
    }
    return null;
  }

  /** The end of groups in front of a comment that ends a line. */
  #closedBeforeComment(gap: number): Candidate | null {
    const { tree, gaps } = this;
    const low = gaps.low[gap]!;
    if (gap === 0 || low >= gaps.after[gap - 1]!) return null;
    for (let leaf = gaps.code[gap - 1]! + 1; leaf < gaps.code[gap]!; leaf++) {
      if (tree.isComment(leaf)) return null;
      if (tree.is(leaf, DEDENT)) {
        return { gap, side: "after", level: low, depth: low, rank: RANK.marks };
      }
    }
    return null;
  }

  /** The end of a clause that stands alone, starts within the line and ends with one token. */
  #boundaryEnd(gap: number, part: LineGaps): Candidate | null {
    const { tree, gaps } = this;
    const previous = gap === 0 ? -1 : gaps.code[gap - 1]!;
    const { first } = part;
    if (previous < first || this.#endsLine(gap, part)) return null;
    let child = previous;
    // Once a node starts with other code, the last child of no node around it starts with this.
    while (child > 0 && tree.firstCode(child) === previous) {
      const node = tree.parent(child);
      if (node > 0 && this.#positionOf(node) === "alone" && tree.firstCode(node) > first) {
        if (this.#lastChildStart(node) === previous) {
          return this.#ruled(gap, "after", RANK.boundary);
        }
      }
      child = node;
    }
    return null;
  }

  /** The first code of a node's last child that holds code. */
  #lastChildStart(node: number): number {
    const { tree } = this;
    let child = tree.lastChild(node);
    while (child >= 0 && tree.firstCode(child) < 0) child = tree.prevSibling(child);
    return child < 0 ? -1 : tree.firstCode(child);
  }

  /**
   * How many groups that may be left out open in a gap and close beyond the line, or before the
   * terminator that ends it.
   */
  #softGroups(gap: number, part: LineGaps): number {
    const { gaps, layout } = this;
    if (layout.implicitIndents === "forbid") return 0;
    const beyond = this.#endsLine(part.toGap - 1, part) ? part.toGap - 1 : part.toGap;
    let count = 0;
    for (let group = gaps.firstGroup[gap]!; group < gaps.firstGroup[gap + 1]!; group++) {
      if (gaps.isSoft[group] === 1 && gaps.closeGap[group]! >= beyond) count++;
    }
    return count;
  }

  /** Of groups that open at one depth, the last whose start fits, with its end. */
  #open(alike: readonly Candidate[], part: LineGaps): Place[] {
    const { gaps } = this;
    const openers = alike.filter(({ gap }) => gaps.after[gap]! > depthBefore(gaps, gap));
    const [first] = openers;
    if (first === undefined) return [...alike];
    const fits = openers.filter(({ gap }) =>
      this.#columnOf(gaps.code[gap]!, part, false) < this.layout.maxLineLength
    );
    const opener = fits.at(-1) ?? first;
    const closing = alike.find(({ gap }) =>
      gap > opener.gap && gaps.low[gap]! <= gaps.low[opener.gap]! &&
      gaps.low[gap]! < depthBefore(gaps, gap)
    );
    const places = closing === undefined ? [opener] : [opener, closing];
    return places.map((place) => ({
      ...place,
      level: place.level - this.#leftOut(place.gap, part),
    }));
  }

  /** How many groups that open on a line in front of a gap, and are left out, hold the gap. */
  #leftOut(gap: number, part: LineGaps): number {
    let count = 0;
    for (let before = part.fromGap + 1; before < gap; before++) {
      count += this.#softGroups(before, part);
    }
    return count;
  }

  /** Code points in front of a leaf on its line, those of tags among them or not. */
  #columnOf(leaf: number, { line }: LineGaps, countsTags = true): number {
    const { tree } = this;
    if (tree.tokens.origins === null) {
      const text = tree.tokens.text.slice(tree.start(line.from), tree.start(leaf));
      if (!text.includes("\n")) return codePoints(text);
    }
    let width = 0;
    for (let at = line.from; at < leaf; at++) {
      if (tree.isLeaf(at) && (countsTags || tree.mark(at) === null)) width += widthOf(tree, at);
    }
    return width;
  }

  /** Of the items of a list, as many on each line as fit with the indent that it will have. */
  #fill(alike: readonly Candidate[], part: LineGaps, level: number): Place[] {
    const { tree, gaps, layout } = this;
    const indent = this.#columnOf(part.first, part);
    const unit = codePoints(layout.singleIndent);
    const chosen: Place[] = [];
    let start = 0;
    alike.forEach((candidate, index) => {
      const next = alike[index + 1];
      const last = next === undefined ? -1 : gaps.code[next.gap - 1]!;
      const end = last < 0 ? part.line.width : this.#columnOf(last, part) + widthOf(tree, last);
      if (end - start <= layout.maxLineLength) return;
      chosen.push(candidate);
      const deeper = Math.max(0, gaps.after[candidate.gap]! - level);
      start = this.#columnOf(gaps.code[candidate.gap]!, part) - indent - deeper * unit;
    });
    return chosen;
  }
}
