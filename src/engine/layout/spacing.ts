/** Spacing (LT01): what stands between two neighbours, and what the layout wants there. */
import { insertAfter, remove, replace } from "../edits.ts";
import {
  BLANK_BIT,
  DEDENT,
  END_OF_FILE,
  INDENT,
  kind,
  META_BIT,
  NEWLINE,
  type Tree,
} from "../tree/mod.ts";
import { areSigns, Constraint, nodeAround } from "./constraints.ts";
import type { TakeFinding } from "./finding.ts";
import type { Layout } from "./settings.ts";
import {
  ALIGN,
  ANY,
  ASKS_AFTER,
  ASKS_BEFORE,
  ASKS_INLINE,
  ASKS_TIGHT,
  ASKS_WIDE_BEFORE,
  ASKS_WITHIN,
  SINGLE,
  TOUCH,
} from "./spacings.ts";
import { TabStops } from "./tab_stops.ts";
import { nameBlanks, nameOf } from "./words.ts";

/** The signs of an operator that is only named, which are leaves of their own. */
const NAMED_SIGNS = ["commutator", "negator", "operator"].map(kind);
const SPACE = 0x20;

/** Whether a leaf without width marks where groups open and end, and is no neighbour of anything. */
function isIndentMark(tree: Tree, leaf: number): boolean {
  return tree.kind(leaf) === DEDENT || tree.is(leaf, INDENT);
}

/** Whether blanks are one space. */
function isOneSpace({ tokens }: Tree, token: number): boolean {
  return tokens.end(token) - tokens.start(token) === 1 &&
    tokens.text.charCodeAt(tokens.start(token)) === SPACE;
}

/** Bits of what blanks a gap holds, while they are passed over. */
const SPACE_LAST_BIT = 1;
const BREAK_BIT = 2;
/** There is more than one of them. */
const SEVERAL_BIT = 4;
/** Blanks stand in front of a line break. */
const LINE_END_BIT = 8;

/** The bits of blanks with one more behind them. */
function withBlank(seen: number, isBreak: boolean): number {
  const before = seen === 0 ? 0 : seen | SEVERAL_BIT;
  if (!isBreak) return before | SPACE_LAST_BIT;
  const ending = (before & SPACE_LAST_BIT) === 0 ? 0 : LINE_END_BIT;
  return (before & ~SPACE_LAST_BIT) | BREAK_BIT | ending;
}

/** Judges the gaps of one file, one at a time: its fields are those of the gap at hand. */
class SpacingPass {
  readonly #constraint: Constraint;
  /** The neighbours of the gap; `first` is -1 at the start of the file. */
  #first = -1;
  #second = -1;
  /** The first node of several leaves that starts in the gap; -1 for none. */
  #top = -1;
  /** Whether a node that ends in front of the gap may ask for a spacing after it. */
  #climbs = false;
  /**
   * Whitespace and newline leaves, in order: the first `#count` of them are of the gap. They are
   * read once a gap is looked at more closely.
   */
  readonly #blanks: number[] = [];
  #count = 0;
  #hasBreak = false;
  /** Whether a template rendered a line end here, which is no break. */
  #hasRenderedBreak = false;
  #stops: TabStops | null = null;

  constructor(
    readonly tree: Tree,
    readonly layout: Layout,
    readonly take: TakeFinding,
  ) {
    this.#constraint = new Constraint(tree, layout);
  }

  run(): void {
    const { tree } = this;
    const { asks } = this.layout;
    const { layout: bits } = tree.table;
    // Of the gap at hand, as the fields of the same names: they are set once it is judged.
    let first = -1;
    let top = -1;
    let asking = -1;
    let seen = 0;
    /** What is asked in front of the second neighbour, and behind the first. */
    let asked = 0;
    let askedAfter = 0;
    /** Whether a node of several leaves asks for a spacing after it: hardly any text has one. */
    let climbs = false;
    for (let node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      const isLeaf = tree.isLeaf(node);
      if (!isLeaf) {
        if (top < 0) top = node;
      } else if (bits[kind] === BLANK_BIT) {
        seen = withBlank(seen, kind === NEWLINE);
        continue;
      } else if (bits[kind] === META_BIT && isIndentMark(tree, node)) continue;
      const own = asks[kind]!;
      if ((own & ASKS_BEFORE) !== 0) {
        asking = node;
        asked = own & ASKS_BEFORE;
      }
      if (!isLeaf) {
        if ((own & ASKS_AFTER) !== 0) climbs = true;
        continue;
      }
      this.#first = first;
      this.#second = node;
      this.#top = top;
      const isKnown = first >= 0 && !climbs && !tree.isMeta(node);
      if (!isKnown || !this.#isRight(seen, asked | askedAfter)) {
        this.#climbs = climbs;
        this.#judge(asking, seen > 0);
      }
      first = node;
      askedAfter = own & ASKS_AFTER;
      top = asking = -1;
      asked = seen = 0;
    }
  }

