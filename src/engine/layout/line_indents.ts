/** Says of each line that starts where it should not, once it is known how deep it belongs. */
import { insertBefore, replace } from "../edits.ts";
import { indexOf, isInside, type Kind, type Tree, WHITESPACE } from "../tree/mod.ts";
import type { TakeFinding } from "./finding.ts";
import { BREAK_BIT, COMMENT_BIT, depthBefore, type Gaps, leavesOf } from "./groups.ts";
import {
  indentIn,
  lineOf,
  type OwnLine,
  ownLines,
  setIndent,
  spansLines,
  startsFile,
} from "./own_lines.ts";
import type { Layout } from "./settings.ts";
import { nameOf } from "./words.ts";

function nameIndent(indent: string): string {
  if (indent === "") return "no indent";
  const unit = indent.includes("\t") ? "tab" : "space";
  return `${indent.length} ${unit}${indent.length === 1 ? "" : "s"} of indent`;
}

const NONE: readonly Kind[] = [];

/** Those of some kinds that a text has; most have none. */
function presentOf(tree: Tree, kinds: readonly Kind[]): readonly Kind[] {
  const index = indexOf(tree);
  for (let at = 0; at < kinds.length; at++) {
    if (index.has(kinds[at]!)) return kinds.filter((each) => index.has(each));
  }
  return NONE;
}

/** Where in the source the expressions stand that have put something out. */
function shownPlaces(tree: Tree): ReadonlySet<number> {
  const places = new Set<number>();
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (tree.isLeaf(leaf) && !tree.isMeta(leaf) && tree.isTemplated(leaf)) {
      places.add(tree.sourceStart(leaf));
    }
  }
  return places;
}

/**
 * The lines of a text, judged one after the other. What bears on the next one is kept: which line
 * goes before it, and whether anything of it is judged.
 */
export class LineIndents {
  readonly #gaps: Gaps;
  /** Where the expressions stand in the source that show something; null until it is asked for. */
  #shown: ReadonlySet<number> | null = null;
  #ignoresOuter = false;
  /** What the text has of that in which no indent is judged. */
  readonly #skipped: readonly Kind[];
  /** Whether the line at hand has an element in what is skipped: then nothing of it is judged. */
  isSkipped = false;
  /** The indent of the line before. */
  previous = 0;
  /** What has come up to the line before: elements, by their leaves; null where nothing has. */
  #joined: Set<number> | null = null;

  constructor(
    readonly tree: Tree,
    readonly layout: Layout,
    gaps: Gaps,
    readonly take: TakeFinding,
  ) {
    this.#gaps = gaps;
    this.#skipped = presentOf(tree, layout.skipIndentationIn);
  }

  /** Goes on to the line between two gaps. */
  startLine(line: number, next: number): void {
    this.isSkipped = this.#skips(line, next);
  }

