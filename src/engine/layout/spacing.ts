/** Spacing (LT01): what stands between two neighbours, and what the layout wants there. */
import { insertAfter, remove, replace } from "../edits.ts";
import { DEDENT, END_OF_FILE, INDENT, kind, NEWLINE, type Tree } from "../tree/mod.ts";
import { constraintBetween } from "./constraints.ts";
import type { TakeFinding } from "./finding.ts";
import type { Layout } from "./settings.ts";
import { TabStops } from "./tab_stops.ts";
import { nameBlanks, nameOf } from "./words.ts";

/** The signs of an operator that is only named, which are leaves of their own. */
const NAMED_SIGNS = ["commutator", "negator", "operator"].map(kind);

/** Whether a leaf takes part in spacing: code, a comment, or what a template left. */
function isElement(tree: Tree, leaf: number): boolean {
  if (!tree.isMeta(leaf)) return !tree.isWhitespace(leaf);
  return tree.kind(leaf) !== DEDENT && !tree.is(leaf, INDENT);
}

/** Judges the gaps of one file, one at a time: its fields are those of the gap at hand. */
class SpacingPass {
  readonly #stops: TabStops;
  /** The neighbours of the gap; `first` is -1 at the start of the file. */
  #first = -1;
  #second = -1;
  /** Whitespace and newline leaves, in order: the first `#count` of them are of the gap. */
  readonly #blanks: number[] = [];
  #count = 0;
  #hasBreak = false;
  /** Whether a template rendered a line end here, which is no break. */
  #hasRenderedBreak = false;

  constructor(
    readonly tree: Tree,
    readonly layout: Layout,
    readonly take: TakeFinding,
  ) {
    this.#stops = new TabStops(tree, layout);
  }

  run(): void {
    const { tree } = this;
    for (let leaf = 0; leaf < tree.size; leaf++) {
      if (!tree.isLeaf(leaf)) continue;
      if (tree.isWhitespace(leaf)) this.#addBlank(leaf);
      else if (isElement(tree, leaf)) {
        this.#second = leaf;
        this.#judge();
        this.#first = leaf;
        this.#count = 0;
        this.#hasBreak = this.#hasRenderedBreak = false;
      }
    }
  }

  #addBlank(leaf: number): void {
    const isBreak = this.tree.is(leaf, NEWLINE);
    if (isBreak && this.tree.isTemplated(leaf)) {
      this.#hasRenderedBreak = true;
      // Blanks before it are at the end of a line that the source does not have.
      if (this.#count > 0 && !this.tree.is(this.#blanks[this.#count - 1]!, NEWLINE)) this.#count--;
      return;
    }
    this.#blanks[this.#count++] = leaf;
    this.#hasBreak ||= isBreak;
  }

  #judge(): void {
    const { tree, layout } = this;
    if (tree.kind(this.#second) === END_OF_FILE) return this.#clearEnds();
    const { spacing, aligned } = constraintBetween(tree, layout, this.#first, this.#second);
    // A comment of a line stays on it.
    const mayJoin = spacing.inline && !tree.isComment(this.#second) &&
      !(this.#first >= 0 && tree.isComment(this.#first));
    if ((this.#hasBreak || this.#hasRenderedBreak) && !mayJoin) return this.#clearEnds();
    if (spacing.base === "any") {
      if (!this.#hasBreak) return;
      this.#joinLines();
      this.#keepFirst();
      return;
    }
    if (this.#count === 0 && (this.#first < 0 || this.#hasRenderedBreak)) return;
    const wanted = spacing.base === "touch"
      ? ""
      : aligned >= 0
      ? this.#stops.blanksBefore(spacing.base, aligned)
      : " ";
    if (this.#hasBreak) this.#joinLines();
    this.#fit(wanted, aligned >= 0);
  }

  /** Blanks at the ends of lines go; at the end of the file all of them. */
  #clearEnds(): void {
    const { tree } = this;
    const blanks = this.#blanks;
    const isLast = tree.is(this.#second, END_OF_FILE);
    for (let index = 0; index < this.#count; index++) {
      const blank = blanks[index]!;
      if (tree.is(blank, NEWLINE)) continue;
      const next = index + 1 < this.#count ? blanks[index + 1] : undefined;
      if (next === undefined ? !isLast : !tree.is(next, NEWLINE)) continue;
      const where = next === undefined ? "file" : "line";
      this.take({
        anchor: blank,
        description: `Remove the whitespace at the end of the ${where}.`,
        fixes: [remove(blank)],
      });
    }
  }

  /** Line breaks go where the layout wants both neighbours on one line. */
  #joinLines(): void {
    const { tree } = this;
    for (let index = 0; index < this.#count; index++) {
      const blank = this.#blanks[index]!;
      if (!tree.is(blank, NEWLINE)) continue;
      const description = `Remove the line break before ${nameOf(tree, this.#second)}.`;
      this.take({ anchor: blank, description, fixes: [remove(blank)] });
    }
  }

  /** The first whitespace, -1 where there is none; what a line break had behind it goes. */
  #keepFirst(): number {
    const { tree } = this;
    let space = -1;
    for (let index = 0; index < this.#count; index++) {
      const blank = this.#blanks[index]!;
      if (tree.is(blank, NEWLINE)) continue;
      if (space < 0) space = blank;
      else {
        const description = `Remove the extra whitespace before ${nameOf(tree, this.#second)}.`;
        this.take({ anchor: blank, description, fixes: [remove(blank)] });
      }
    }
    return space;
  }

  /** The first whitespace becomes what is wanted. */
  #fit(wanted: string, isAligned: boolean): void {
    const { tree } = this;
    const space = this.#keepFirst();
    if (space < 0) {
      if (wanted !== "") this.#insert(wanted);
      return;
    }
    if (tree.hasText(space, wanted)) return;
    const name = nameOf(tree, this.#second);
    if (wanted === "") {
      const description = `Remove the whitespace before ${name}.`;
      this.take({ anchor: space, description, fixes: [remove(space)] });
      return;
    }
    const description = isAligned
      ? `Align ${name} with the lines around it.`
      : `Use one space before ${name}, not ${nameBlanks(tree.text(space))}.`;
    this.take({ anchor: space, description, fixes: [replace(space, wanted)] });
  }

  /**
   * The neighbours touch where they should not. The signs of an operator that is only named, as in
   * CREATE OPERATOR or OPERATOR(s.<=), are one token to the server: they stay together.
   */
  #insert(wanted: string): void {
    const { tree } = this;
    const isOneName = [this.#first, this.#second]
      .every((leaf) => NAMED_SIGNS.includes(tree.kind(leaf)));
    const between = `${nameOf(tree, this.#first)} and ${nameOf(tree, this.#second)}`;
    const what = wanted.length === 1 ? "a space" : nameBlanks(wanted);
    const description = `Put ${what} between ${between}.`;
    this.take({
      anchor: this.#second,
      description,
      fixes: isOneName ? [] : [insertAfter(this.#first, wanted)],
    });
  }
}

/**
 * Reports each gap of a file whose blanks are not what the layout asks for. One pass over the
 * leaves; findings come in the order of the text.
 */
export function checkSpacing(tree: Tree, layout: Layout, take: TakeFinding): void {
  new SpacingPass(tree, layout, take).run();
}
