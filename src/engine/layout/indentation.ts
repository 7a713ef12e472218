/** Indentation (LT02): one pass over the lines of a file, left to right. */
import { type Fix, insertBefore, remove, replace, replaceSource } from "../edits.ts";
import { BRACKETED, kind, NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";
import {
  firstGapReaching,
  firstGapReturning,
  ForcedLevels,
  holdsShortSoftGroup,
  opensBehindClosing,
} from "./compatibility.ts";
import type { TakeFinding } from "./finding.ts";
import {
  BREAK_BIT,
  CLOSES_BIT,
  continuesComment,
  endsLine,
  type Gaps,
  leavesOf,
  OPENS_BIT,
  releaseGaps,
  takenBlanks,
} from "./groups.ts";
import type { Layout } from "./settings.ts";
import { gapsOf } from "./template_groups.ts";
import { nameOf } from "./words.ts";

const START_BRACKET = kind("start_bracket");
const STAYS_WITH_LINE = [kind("comma"), kind("statement_terminator")];

function nameIndent(indent: string): string {
  if (indent === "") return "no indent";
  const unit = indent.includes("\t") ? "tab" : "space";
  return `${indent.length} ${unit}${indent.length === 1 ? "" : "s"} of indent`;
}

/** An element of a gap that starts a line. */
interface OwnLine {
  readonly leaf: number;
  /** Where its expression starts: blanks that a template rendered may stand before the element. */
  readonly start: number;
  /** The whitespace before it, -1 for none. */
  readonly blank: number;
  /** Whether it is a later line of a block comment. */
  readonly isInner: boolean;
}

/** The elements of a gap that start a line. */
function ownLines(tree: Tree, gaps: Gaps, at: number): OwnLine[] {
  const found: OwnLine[] = [];
  let blank = -1;
  let startsLine = at === 0 && tree.sourceStart(tree.firstLeaf(0)) === 0;
  let isInner = false;
  let start = -1;
  for (const leaf of [...leavesOf(tree, gaps, at), gaps.code[at]!]) {
    if (endsLine(tree, leaf)) {
      startsLine = true;
      blank = tree.is(leaf, NEWLINE) ? -1 : leaf;
      start = -1;
    } else if (tree.isWhitespace(leaf)) {
      // Blanks that a template rendered belong to its expression.
      if (!tree.isTemplated(leaf)) blank = leaf;
      else if (start < 0) start = leaf;
    } else if (takenBlanks(tree, leaf) !== "") blank = leaf;
    else {
      if (startsLine) found.push({ leaf, start: start < 0 ? leaf : start, blank, isInner });
      startsLine = false;
      blank = -1;
      isInner = tree.isComment(leaf) && continuesComment(tree, leaf, isInner);
    }
  }
  return found;
}

/** The indent that the blanks at the start of a line are; -1 for none. */
function indentIn(tree: Tree, blank: number): string {
  if (blank < 0) return "";
  const taken = takenBlanks(tree, blank);
  return taken === "" ? tree.text(blank) : taken.slice(taken.lastIndexOf("\n") + 1);
}

/** The edit that gives a line its indent. */
function setIndent(tree: Tree, leaf: number, blank: number, wanted: string): Fix {
  if (blank < 0) return insertBefore(leaf, wanted);
  const taken = takenBlanks(tree, blank);
  if (taken === "") return wanted === "" ? remove(blank) : replace(blank, wanted);
  const end = tree.sourceStop(blank);
  const start = end - (taken.length - taken.lastIndexOf("\n") - 1);
  return replaceSource(blank, { start, end, text: wanted });
}

/** Whether blanks are the indent of the first line of the file. */
function startsFile(tree: Tree, blank: number): boolean {
  if (tree.sourceStart(blank) !== 0 || endsLine(tree, blank)) return false;
  const source = tree.tokens.origins?.source ?? tree.tokens.text;
  return source.slice(0, tree.sourceStop(blank)).trim() === "";
}

/** Whether what the source holds for an element goes over several lines. */
function spansLines(tree: Tree, leaf: number): boolean {
  const { origins } = tree.tokens;
  if (origins === null) return false;
  return origins.source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf)).includes("\n");
}

