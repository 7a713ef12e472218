/**
 * Indentation (LT02): one pass over the lines of a file, left to right, that finds how deep each
 * belongs. What is said of those that stand elsewhere is in `line_indents.ts`. The pass is one file
 * because each step of it reads and changes what the others have left open.
 */
import { remove, replace } from "../edits.ts";
import { BRACKETED, INDENT, isAny, kind, NEWLINE, type Tree } from "../tree/mod.ts";
import {
  firstGapReaching,
  firstGapReturning,
  ForcedLevels,
  holdsShortSoftGroup,
  opensBehindClosing,
} from "./compatibility.ts";
import type { TakeFinding } from "./finding.ts";
import { ForcedBreaks } from "./forced_breaks.ts";
import {
  BREAK_BIT,
  CLOSES_BIT,
  COMMENT_BIT,
  type Gaps,
  leavesOf,
  OPENS_BIT,
  releaseGaps,
} from "./groups.ts";
import { LineIndents } from "./line_indents.ts";
import { OpenGroups } from "./open_groups.ts";
import { ownLines } from "./own_lines.ts";
import type { Layout } from "./settings.ts";
import { gapsOf } from "./template_groups.ts";
import { nameOf } from "./words.ts";

/** A gap that both closes and opens groups. */
const TURN_BITS = OPENS_BIT | CLOSES_BIT;
const START_BRACKET = kind("start_bracket");
const STAYS_WITH_LINE = [kind("comma"), kind("statement_terminator")];

class IndentationPass {
  readonly #gaps: Gaps;
  readonly #last: number;
  readonly #lines: LineIndents;
  readonly #forced = new ForcedLevels();
  /** Groups that are open behind the gap at hand. */
  readonly #open: OpenGroups;
  /** The gap that returns to the group of the first table of an UPDATE; -1 for none. */
  #returning = -1;
  /** The gap of the next line, and of all gaps in between the flags and the least depth. */
  #next = 0;
  #flags = 0;
  #low = 0;
  /** Whether the line before was broken to open a group. */
  #wasForced = false;
  /** The gaps whose breaks are taken, where lines are joined; null where there are none. */
  #joined: Set<number> | null = null;

  constructor(readonly tree: Tree, readonly layout: Layout, readonly take: TakeFinding) {
    const gaps = gapsOf(tree);
    // Joined lines are no longer broken: that is not for others to see.
    const joins = layout.implicitIndents === "require";
    this.#gaps = joins ? { ...gaps, flags: gaps.flags.slice() } : gaps;
    this.#open = new OpenGroups(this.#gaps);
    this.#last = this.#gaps.count - 1;
    this.#lines = new LineIndents(tree, layout, this.#gaps, take);
  }

