/**
 * Long lines (LT05): each is broken at the outermost of the places where it may be, once a round.
 *
 * A place is a gap, and it has a depth and a class. Those of the least pair are broken all at once,
 * but for plain brackets and clauses, of which one is opened.
 */
import { type Fix, insertAfter, insertBefore, remove, replace } from "../edits.ts";
import {
  DEDENT,
  INDENT,
  INLINE_COMMENT,
  lowerBound,
  NEWLINE,
  type Tree,
  WHITESPACE,
} from "../tree/mod.ts";
import { BreakPlaces, type Place } from "./break_places.ts";
import { codePoints } from "./columns.ts";
import type { TakeFinding } from "./finding.ts";
import { type Gaps, releaseGaps } from "./groups.ts";
import { findLongLines, type LongLine, openingBlanks } from "./lines.ts";
import type { Layout } from "./settings.ts";
import { gapsOf } from "./template_groups.ts";

class LongLinesPass {
  readonly #places: BreakPlaces;
  #gap = 0;

  constructor(
    readonly tree: Tree,
    readonly layout: Layout,
    readonly gaps: Gaps,
    /** Blanks in front of the first line that are no indent; -1 for none. */
    readonly opening: number,
    readonly take: TakeFinding,
  ) {
    this.#places = new BreakPlaces(tree, layout, gaps);
  }

  judge(line: LongLine): void {
    const { tree, layout, gaps } = this;
    this.#gap = lowerBound(gaps.code, line.from, this.#gap, gaps.count);
    let first = line.from;
    while (first < line.to && (!tree.isLeaf(first) || this.#isSilent(first))) first++;
    if (first >= line.to) return;
    // The blanks in front of the file's first line are not an indent, but LT02 takes them.
    const anchor = line.from === 0 ? this.#firstOf(line) : first;
    const description = `Line is too long (${line.width} > ${layout.maxLineLength}).`;
    this.take({ anchor, description, fixes: this.#fixes(line, first) });
  }

  #firstOf({ from }: LongLine): number {
    let leaf = this.tree.firstLeaf(from);
    while (this.tree.isMeta(leaf) && this.tree.mark(leaf) === null) {
      leaf = this.tree.leafAfter(leaf);
    }
    return leaf;
  }

  #isSilent(leaf: number): boolean {
    if (this.tree.isMeta(leaf)) return this.tree.mark(leaf) === null || this.tree.text(leaf) !== "";
    return this.tree.isWhitespace(leaf);
  }

  #fixes(line: LongLine, first: number): Fix[] {
    const { tree, gaps } = this;
    let before = tree.leafBefore(first);
    while (before >= line.from && tree.isMeta(before) && tree.mark(before) === null) {
      before = tree.leafBefore(before);
    }
    const isIndent = line.from > 0 && before >= line.from && before !== this.opening;
    const indent = isIndent && tree.is(before, WHITESPACE) ? tree.text(before) : "";
    let last = line.to - 1;
    while (last > first && (!tree.isLeaf(last) || tree.isMeta(last) || tree.isWhitespace(last))) {
      last--;
    }
    const end = lowerBound(gaps.code, line.to, this.#gap, gaps.count);
    if (end === this.#gap) return [];
    if (tree.is(last, INLINE_COMMENT)) {
      // What suppresses findings of a line stays on it.
      const isBound = last === first || tree.text(last).includes("noqa");
      return isBound ? [] : this.#moveComment(first, last, indent);
    }
    const found = this.#places.choose({ line, first, fromGap: this.#gap, toGap: end });
    const fixes: Fix[] = [];
    for (const place of found.places) {
      this.#break(place, indent + this.#deeper(place.level - found.level), fixes);
    }
    return fixes;
  }

  #deeper(levels: number): string {
    return this.layout.singleIndent.repeat(Math.max(0, levels));
  }

  /**
   * A line comment gets a line of its own before the code. A block comment does not change places
   * with code: MySQL reads some as code, and then it would end up in the brackets above.
   */
  #moveComment(first: number, comment: number, indent: string): Fix[] {
    const { tree, layout } = this;
    const text = tree.text(comment);
    if (codePoints(indent) + codePoints(text) > layout.maxLineLength) return [];
    const blanks: number[] = [];
    for (let leaf = tree.leafBefore(comment); leaf >= 0; leaf = tree.leafBefore(leaf)) {
      if (tree.is(leaf, WHITESPACE)) blanks.push(leaf);
      else if (!tree.isMeta(leaf)) break;
    }
    if (layout.trailingComments === "after") {
      const [blank, ...rest] = blanks;
      const broken = `\n${indent}`;
      return blank === undefined
        ? [insertBefore(comment, broken)]
        : [replace(blank, broken), ...rest.map(remove)];
    }
    return [...blanks.map(remove), remove(comment), insertBefore(first, `${text}\n${indent}`)];
  }

  /**
   * The element beside which a gap is broken. A group opens in front of the comments that stand
   * before its code, and ends behind those that stand after it.
   */
  #anchor({ gap, side, atMark }: Place): number {
    const { tree, gaps } = this;
    const code = gaps.code[gap]!;
    const previous = gap === 0 ? -1 : gaps.code[gap - 1]!;
    const isOpening = side === "before";
    if (!atMark) return isOpening ? code : previous;
    let comment = -1;
    let found = -1;
    let isBehindMark = false;
    for (let leaf = previous + 1; leaf < code; leaf++) {
      if (tree.isComment(leaf)) {
        comment = leaf;
        if (isOpening && isBehindMark) return leaf;
      } else if (tree.is(leaf, INDENT)) isBehindMark = true;
      else if (tree.is(leaf, DEDENT)) found = comment;
    }
    if (isOpening) return code;
    return found < 0 ? previous : found;
  }

  /** Adds the edits that break a line in a gap. */
  #break(place: Place, indent: string, fixes: Fix[]): void {
    const { tree } = this;
    const isBefore = place.side === "before";
    const text = `\n${indent}`;
    const anchor = this.#anchor(place);
    if (anchor < 0) return;
    const first = fixes.length;
    let leaf = isBefore ? tree.leafBefore(anchor) : tree.leafAfter(anchor);
    for (; leaf >= 0; leaf = isBefore ? tree.leafBefore(leaf) : tree.leafAfter(leaf)) {
      if (tree.is(leaf, NEWLINE)) {
        // The line is broken there already.
        fixes.length = first;
        return;
      }
      if (tree.is(leaf, WHITESPACE) && !tree.isTemplated(leaf)) {
        fixes.push(fixes.length === first ? replace(leaf, text) : remove(leaf));
      } else if (!tree.isMeta(leaf) || tree.mark(leaf) !== null) break;
    }
    if (fixes.length > first) return;
    fixes.push(isBefore ? insertBefore(anchor, text) : insertAfter(anchor, text));
  }
}

/** Reports each line of a file that is longer than `max_line_length`; 0 or less is no limit. */
export function checkLongLines(tree: Tree, layout: Layout, take: TakeFinding): void {
  if (layout.maxLineLength <= 0) return;
  const opening = openingBlanks(tree);
  const lines = findLongLines(tree, layout.maxLineLength, opening);
  if (lines.length === 0) return;
  const gaps = gapsOf(tree);
  const pass = new LongLinesPass(tree, layout, gaps, opening, take);
  for (const line of lines) pass.judge(line);
  releaseGaps(tree, gaps);
}