class IndentationPass {
  readonly #gaps: Gaps;
  readonly #last: number;
  readonly #forced = new ForcedLevels();
  /**
   * Groups that are open behind the gap at hand, outermost first, whether each is broken, and
   * whether only a line break where it opens could break it.
   */
  readonly #open: { group: number; isBroken: boolean; isFixed: boolean }[] = [];
  /** The gap that returns to the group of the first table of an UPDATE; -1 for none. */
  #returning = -1;
  /** The gap of the next line. */
  #next = 0;
  /** The indent of the line before. */
  #previous = 0;
  #ignoresOuter = false;

  constructor(readonly tree: Tree, readonly layout: Layout, readonly take: TakeFinding) {
    this.#gaps = gapsOf(tree);
    this.#last = this.#gaps.count - 1;
  }

  run(): void {
    if (this.layout.implicitIndents === "require") this.#joinSoft();
    for (let line = 0; line < this.#last;) {
      let next = line + 1;
      while (next < this.#last && !this.#isBreak(next)) next++;
      this.#line(line, next);
      line = next;
    }
    if (this.#last >= 0) this.#judgeLine(this.#last, 0);
    releaseGaps(this.tree, this.#gaps);
  }

  #isBreak(at: number): boolean {
    return (this.#gaps.flags[at]! & BREAK_BIT) !== 0;
  }

  /** Takes the line breaks where a soft group opens; one behind a comment stays. */
  #joinSoft(): void {
    const { tree, layout } = this;
    const gaps = this.#gaps;
    for (let at = 1; at <= this.#last; at++) {
      if (!this.#isBreak(at) || !this.#groupsOf(at).some((group) => gaps.isSoft[group] === 1)) {
        continue;
      }
      const code = gaps.code[at]!;
      const leaves = leavesOf(tree, gaps, at);
      if (leaves.some((leaf) => tree.isComment(leaf))) continue;
      if (layout.skipImplicitIn.some((skipped) => tree.closest(code, skipped) >= 0)) continue;
      const [first, ...rest] = leaves.slice(leaves.findIndex((leaf) => tree.is(leaf, NEWLINE)));
      gaps.flags[at] = gaps.flags[at]! & ~BREAK_BIT;
      this.take({
        anchor: first!,
        description: `Put ${nameOf(tree, code)} on the line before.`,
        fixes: [replace(first!, " "), ...rest.map(remove)],
      });
    }
  }

  /** The groups that open in a gap. */
  #groupsOf(at: number): number[] {
    const groups: number[] = [];
    const { firstGroup } = this.#gaps;
    for (let group = firstGroup[at]!; group < firstGroup[at + 1]!; group++) groups.push(group);
    return groups;
  }

  /** Decides one line: from a break gap to the next. */
  #line(line: number, next: number): void {
    const { tree } = this;
    const { after, before, low, code, level } = this.#gaps;
    const start = after[line]!;
    this.#next = next;
    this.#pass(line);
    this.#forced.startLine(start);
    const { tagDepth, endDepth } = this.#gaps;
    const indentOf = () => this.#indent(tagDepth?.get(line) ?? start, endDepth?.get(line));
    let indent = indentOf();
    if (line === this.#returning && this.#isIndented(line)) {
      this.#forced.force(low[line]!);
      indent = indentOf();
      this.#judgeTwice(line, indent);
    } else this.#judgeLine(line, indent);
    if (this.#isBreak(line)) this.#turn(line, true);
    this.#previous = indent;
    const forces = this.#consistent(line, next);
    if (forces.size === 0) this.#direct(line, next, start, forces);
    // Where the line is broken to open a group, what closes in it is left to the next round.
    const endsOutside = after[next]! < start && forces.size === 0;
    let forcedHere = 0;
    for (let at = line + 1; at < next; at++) {
      const closesBroken = endsOutside &&
        this.#open.some(({ group, isBroken }) =>
          this.#gaps.closeGap[group] === at && (isBroken || this.#forced.has(level[group]!))
        );
      this.#pass(at);
      for (const each of forces.get(at) ?? []) this.#forced.force(each);
      if (code[at]! - code[at - 1]! > 2) {
        this.#judgeInner(ownLines(this.tree, this.#gaps, at), this.#indent(after[at]!));
      }
      const closes = closesBroken && after[at]! < before[at]! && low[at]! < start &&
        !tree.isMeta(code[at]!) && !STAYS_WITH_LINE.some((each) => tree.is(code[at]!, each));
      const isForced = forces.has(at);
      if (at === this.#returning) this.#break(at, 0);
      if (isForced) forcedHere += forces.get(at)!.length;
      if (at !== this.#returning && (isForced || closes)) {
        this.#break(at, this.#broken() + forcedHere);
      }
    }
  }

  /** Closes and opens the groups of a gap. */
  #pass(at: number): void {
    const { closeGap } = this.#gaps;
    while (this.#open.length > 0 && closeGap[this.#open.at(-1)!.group]! <= at) this.#open.pop();
    this.#turn(at, false);
    for (const group of this.#groupsOf(at)) {
      if (closeGap[group] === at) continue;
      this.#open.push({
        group,
        isBroken: this.#isBreak(at) || this.#isSoftlyBroken(group, at),
        isFixed: holdsShortSoftGroup(this.#gaps, group, at, this.#next),
      });
    }
  }