  /**
   * Whether the gap is right as most are: one space where nothing else is asked, no blanks where
   * neighbours may touch, or a line break that stays. Others are looked at more closely.
   *
   * @param seen What blanks the gap holds.
   * @param beside What is asked by what ends and starts in the gap.
   */
  #isRight(seen: number, beside: number): boolean {
    const { tree } = this;
    const asked = beside | (this.layout.asks[tree.kind(this.#around())]! & ASKS_WITHIN);
    if (seen === 0) return (asked & ASKS_TIGHT) !== 0 && (asked & ASKS_WIDE_BEFORE) === 0;
    if (seen === SPACE_LAST_BIT) {
      return asked === 0 && isOneSpace(tree, tree.token(this.#second) - 1);
    }
    return (seen & (BREAK_BIT | LINE_END_BIT)) === BREAK_BIT && (asked & ASKS_INLINE) === 0;
  }

  /** Reads the blanks of the gap. */
  #readBlanks(): void {
    const { tree } = this;
    for (let leaf = this.#first + 1; leaf < this.#second; leaf++) {
      if (tree.isLeaf(leaf) && tree.isWhitespace(leaf)) this.#addBlank(leaf);
    }
  }

  #addBlank(leaf: number): void {
    const { tree } = this;
    const isBreak = tree.kind(leaf) === NEWLINE;
    if (isBreak && tree.isTemplated(leaf)) {
      this.#hasRenderedBreak = true;
      // Blanks before it are at the end of a line that the source does not have.
      if (this.#count > 0 && tree.kind(this.#blanks[this.#count - 1]!) !== NEWLINE) this.#count--;
      return;
    }
    this.#blanks[this.#count++] = leaf;
    if (isBreak) this.#hasBreak = true;
  }

  /**
   * Judges the gap.
   *
   * @param asking The last node that starts in it and asks for a spacing before it; -1 for none.
   */
  #judge(asking: number, hasBlanks: boolean): void {
    const { tree, layout } = this;
    const first = this.#first;
    const second = this.#second;
    this.#count = 0;
    this.#hasBreak = this.#hasRenderedBreak = false;
    if (hasBlanks) this.#readBlanks();
    if (tree.kind(second) === END_OF_FILE) return this.#clearEnds();
    const constraint = this.#constraint;
    const before = asking < 0 ? null : layout.of(tree.kind(asking)).before;
    constraint.read(first, this.#around(), before, this.#climbs);
    if (this.#hasBreak || this.#hasRenderedBreak) {
      if (!constraint.inline || this.#keepsBreak()) return this.#clearEnds();
    }
    const { base, target } = constraint.strongest;
    if (base === ANY) {
      if (!this.#hasBreak) return;
      this.#joinLines();
      this.#keepFirst();
      return;
    }
    if (this.#count === 0) {
      if (base === TOUCH || first < 0 || this.#hasRenderedBreak) return;
    } else if (
      base === SINGLE && this.#count === 1 && isOneSpace(tree, tree.token(this.#blanks[0]!))
    ) return;
    // Only signs may stand as they like, and there are few.
    if (areSigns(tree, first, second)) return;
    const isAligned = base === ALIGN && asking >= 0;
    const wanted = base === TOUCH ? "" : isAligned ? this.#blanksBefore(target, asking) : " ";
    if (this.#hasBreak) this.#joinLines();
    this.#fit(wanted, isAligned);
  }

  /** The smallest node around both neighbours; -1 at the start of the file. */
  #around(): number {
    const { tree } = this;
    if (this.#first < 0) return -1;
    const top = this.#top;
    if (top < 0) return tree.parent(this.#second);
    // The first node that starts in the gap may be empty.
    if (tree.end(top) > this.#second) return tree.parent(top);
    return nodeAround(tree, this.#first, this.#second);
  }

  /** Whether the line break of the gap stays, though the layout wants the neighbours on one line. */
  #keepsBreak(): boolean {
    const { tree } = this;
    const [first, second] = [this.#first, this.#second];
    // A comment of a line stays on it.
    return tree.isComment(second) || (first >= 0 && tree.isComment(first)) ||
      areSigns(tree, first, second);
  }

  #blanksBefore(target: string, node: number): string {
    this.#stops ??= new TabStops(this.tree, this.layout);
    return this.#stops.blanksBefore(target, node);
  }

  /** Blanks at the ends of lines go; at the end of the file all of them. */
  #clearEnds(): void {
    const { tree } = this;
    const blanks = this.#blanks;
    const isLast = tree.kind(this.#second) === END_OF_FILE;
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
