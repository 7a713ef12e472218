/** Spacing (LT01): what stands between two neighbours, and what the layout wants there. */
import { insertAfter, remove, replace } from "../edits.ts";
import { DEDENT, END_OF_FILE, INDENT, NEWLINE, type Tree } from "../tree/mod.ts";
import { constraintBetween } from "./constraints.ts";
import type { TakeFinding } from "./finding.ts";
import type { Layout } from "./settings.ts";
import { TabStops } from "./tab_stops.ts";
import { nameBlanks, nameOf } from "./words.ts";

/** The neighbours of a gap and the blanks between them; `first` is -1 at the start of the file. */
interface Gap {
  readonly first: number;
  readonly second: number;
  /** Whitespace and newline leaves, in order. */
  readonly blanks: readonly number[];
  readonly hasBreak: boolean;
  /** Whether a template rendered a line end here, which is no break. */
  readonly hasRenderedBreak: boolean;
}

const NO_BLANKS: readonly number[] = [];

/** Whether a leaf takes part in spacing: code, a comment, or what a template left. */
function isElement(tree: Tree, leaf: number): boolean {
  if (tree.isCode(leaf) || tree.isComment(leaf)) return true;
  return !tree.isWhitespace(leaf) && !tree.is(leaf, INDENT) && !tree.is(leaf, DEDENT);
}

/** Judges the gaps of one file. */
class SpacingPass {
  readonly #stops: TabStops;

  constructor(
    readonly tree: Tree,
    readonly layout: Layout,
    readonly take: TakeFinding,
  ) {
    this.#stops = new TabStops(tree, layout);
  }

  judge(gap: Gap): void {
    const { tree, layout } = this;
    const { first, second, blanks, hasBreak, hasRenderedBreak } = gap;
    if (tree.is(second, END_OF_FILE)) return this.#clearEnds(gap);
    const { spacing, aligned } = constraintBetween(tree, layout, first, second);
    if (hasBreak && !spacing.inline) return this.#clearEnds(gap);
    if (spacing.base === "any") return;
    if (blanks.length === 0 && (first < 0 || hasRenderedBreak)) return;
    const wanted = spacing.base === "touch"
      ? ""
      : aligned >= 0
      ? this.#stops.blanksBefore(spacing.base, aligned)
      : " ";
    if (hasBreak) this.#joinLines(gap);
    this.#fit(gap, wanted, aligned >= 0);
  }

  /** Blanks at the ends of lines go; at the end of the file all of them. */
  #clearEnds({ second, blanks }: Gap): void {
    const { tree } = this;
    const isLast = tree.is(second, END_OF_FILE);
    for (const [index, blank] of blanks.entries()) {
      if (tree.is(blank, NEWLINE)) continue;
      const next = blanks[index + 1];
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
  #joinLines({ second, blanks }: Gap): void {
    const { tree } = this;
    for (const blank of blanks) {
      if (!tree.is(blank, NEWLINE)) continue;
      const description = `Remove the line break before ${nameOf(tree, second)}.`;
      this.take({ anchor: blank, description, fixes: [remove(blank)] });
    }
  }

  /** The first whitespace becomes what is wanted; what a line break had behind it goes. */
  #fit({ first, second, blanks }: Gap, wanted: string, isAligned: boolean): void {
    const { tree } = this;
    const [space, ...rest] = blanks.filter((blank) => !tree.is(blank, NEWLINE));
    if (space === undefined) {
      if (wanted === "") return;
      const between = `${nameOf(tree, first)} and ${nameOf(tree, second)}`;
      const what = wanted.length === 1 ? "a space" : nameBlanks(wanted);
      const description = `Put ${what} between ${between}.`;
      this.take({ anchor: second, description, fixes: [insertAfter(first, wanted)] });
      return;
    }
    for (const more of rest) {
      const description = `Remove the extra whitespace before ${nameOf(tree, second)}.`;
      this.take({ anchor: more, description, fixes: [remove(more)] });
    }
    const found = tree.text(space);
    if (found === wanted) return;
    const name = nameOf(tree, second);
    if (wanted === "") {
      const description = `Remove the whitespace before ${name}.`;
      this.take({ anchor: space, description, fixes: [remove(space)] });
      return;
    }
    const description = isAligned
      ? `Align ${name} with the lines around it.`
      : `Use one space before ${name}, not ${nameBlanks(found)}.`;
    this.take({ anchor: space, description, fixes: [replace(space, wanted)] });
  }
}

/**
 * Reports each gap of a file whose blanks are not what the layout asks for. One pass over the
 * leaves; findings come in the order of the text.
 */
export function checkSpacing(tree: Tree, layout: Layout, take: TakeFinding): void {
  const pass = new SpacingPass(tree, layout, take);
  let first = -1;
  let blanks: number[] | null = null;
  let hasBreak = false;
  let hasRenderedBreak = false;
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    if (tree.is(leaf, NEWLINE) && tree.isTemplated(leaf)) {
      hasRenderedBreak = true;
    } else if (tree.isWhitespace(leaf)) {
      (blanks ??= []).push(leaf);
      hasBreak ||= tree.is(leaf, NEWLINE);
    } else if (isElement(tree, leaf)) {
      pass.judge({ first, second: leaf, blanks: blanks ?? NO_BLANKS, hasBreak, hasRenderedBreak });
      first = leaf;
      blanks = null;
      hasBreak = false;
      hasRenderedBreak = false;
    }
  }
}