  /** Whether an element of a line lies in what the settings skip. */
  #skips(line: number, next: number): boolean {
    if (this.#skipped.length === 0) return false;
    for (let at = line; at < next; at++) {
      if (isInside(this.tree, this.#gaps.code[at]!, this.#skipped)) return true;
    }
    return false;
  }

  /** Notes that an element comes up to the line before. */
  join(leaf: number): void {
    (this.#joined ??= new Set()).add(leaf);
  }

  isJoined(leaf: number): boolean {
    return this.#joined !== null && this.#joined.has(leaf);
  }

  /** Whether an element is the tag of a template. */
  isTag(code: number): boolean {
    return this.tree.tokens.origins !== null && this.tree.mark(code) !== null;
  }

  /**
   * Judges the end of a loop as its earlier rounds come to it, in which the groups around the loop
   * go on. Where it stands as neither they nor the last round want it, the last one has its way.
   */
  judgeRound(line: number, indent: number, earlier: number): void {
    const code = this.#gaps.code[line]!;
    const own = lineOf(ownLines(this.tree, this.#gaps, line), code);
    if (own === undefined) return;
    const isRight = indentIn(this.tree, own.blank) === this.#text(indent);
    this.#fit(own, earlier, 0, isRight);
  }

  /** Whether a line starts with blanks. */
  isIndented(at: number): boolean {
    const code = this.#gaps.code[at]!;
    const own = lineOf(ownLines(this.tree, this.#gaps, at), code);
    return own !== undefined && indentIn(this.tree, own.blank) !== "";
  }

  /** Judges an indented line that belongs at the margin: that it does, and how deep it is if not. */
  judgeTwice(at: number, indent: number): void {
    if (this.isSkipped) return;
    const { tree } = this;
    const code = this.#gaps.code[at]!;
    const own = lineOf(ownLines(tree, this.#gaps, at), code)!;
    const wanted = this.#text(indent);
    const found = indentIn(tree, own.blank);
    const fixes = found === wanted ? [] : [setIndent(tree, own.start, own.blank, wanted)];
    const said = `Start the line of ${nameOf(tree, code)} with`;
    const description = `${said} no indent, not ${nameIndent(found)}.`;
    this.take({ anchor: own.blank, description, fixes: [] });
    const other = `${said} ${nameIndent(wanted)}, as it has one.`;
    this.take({ anchor: code, description: other, fixes });
  }

  /** Breaks a line before an element. */
  breakBefore(at: number, indent: number): void {
    if (this.isSkipped) return;
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
      // Text of a macro that starts with a line break has its indent behind that.
      fixes: this.#startsLine(code)
        ? []
        : [blank >= 0 ? replace(blank, text) : insertBefore(code, text)],
    });
  }

  /** Whether an element is text that is not rendered and begins with a line break. */
  #startsLine(code: number): boolean {
    if (this.tree.tokens.origins === null) return false;
    const mark = this.tree.mark(code);
    return mark?.type === "literal" && /^\s*\n/.test(mark.text);
  }

  /** Judges the indents of a gap that starts a line: those of its comments, and of its code. */
  judgeLine(at: number, indent: number): void {
    if (this.#isPlainlyRight(at, indent)) return;
    const { tree } = this;
    const { low, after, code: codes } = this.#gaps;
    const code = codes[at]!;
    const owned = ownLines(tree, this.#gaps, at);
    if (
      at === 0 && owned[0] !== undefined && owned[0].blank >= 0 &&
      startsFile(tree, owned[0].blank) && !this.#isLeftAlone(owned[0].leaf) &&
      !spansLines(tree, owned[0].leaf)
    ) {
      this.#ignoresOuter = true;
      this.#fit(owned[0], 0);
      if (owned[0].leaf === code) return;
    }
    const own = lineOf(owned, code);
    if (!this.#ignoresOuter && owned.length > (own === undefined ? 0 : 1)) {
      const turns = low[at]! < depthBefore(this.#gaps, at) && after[at]! > low[at]!;
      this.#judgeComments(owned, indent, turns);
    }
    if (own === undefined || at === this.#gaps.count - 1) return;
    if (this.#ignoresOuter && indent === 0) return;
    if (spansLines(tree, code) || this.#isEmptyHere(code)) return;
    this.#fit(own, indent, this.#hanging(code));
  }

  /**
   * Whether a line of a text without templates, in front of which there are no comments, starts with
   * the indent that it should. Most lines are such, and are not looked at any further.
   */
  #isPlainlyRight(at: number, indent: number): boolean {
    const { tokens } = this.tree;
    if (at === 0 || tokens.origins !== null) return false;
    if ((this.#gaps.flags[at]! & (BREAK_BIT | COMMENT_BIT)) !== BREAK_BIT) return false;
    const code = this.#gaps.code[at]!;
    const { singleIndent } = this.layout;
    const start = tokens.start(this.tree.token(code));
    const blank = this.tree.token(code) - 1;
    const from = tokens.kind(blank) === WHITESPACE ? tokens.start(blank) : start;
    if (start - from !== indent * singleIndent.length || this.#hangs(code)) return false;
    const unit = singleIndent.charCodeAt(0);
    for (let offset = from; offset < start; offset++) {
      if (tokens.text.charCodeAt(offset) !== unit) return false;
    }
    return true;
  }

  /**
   * Whether an element is an expression that shows nothing in this round of a loop, and else does:
   * the rounds in which it shows something say where it stands.
   */
  #isEmptyHere(code: number): boolean {
    const { tree } = this;
    if (!this.isTag(code) || tree.mark(code)?.type !== "templated") return false;
    this.#shown ??= shownPlaces(tree);
    return this.#shown.has(tree.sourceStart(code));
  }

  /** Judges the later lines of block comments between two elements of one line. */
  judgeInner(owned: readonly OwnLine[], indent: number): void {
    for (const line of owned) {
      if (line.isInner || line.followsBlock) this.#fitDeeper(line, indent);
    }
  }

  /** Indents a line of a block comment that stands less deep than it should. */
  #fitDeeper(line: OwnLine, indent: number): void {
    if (indentIn(this.tree, line.blank).length < this.#text(indent).length) this.#fit(line, indent);
  }

  /**
   * Judges the comments that start lines before a line, those of block comments each by itself: they
   * stand as the line before does until one of them does not, and then as this line does. Later
   * lines of a block comment, and block comments behind another, may stand deeper, not less deep;
   * comments right below such a line may stand as deep as it does.
   */
  #judgeComments(owned: readonly OwnLine[], indent: number, turns: boolean): void {
    const { tree } = this;
    const previous = this.#text(this.previous);
    const isOwn = ({ leaf, isInner, followsBlock }: OwnLine) =>
      !isInner && !followsBlock && tree.isComment(leaf);
    const last = owned.findLast(isOwn);
    let accepts = !turns;
    let deeper: string | null = null;
    for (const line of owned) {
      if (!tree.isComment(line.leaf) || this.isJoined(line.leaf)) continue;
      const found = indentIn(tree, line.blank);
      accepts &&= found === previous;
      if (accepts || found === deeper) continue;
      const isFree: boolean = !isOwn(line);
      deeper = isFree && found.length > this.#text(indent).length ? found : null;
      if (isFree) this.#fitDeeper(line, indent);
      else if (this.layout.ignoreCommentLines) continue;
      else if (!turns) this.#fit(line, indent);
      else if (line !== last) this.#fit(line, this.previous);
      else if (found !== previous) this.#fit(line, indent);
    }
  }

  #hangs(code: number): boolean {
    return this.layout.of(this.tree.kind(code)).linePosition?.isHanging === true;
  }

  /** By how much an element hangs to the left so that what follows it is aligned. */
  #hanging(code: number): number {
    return this.#hangs(code) ? this.tree.text(code).length + 1 : 0;
  }

  #text(indent: number): string {
    return this.layout.singleIndent.repeat(indent);
  }

  /** Whether the indent of an element is not judged; a comment is a line of its own. */
  #isLeftAlone(leaf: number): boolean {
    if (this.tree.isComment(leaf)) return isInside(this.tree, leaf, this.#skipped);
    return this.isSkipped;
  }

  #fit({ leaf, start, blank }: OwnLine, indent: number, hanging = 0, isFixed = true): void {
    const { tree } = this;
    if (this.#isLeftAlone(leaf)) return;
    const text = this.#text(indent);
    const wanted = text.slice(0, Math.max(0, text.length - hanging));
    const found = indentIn(tree, blank);
    if (found === wanted) return;
    const fixes = isFixed ? [setIndent(tree, start, blank, wanted)] : [];
    const description = `Start the line of ${nameOf(tree, leaf)} with ${nameIndent(wanted)}, not ${
      nameIndent(found)
    }.`;
    this.take({ anchor: blank < 0 ? leaf : blank, description, fixes });
  }
}