  /**
   * Breaks the group that a gap stays in if the gap opens another behind one that it closes. A
   * fixed group counts from there on, and not in the line that the gap itself starts.
   */
  #turn(at: number, isJudged: boolean): void {
    if (!opensBehindClosing(this.#gaps, at)) return;
    const { level, low, closeGap } = this.#gaps;
    for (const each of this.#open) {
      if (level[each.group] !== low[at] || closeGap[each.group]! <= at) continue;
      each.isBroken ||= isJudged || !each.isFixed || !this.#isBreak(at);
    }
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

  #broken(depth = Infinity): number {
    return this.#open.filter(({ isBroken }, index) => isBroken && index < depth).length;
  }

  #indent(depth: number, forced = depth): number {
    return this.#broken(depth) + this.#forced.countUpTo(Math.min(depth, forced));
  }

  /** Rule A: a group whose end starts a line starts one too. */
  #consistent(line: number, next: number): Map<number, number[]> {
    const { closeGap, level } = this.#gaps;
    const forces = new Map<number, number[]>();
    for (let at = line + 1; at < next; at++) {
      for (const group of this.#groupsOf(at)) {
        const close = closeGap[group]!;
        if (close <= next || close > this.#last) continue;
        if (close === this.#last ? !this.#hasOwnLineComment(close) : !this.#isBreak(close)) {
          continue;
        }
        if (this.#isSoftlyBroken(group, at) || this.#hugs(at)) continue;
        if (holdsShortSoftGroup(this.#gaps, group, at, next)) continue;
        const isCovered = this.#open.some((outer) =>
          (outer.isBroken || outer.isFixed) && closeGap[outer.group] === close
        );
        if (!isCovered) forces.set(at, [...forces.get(at) ?? [], level[group]!]);
      }
    }
    return forces;
  }

  /** Rule B: a line that starts deeper than the one before stands in a group that is broken. */
  #direct(line: number, next: number, start: number, forces: Map<number, number[]>): void {
    const { low, flags, level, isSoft } = this.#gaps;
    if (low[next]! <= start || this.#hasOwnLineComment(next)) return;
    if ((flags[next]! & OPENS_BIT) !== 0 && (flags[next]! & CLOSES_BIT) === 0) return;
    const at = firstGapReaching(this.#gaps, line, next);
    if (at < 0) return;
    const group = this.#groupsOf(at).find((each) => level[each] === low[next]);
    const isAllowed = group !== undefined && isSoft[group] === 1;
    if (isAllowed && this.layout.implicitIndents !== "forbid") return;
    if (group !== undefined && holdsShortSoftGroup(this.#gaps, group, at, next)) {
      this.#returning = firstGapReturning(this.#gaps, at, next);
      if (this.#returning > 0 && this.#returning < next) forces.set(this.#returning, [low[next]!]);
      return;
    }
    forces.set(at, [low[next]!]);
  }

  /** Whether a line starts with blanks. */
  #isIndented(at: number): boolean {
    const code = this.#gaps.code[at]!;
    const own = ownLines(this.tree, this.#gaps, at).find(({ leaf }) => leaf === code);
    return own !== undefined && indentIn(this.tree, own.blank) !== "";
  }

  /** Judges an indented line that belongs at the margin: that it does, and how deep it is if not. */
  #judgeTwice(at: number, indent: number): void {
    const { tree } = this;
    const code = this.#gaps.code[at]!;
    const own = ownLines(tree, this.#gaps, at).find(({ leaf }) => leaf === code)!;
    const wanted = this.#text(indent);
    const found = indentIn(tree, own.blank);
    const fixes = found === wanted ? [] : [setIndent(tree, own.start, own.blank, wanted)];
    const said = `Start the line of ${nameOf(tree, code)} with`;
    const description = `${said} no indent, not ${nameIndent(found)}.`;
    this.take({ anchor: own.blank, description, fixes: [] });
    const other = `${said} ${nameIndent(wanted)}, as it has one.`;
    this.take({ anchor: code, description: other, fixes });
  }

  #hasOwnLineComment(at: number): boolean {
    return ownLines(this.tree, this.#gaps, at).some(({ leaf, isInner }) =>
      !isInner && this.tree.isComment(leaf)
    );
  }

  /** Breaks a line before an element. */
  #break(at: number, indent: number): void {
    const { tree, layout } = this;
    const code = this.#gaps.code[at]!;
    const leaves = leavesOf(tree, this.#gaps, at);
    const text = `\n${layout.singleIndent.repeat(indent)}`;
    const last = leaves.at(-1);
    const blank = last !== undefined && tree.is(last, WHITESPACE) ? last : -1;
    this.take({
      anchor: blank >= 0 ? blank : code,
      description: `Start a new line before ${nameOf(tree, code)}, with ${
        nameIndent(text.slice(1))
      }.`,
      fixes: [blank >= 0 ? replace(blank, text) : insertBefore(code, text)],
    });
  }

  /** Judges the indents of a gap that starts a line: those of its comments, and of its code. */
  #judgeLine(at: number, indent: number): void {
    const { tree } = this;
    const { before, low, after, code: codes } = this.#gaps;
    const code = codes[at]!;
    const owned = ownLines(tree, this.#gaps, at);
    const comments = owned.filter(({ leaf, isInner }) => !isInner && tree.isComment(leaf));
    if (
      at === 0 && owned[0] !== undefined && owned[0].blank >= 0 && startsFile(tree, owned[0].blank)
    ) {
      this.#ignoresOuter = true;
      this.#fit(owned[0], 0);
      if (owned[0].leaf === code) return;
    }
    if (!this.#ignoresOuter) this.#judgeInner(owned, indent);
    const turns = low[at]! < before[at]! && after[at]! > low[at]!;
    let accepts = true;
    comments.forEach((comment, index) => {
      if (this.#ignoresOuter || this.layout.ignoreCommentLines) return;
      const found = indentIn(tree, comment.blank);
      const isLast = index === comments.length - 1;
      const atPrevious = found === this.#text(this.#previous);
      if (turns) {
        if (!isLast) return this.#fit(comment, this.#previous);
        if (!atPrevious) this.#fit(comment, indent);
        return;
      }
      accepts &&= atPrevious;
      if (!accepts) this.#fit(comment, indent);
    });
    const own = owned.find(({ leaf }) => leaf === code);
    if (own === undefined || at === this.#last) return;
    if (this.#ignoresOuter && indent === 0) return;
    if (spansLines(tree, code)) return;
    if (this.layout.skipIndentationIn.some((skipped) => tree.closest(code, skipped) >= 0)) return;
    this.#fit(own, indent, this.#hanging(code));
  }

  /** Later lines of a block comment may stand deeper than their place, not less deep. */
  #judgeInner(owned: readonly OwnLine[], indent: number): void {
    for (const line of owned) {
      if (!line.isInner) continue;
      const width = indentIn(this.tree, line.blank).length;
      if (width < this.#text(indent).length) this.#fit(line, indent);
    }
  }

  /** By how much an element hangs to the left so that what follows it is aligned. */
  #hanging(code: number): number {
    const { linePosition } = this.layout.of(this.tree.kind(code));
    return linePosition?.includes("align-following") ? this.tree.text(code).length + 1 : 0;
  }

  #text(indent: number): string {
    return this.layout.singleIndent.repeat(indent);
  }

  #fit({ leaf, start, blank }: OwnLine, indent: number, hanging = 0): void {
    const { tree } = this;
    const text = this.#text(indent);
    const wanted = text.slice(0, Math.max(0, text.length - hanging));
    const found = indentIn(tree, blank);
    if (found === wanted) return;
    const fixes = [setIndent(tree, start, blank, wanted)];
    const description = `Start the line of ${nameOf(tree, leaf)} with ${nameIndent(wanted)}, not ${
      nameIndent(found)
    }.`;
    this.take({ anchor: blank < 0 ? leaf : blank, description, fixes });
  }
}

/** Reports each line of a file that is not indented as the broken groups around it ask. */
export function checkIndentation(tree: Tree, layout: Layout, take: TakeFinding): void {
  new IndentationPass(tree, layout, take).run();
}