  run(): void {
    if (this.layout.implicitIndents === "require") this.#joinSoft();
    for (let line = 0; line < this.#last;) {
      const next = this.#scan(line);
      this.#line(line, next);
      line = next;
    }
    this.#lines.isSkipped = false;
    if (this.#last >= 0) this.#lines.judgeLine(this.#last, 0);
    releaseGaps(this.tree, this.#gaps);
  }

  /** The gap where the line behind one starts; what the gaps in between hold is noted. */
  #scan(line: number): number {
    const { flags, low } = this.#gaps;
    this.#flags = 0;
    this.#low = Infinity;
    let next = line + 1;
    for (; next < this.#last && (flags[next]! & BREAK_BIT) === 0; next++) {
      if (flags[next] === 0) continue;
      this.#flags |= flags[next]!;
      if (low[next]! < this.#low) this.#low = low[next]!;
      // Where a gap opens a group behind one that it closes, what goes on around them changes.
      if ((flags[next]! & TURN_BITS) === TURN_BITS) this.#low = -1;
    }
    return next;
  }

  /**
   * Whether all that opens within a line ends within it or with it, and nothing else does: then the
   * line leaves the groups as they were, and nothing in it is to break.
   */
  #isSelfContained(line: number, next: number): boolean {
    const { after, low } = this.#gaps;
    return this.#low >= after[line]! && low[next]! <= after[line]! && this.#joined === null &&
      (this.#flags & COMMENT_BIT) === 0 && this.tree.tokens.origins === null;
  }

  #isBreak(at: number): boolean {
    return (this.#gaps.flags[at]! & BREAK_BIT) !== 0;
  }

  /** Takes the line breaks where a soft group opens; those behind a comment stay. */
  #joinSoft(): void {
    const { tree, layout } = this;
    const gaps = this.#gaps;
    for (let at = 1; at <= this.#last; at++) {
      if (!this.#isBreak(at) || !this.#opensSoftGroup(at)) continue;
      const code = gaps.code[at]!;
      const leaves = leavesOf(tree, gaps, at);
      const comment = leaves.findIndex((leaf) => tree.isComment(leaf));
      if (comment >= 0 && !this.#opensBefore(at, leaves[comment]!)) continue;
      const blanks = comment < 0 ? leaves : leaves.slice(0, comment);
      const end = blanks.findIndex((leaf) => tree.is(leaf, NEWLINE));
      if (end < 0) continue;
      // Blanks at the end of the line belong to its break.
      const start = end > 0 && tree.isWhitespace(blanks[end - 1]!) ? end - 1 : end;
      if (layout.skipImplicitIn.some((skipped) => tree.closest(code, skipped) >= 0)) continue;
      const [first, ...rest] = blanks.slice(start);
      if (comment < 0 || !leaves.slice(comment).some((leaf) => tree.is(leaf, NEWLINE))) {
        gaps.flags[at] = gaps.flags[at]! & ~BREAK_BIT;
        (this.#joined ??= new Set()).add(at);
      }
      const joined = comment < 0 ? code : leaves[comment]!;
      this.#lines.join(joined);
      this.take({
        anchor: first!,
        description: `Put ${nameOf(tree, joined)} on the line before.`,
        fixes: [replace(first!, " "), ...rest.map(remove)],
      });
    }
  }

  /** Whether a group opens in a gap in front of one of its comments, as behind WHERE. */
  #opensBefore(at: number, comment: number): boolean {
    const { tree } = this;
    for (let leaf = this.#gaps.code[at - 1]! + 1; leaf < comment; leaf++) {
      if (tree.is(leaf, INDENT)) return true;
    }
    return false;
  }

  #opensSoftGroup(at: number): boolean {
    const { firstGroup, isSoft } = this.#gaps;
    for (let group = firstGroup[at]!; group < firstGroup[at + 1]!; group++) {
      if (isSoft[group] === 1) return true;
    }
    return false;
  }

  /** Decides one line: from a break gap to the next. */
  #line(line: number, next: number): void {
    const { after, low } = this.#gaps;
    this.#next = next;
    const start = this.#startOf(line);
    this.#lines.startLine(line, next);
    this.#pass(line, null);
    const round = this.#gaps.roundEnds?.get(line) ?? -1;
    const earlier = round < 0 ? 0 : this.#open.broken() + this.#forced.countUpTo(round);
    if (!this.#wasForced) this.#forced.startLine(start);
    let indent = this.#indentOf(line);
    if (line === this.#returning && this.#lines.isIndented(line)) {
      this.#forced.force(low[line]!);
      indent = this.#indentOf(line);
      this.#lines.judgeTwice(line, indent);
    } else {
      if (earlier > indent) this.#lines.judgeRound(line, indent, earlier);
      this.#lines.judgeLine(line, indent);
    }
    if (this.#isBreak(line)) this.#turn(line, true);
    this.#lines.previous = indent;
    if (this.#isSelfContained(line, next)) {
      this.#wasForced = false;
      return;
    }
    const { isSkipped } = this.#lines;
    const opens = (this.#flags & OPENS_BIT) !== 0;
    let forces = isSkipped || !opens ? null : this.#consistent(line, next);
    // Where the line is broken to open a group, what closes in it is left to the next round.
    const endsOutside = after[next]! < start && forces === null;
    if (!isSkipped) forces ??= this.#direct(line, next, start);
    this.#wasForced = forces !== null && this.#endOf(line, next) === next;
    // Within most lines nothing opens or closes.
    if (this.#flags !== 0 || forces !== null || this.#joined !== null) {
      this.#inside(line, next, forces, endsOutside);
    }
  }

  /**
   * The depth at which a line starts. Where code follows a tag that ends a block, groups that have
   * ended before the tag do not count; a line of tags alone stands in those that the block is in.
   */
  #startOf(line: number): number {
    const { after, code, endDepth } = this.#gaps;
    if (endDepth === null) return after[line]!;
    const depth = endDepth.get(line) ?? -1;
    if (depth < 0) return after[line]!;
    let at = line;
    while (at < this.#next && this.#lines.isTag(code[at]!)) at++;
    return at < this.#next ? depth : after[line]!;
  }

  /** The indent of the line that starts in a gap. One of tags alone stands as its outermost does. */
  #indentOf(line: number): number {
    const { after, code, tagDepth, endDepth, keptLines } = this.#gaps;
    if (this.tree.tokens.origins === null) {
      return this.#open.broken(after[line]!) + this.#forced.count;
    }
    let depth = tagDepth?.get(line) ?? this.#startOf(line);
    const end = keptLines?.has(line) ? line : this.#next;
    for (let at = line; at < end && this.#lines.isTag(code[at]!); at++) {
      if (at + 1 < this.#next) continue;
      for (let each = line; each <= at; each++) depth = Math.min(depth, after[each]!);
    }
    // Levels that an earlier line has left deeper than this one count as well.
    const forced = depth < after[line]! ? depth : Infinity;
    const outer = Math.min(forced, endDepth?.get(line) ?? Infinity);
    return this.#open.broken(depth) + this.#forced.countUpTo(outer);
  }

  /** Goes through the gaps within a line: breaks it where it is to break. */
  #inside(line: number, next: number, forces: ForcedBreaks | null, endsOutside: boolean): void {
    const { tree } = this;
    const { after, low, code, flags } = this.#gaps;
    const start = this.#startOf(line);
    let forcedHere = 0;
    for (let at = line + 1; at < next; at++) {
      if (flags[at] === 0 && forces === null && this.#joined === null) continue;
      const closesBroken = endsOutside && this.#open.endsBroken(at, this.#forced);
      this.#pass(at, forces);
      const levels = forces === null ? 0 : forces.force(at, this.#forced);
      // As SQLFluff answers, a comment behind it still compares with the line that it was.
      if (this.#lines.isJoined(code[at]!)) this.#lines.previous = this.#indent(after[at]!);
      if (this.#hasComment(at)) {
        this.#lines.judgeInner(ownLines(tree, this.#gaps, at), this.#indent(after[at]!));
      }
      if (at === this.#returning) this.#lines.breakBefore(at, 0);
      forcedHere += levels;
      if (at === this.#returning) continue;
      const closes = closesBroken && after[at]! < after[at - 1]! && low[at]! < start &&
        !tree.isMeta(code[at]!) && !isAny(tree, code[at]!, STAYS_WITH_LINE);
      if (levels > 0 || closes) {
        this.#lines.breakBefore(at, this.#open.broken() + forcedHere);
      }
    }
    // There the line is broken already.
    forces?.force(next, this.#forced);
  }

  /** Closes and opens the groups of a gap; `forces` are the breaks that its line is to have. */
  #pass(at: number, forces: ForcedBreaks | null): void {
    const { closeGap, firstGroup, flags } = this.#gaps;
    if ((flags[at]! & CLOSES_BIT) !== 0) this.#open.closeUpTo(at);
    if ((flags[at]! & OPENS_BIT) === 0) return;
    this.#turn(at, false);
    for (let group = firstGroup[at]!; group < firstGroup[at + 1]!; group++) {
      if (closeGap[group] === at) continue;
      const isForced = forces !== null && this.#hugs(at) && this.#isOpenedBy(forces, group, at);
      const isBroken = this.#isBreak(at) || (!isForced && this.#isSoftlyBroken(group, at));
      this.#open.open(group, isBroken, holdsShortSoftGroup(this.#gaps, group, at, this.#next));
    }
  }

  /** Whether breaks open the bracket that a soft group hugs, or the group itself. */
  #isOpenedBy(forces: ForcedBreaks, group: number, at: number): boolean {
    const { closeGap, firstGroup, level: levels } = this.#gaps;
    const level = levels[group]!;
    const bracket = firstGroup[at + 1]!;
    // A level is a number: the break may be meant for a group behind the bracket.
    if (bracket === firstGroup[at + 2] || closeGap[bracket]! < this.#next) return false;
    if (forces.has(at + 1)) return true;
    return this.layout.implicitIndents === "allow" && forces.opensLevel(level);
  }

  /**
   * Breaks the group that a gap stays in if the gap opens another behind one that it closes. A
   * fixed group counts from there on, and not in the line that the gap itself starts.
   */
  #turn(at: number, isJudged: boolean): void {
    if (!isJudged && this.#isBreak(at)) return;
    if (opensBehindClosing(this.#gaps, at)) this.#open.breakLevel(this.#gaps.low[at]!, at);
  }

  /** Whether a group need not be broken to count: a soft one, unless it hugs a broken bracket. */
  #isSoftlyBroken(group: number, at: number): boolean {
    if (this.#gaps.isSoft[group] === 0 || this.layout.implicitIndents === "forbid") return false;
    return !(this.#hugs(at) && at < this.#last && this.#isBreak(at + 1));
  }

  #hugs(at: number): boolean {
    const code = this.#gaps.code[at]!;
    return this.tree.is(code, START_BRACKET) && this.tree.is(this.tree.parent(code), BRACKETED);
  }

  #indent(depth: number): number {
    return this.#open.broken(depth) + this.#forced.countUpTo(depth);
  }

  /** The gap where a line ends as it stands, before others are joined to it. */
  #endOf(at: number, next: number): number {
    const joined = this.#joined;
    if (joined === null) return next;
    let end = at + 1;
    while (end < next && !joined.has(end)) end++;
    return end;
  }

  /** Rule A: a group whose end starts a line starts one too. Null where that asks for no break. */
  #consistent(line: number, next: number): ForcedBreaks | null {
    const { closeGap, level, firstGroup } = this.#gaps;
    let forces: ForcedBreaks | null = null;
    let end = line;
    for (let at = line + 1; at < next; at++) {
      if (end <= at) end = this.#endOf(at, next);
      for (let group = firstGroup[at]!; group < firstGroup[at + 1]!; group++) {
        const close = closeGap[group]!;
        if (close <= end || close > this.#last) continue;
        if (close === this.#last ? !this.#hasOwnLineComment(close) : !this.#isBreak(close)) {
          continue;
        }
        if (this.#isSoftlyBroken(group, at) || this.#hugs(at)) continue;
        if (holdsShortSoftGroup(this.#gaps, group, at, next) || this.#open.covers(close)) continue;
        const place = this.#placeOfBreak(line, at, next);
        if (place < 0) continue;
        if (forces === null) forces = new ForcedBreaks(place, level[group]!);
        else forces.add(place, level[group]!);
      }
    }
    return forces;
  }

  /**
   * Where a line is broken to open a group: behind the expressions that render nothing, which may be
   * where the next line starts (`next`). SQLFluff finds no place (-1) before text of several lines
   * that is not rendered, where a tag begins the file.
   */
  #placeOfBreak(line: number, at: number, next: number): number {
    if (this.tree.tokens.origins === null) return at;
    for (let place = at; place < next; place++) {
      const mark = this.tree.mark(this.#gaps.code[place]!);
      if (mark?.type === "literal") {
        const beginsFile = line === 0 && this.tree.sourceStart(this.#gaps.code[0]!) === 0;
        return beginsFile && mark.text.includes("\n") ? -1 : place;
      }
      if (mark?.type !== "templated" && mark?.type !== "comment") return place;
    }
    return next;
  }

  /** Rule B: a line that starts deeper than the one before stands in a group that is broken. */
  #direct(line: number, next: number, start: number): ForcedBreaks | null {
    const { low, flags } = this.#gaps;
    if (low[next]! <= start || this.#hasOwnLineComment(next)) return null;
    if ((flags[next]! & OPENS_BIT) !== 0 && (flags[next]! & CLOSES_BIT) === 0) return null;
    const at = firstGapReaching(this.#gaps, line, next);
    if (at < 0) return null;
    if (this.layout.implicitIndents !== "forbid" && this.#opensSoftly(line, next)) return null;
    const group = this.#groupAt(at, low[next]!);
    if (group >= 0 && holdsShortSoftGroup(this.#gaps, group, at, next)) {
      this.#returning = firstGapReturning(this.#gaps, at, next);
      const returns = this.#returning > 0 && this.#returning < next;
      return returns ? new ForcedBreaks(this.#returning, low[next]!) : null;
    }
    const place = this.#placeOfBreak(line, at, next);
    return place < 0 ? null : new ForcedBreaks(place, low[next]!);
  }

  /** The group of a level that opens in a gap, -1 for none. */
  #groupAt(at: number, level: number): number {
    const { firstGroup, level: levels } = this.#gaps;
    for (let group = firstGroup[at]!; group < firstGroup[at + 1]!; group++) {
      if (levels[group] === level) return group;
    }
    return -1;
  }

  /**
   * Whether the group that a line stays in opens softly in the line before. One around a bracket
   * that the line begins with the end of is broken all the same, unless it is joined again.
   */
  #opensSoftly(line: number, next: number): boolean {
    const { low, level, isSoft, closeGap, firstGroup } = this.#gaps;
    let closes = -1;
    for (let group = firstGroup[next]! - 1; group >= firstGroup[line + 1]!; group--) {
      if (closeGap[group] === next) closes = group;
      if (level[group] !== low[next] || closeGap[group]! <= next) continue;
      if (isSoft[group] !== 1) return false;
      if (this.layout.implicitIndents === "require") return true;
      const at = this.#gapOf(group, line, next);
      return !(this.#hugs(at) && closes >= firstGroup[at + 1]! && closes < firstGroup[at + 2]!);
    }
    return false;
  }

  /** The gap of a line that a group opens in. */
  #gapOf(group: number, line: number, next: number): number {
    const { firstGroup } = this.#gaps;
    let at = line + 1;
    while (at < next && firstGroup[at + 1]! <= group) at++;
    return at;
  }

  #hasComment(at: number): boolean {
    return (this.#gaps.flags[at]! & COMMENT_BIT) !== 0;
  }

  #hasOwnLineComment(at: number): boolean {
    return this.#hasComment(at) &&
      ownLines(this.tree, this.#gaps, at).some(({ leaf, isInner }) =>
        !isInner && this.tree.isComment(leaf)
      );
  }
}

/** Reports each line of a file that is not indented as the broken groups around it ask. */
export function checkIndentation(tree: Tree, layout: Layout, take: TakeFinding): void {
  new IndentationPass(tree, layout, take).run();
}
