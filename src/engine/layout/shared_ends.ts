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
  /** Whether it holds a block of several lines. */
  holdsLines: boolean;
  /** Where each block in it starts first: a loop may start one in every round. */
  readonly inside: Map<number, Tag>;
}

/** Reads tags in order, and notes where blocks stop to indent. */
class TagReader {
  readonly found = new Map<number, number[]>();
  readonly keptLines = new Set<number>();
  readonly #open: Open[] = [];
  #line = 0;
  #lineStart: Tag | null = null;
  /** The block of several lines that ends first on the line, if others may end with it. */
  #first: Open | null = null;
  /** The block of several lines that has ended first on the line. */
  #ended: Open | null = null;

  read(tag: Tag, { closes }: CodeGap): void {
    if (tag.isFirst || this.#lineStart === null) {
      this.#line++;
      this.#lineStart = tag;
      this.#first = null;
      this.#ended = null;
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
        isAlone: isAlone && this.#ended === null,
        holdsLines: false,
        inside: new Map(),
      });
    } else if (tag.role === "end" && this.#open.at(-1)?.block === block) this.#end(tag, closes);
  }

  #end({ isAlone }: Tag, closes: number): void {
    const ended = this.#open.pop()!;
    const around = this.#open.at(-1);
    if (around !== undefined && (ended.holdsLines || ended.line < this.#line)) {
      around.holdsLines = true;
    }
    if (!isAlone || ended.line === this.#line) return;
    if (this.#ended !== null && closes >= this.#ended.lineStart.leaf) {
      this.keptLines.add(this.#lineStart!.leaf);
      return;
    }
    this.#ended ??= ended;
    const first = this.#first;
    if (first === null) {
      if (ended.isAlone && !ended.holdsLines) this.#first = ended;
    } else if (ended.line < first.line) {
      const { leaf } = first.lineStart;
      this.found.set(leaf, [...this.found.get(leaf) ?? [], ended.block]);
    }
  }
}

/** What end tags that share a line come to. */
export interface SharedEnds {
  /** The blocks that stop to indent in front of a tag, by the leaf of that tag. */
  readonly stopping: ReadonlyMap<number, readonly number[]>;
  /** The first tags of lines that stand where they do themselves. */
  readonly keptLines: ReadonlySet<number>;
}

/**
 * Blocks that end on a line on which a block inside of them has ended stop to indent at the line on
 * which that one starts. One that holds further blocks of several lines leaves the others alone.
 * Where a clause that is inside of the blocks ends among their end tags, as behind a statement
 * without a semicolon, all of them go on, and so does the line.
 */
export function sharedEnds(gaps: readonly CodeGap[]): SharedEnds {
  const reader = new TagReader();
  for (const gap of gaps) for (const tag of gap.tags) reader.read(tag, gap);
  return { stopping: reader.found, keptLines: reader.keptLines };
}
