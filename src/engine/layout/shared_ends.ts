/**
 * Blocks of a template whose end tags stand on one line of tags, such as
 * `{% endif %}{% endfor %}`. As in SQLFluff such a line stands as the outer block does, and with it
 * the inner block: the outer one indents no more than what stands before the inner one's start.
 */
import type { CodeGap, Tag } from "./code_view.ts";

/** A block that is open while tags are read. */
interface Open {
  readonly block: number;
  /** The first tag of the line that it starts on, and the number of that line. */
  readonly lineStart: Tag;
  readonly line: number;
  /** Whether there are only tags on that line, and none that ends a block of several lines. */
  readonly isAlone: boolean;
  /** Whether it starts between statements. */
  readonly isFree: boolean;
  /** Whether it holds a block of several lines. */
  holdsLines: boolean;
  /** Where each block in it starts first: a loop may start one in every round. */
  readonly inside: Map<number, Tag>;
}

/** Reads tags in order, and notes where blocks stop to indent. */
class TagReader {
  readonly found = new Map<number, number[]>();
  readonly #open: Open[] = [];
  #line = 0;
  #lineStart: Tag | null = null;
  /** The block of several lines that ends first on the line, if others may end with it. */
  #first: Open | null = null;
  /** Whether a block of several lines has ended on the line. */
  #hasEnd = false;

  read(tag: Tag, { low, opening }: CodeGap): void {
    if (tag.isFirst || this.#lineStart === null) {
      this.#line++;
      this.#lineStart = tag;
      this.#first = null;
      this.#hasEnd = false;
    }
    const { block, isAlone } = tag;
    if (tag.role === "start") {
      // A line that goes on with another block stands as the inner one does.
      if (this.#first !== null) this.found.delete(this.#first.lineStart.leaf);
      const start = this.#open.at(-1)?.inside;
      const lineStart = start?.get(block) ?? this.#lineStart;
      start?.set(block, lineStart);
      this.#open.push({
        block,
        lineStart,
        line: this.#line,
        isAlone: isAlone && !this.#hasEnd,
        isFree: low === 0 && opening.length === 0,
        holdsLines: false,
        inside: new Map(),
      });
    } else if (tag.role === "end" && this.#open.at(-1)?.block === block) this.#end(tag);
  }

  #end({ isAlone }: Tag): void {
    const ended = this.#open.pop()!;
    const around = this.#open.at(-1);
    if (around !== undefined && (ended.holdsLines || ended.line < this.#line)) {
      around.holdsLines = true;
    }
    if (!isAlone || ended.line === this.#line) return;
    this.#hasEnd = true;
    const first = this.#first;
    if (first === null) {
      if (ended.isAlone && !ended.holdsLines) this.#first = ended;
    } else if (ended.isFree && ended.line < first.line) {
      const { leaf } = first.lineStart;
      this.found.set(leaf, [...this.found.get(leaf) ?? [], ended.block]);
    }
  }
}

/**
 * The blocks that stop to indent in front of a tag, by the leaf of that tag: those between
 * statements that end on a line on which a block inside of them has ended, at the line on which that
 * one starts. One that holds further blocks of several lines leaves the others alone.
 */
export function sharedEnds(gaps: readonly CodeGap[]): ReadonlyMap<number, readonly number[]> {
  const reader = new TagReader();
  for (const gap of gaps) for (const tag of gap.tags) reader.read(tag, gap);
  return reader.found;
}
