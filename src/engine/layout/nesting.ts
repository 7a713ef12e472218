/** The groups that are open while the gaps of a template's text are written, and those gaps. */
import type { CodeView } from "./code_view.ts";
import { BREAK_BIT, CLOSES_BIT, OPENS_BIT } from "./groups.ts";
import { type SharedEnds, sharedEnds } from "./shared_ends.ts";

/** An open group: of the grammar (`group`), or of a block. */
interface Open {
  readonly group: number;
  readonly block: number;
  /** Its number among all groups; -1 for a block that is not indented. */
  readonly number: number;
}

function add(gaps: Map<number, number[]>, block: number, gap: number): void {
  const there = gaps.get(block);
  if (there === undefined) gaps.set(block, [gap]);
  else there.push(gap);
}

/** Writes the gaps of elements and tags, in order. */
export class Nesting {
  readonly code: number[] = [];
  readonly low: number[] = [];
  readonly after: number[] = [];
  readonly flags: number[] = [];
  readonly firstGroup: number[] = [];
  readonly closeGap: number[] = [];
  readonly level: number[] = [];
  readonly isSoft: number[] = [];
  readonly #stack: Open[] = [];
  readonly endDepth = new Map<number, number>();
  /** The gaps in which the last round of a loop ends, and the depth of the other rounds' ends. */
  readonly roundEnds = new Map<number, number>();
  /** The gaps of the tags that divide the blocks which are open. */
  readonly #middles = new Map<number, number[]>();
  readonly #repeated = new Set<number>();
  /** How many of the open groups indent. */
  #depth = 0;
  #low = 0;
  #flags = BREAK_BIT;
  /** The gaps of the tags of each block. */
  readonly #tags = new Map<number, number[]>();
  readonly #sharedEnds: SharedEnds;
  /** The gaps of lines of tags that stand as their first tag does. */
  readonly keptLines = new Set<number>();

  constructor(readonly view: CodeView) {
    this.#sharedEnds = sharedEnds(view.indentsBlocks ? view.gaps : []);
  }

  open(group: number, block: number, isSoft: boolean): void {
    if (block > 0 && !this.view.indentsBlocks) {
      this.#stack.push({ group, block, number: -1 });
      return;
    }
    this.#flags |= OPENS_BIT;
    this.#stack.push({ group, block, number: this.closeGap.length });
    this.closeGap.push(-1);
    this.level.push(++this.#depth);
    this.isSoft.push(Number(isSoft));
  }

  close(): void {
    this.#closeAt(this.#stack.length - 1);
  }

  /** Closes one level for what is at a place of the stack; what is above it moves down. */
  #closeAt(place: number): void {
    let { number } = this.#stack[place]!;
    this.#stack.splice(place, 1);
    if (number < 0) return;
    for (let at = place; at < this.#stack.length; at++) {
      const each = this.#stack[at]!;
      if (each.number < 0) continue;
      this.#stack[at] = { ...each, number };
      ({ number } = each);
    }
    this.#flags |= CLOSES_BIT;
    this.closeGap[number] = this.code.length;
    this.#low = Math.min(this.#low, --this.#depth);
  }

  /** Closes the level of a block that goes on: what is inside of it stays there. */
  #endIndent(block: number): void {
    const place = this.#stack.findLastIndex((open) => open.block === block);
    if (place < 0) return;
    this.#closeAt(place);
    this.#stack.splice(place, 0, { group: -1, block, number: -1 });
  }

  /** Ends the gap in front of an element. */
  element(leaf: number): void {
    for (const block of this.#sharedEnds.stopping.get(leaf) ?? []) this.#endIndent(block);
    if (this.#sharedEnds.keptLines.has(leaf)) this.keptLines.add(this.code.length);
    this.code.push(leaf);
    this.low.push(this.#low);
    this.#low = this.#depth;
    this.after.push(this.#depth);
    this.flags.push(this.#flags);
    this.firstGroup.push(this.closeGap.length);
    this.#flags = 0;
  }

  /**
   * Notes that the next element ends a block, where groups around the block have ended before it.
   * The tags that divide the block stand as the one that ends it does.
   */
  noteEnd(at: number, leaf: number, block: number): void {
    let depth = this.#depth;
    for (let place = this.#stack.length - 1; place >= 0; place--, depth--) {
      const { group } = this.#stack[place]!;
      if (group < 0) break;
      const { closes, closeLeaf } = this.view.groups[group]!;
      if (closes > at || closeLeaf > leaf) break;
    }
    if (depth < this.#depth && !this.#endsOtherwise(at, leaf, block)) {
      this.endDepth.set(this.code.length, depth);
      for (const mid of this.#middles.get(block) ?? []) this.endDepth.set(mid, depth);
    }
    const start = this.#repeated.has(block) ? this.#tags.get(block)?.[0] : undefined;
    if (start !== undefined && depth < this.after[start]!) {
      this.roundEnds.set(this.code.length, this.after[start]!);
    }
    this.#middles.delete(block);
    this.#repeated.delete(block);
  }

  /**
   * Whether the last round of a loop ends with lines of a block that shows nothing in it, and else
   * does: as in SQLFluff the end of the loop then stands as it does in the other rounds.
   */
  #endsOtherwise(at: number, leaf: number, block: number): boolean {
    const { repeated, filled, gaps } = this.view;
    return repeated.has(block) &&
      gaps[at]!.tags.some((tag) =>
        tag.role === "start" && tag.isAlone && tag.leaf < leaf && filled.has(tag.block)
      );
  }

  /** Notes that the next element divides a block. */
  noteMiddle(block: number): void {
    add(this.#middles, block, this.code.length);
  }

  /** Notes that a block is gone through again, and that its end starts a line in every round. */
  noteRepeated(block: number): void {
    this.#repeated.add(block);
  }

  /** Closes the groups of the grammar that are to close before an element of code. */
  closePending(at: number, beforeLeaf = Infinity): void {
    for (let place = this.#stack.length - 1; place >= 0; place--) {
      const { group, block } = this.#stack[place]!;
      if (group < 0) {
        if (this.view.nesting.has(block)) return;
        continue;
      }
      const { closes, closeLeaf } = this.view.groups[group]!;
      if (closes > at || closeLeaf > beforeLeaf) return;
      this.#closeAt(place);
    }
  }

  /**
   * Closes the groups of the grammar that end in front of a comment, or of an expression that
   * renders nothing. The blocks that are open inside of them go on.
   */
  closeEnded(at: number, leaf: number): void {
    for (let place = this.#stack.length - 1; place >= 0; place--) {
      const { group } = this.#stack[place]!;
      if (group < 0) continue;
      const { closes, closeLeaf } = this.view.groups[group]!;
      if (closes > at || closeLeaf > leaf) return;
      this.#closeAt(place);
    }
  }

  /** Closes a block, and before it what opened inside of it if it started on a line of tags. */
  closeBlock(block: number): void {
    const place = this.#stack.findLastIndex((open) => open.block === block);
    if (place < 0) return;
    if (!this.view.nesting.has(block)) return this.#closeAt(place);
    while (this.#stack.length > place) this.close();
  }

  /** Closes what opened inside of a block, which stays open. */
  closeInside(block: number, at: number): void {
    if (this.#stack.some((open) => open.block === block)) this.closePending(at);
  }

  /** A jump back that code follows on its line: the line stands as the tags of the block do. */
  elementOutside(block: number, leaf: number): void {
    const isOpen = this.#stack.at(-1)?.block === block;
    if (isOpen) this.close();
    this.element(leaf);
    if (isOpen) this.open(-1, block, false);
  }

  /** Notes that the next element is a tag of a block. */
  noteTag(block: number): void {
    add(this.#tags, block, this.code.length);
  }

  /** Blocks that indent, although their tags stand at more than one depth. */
  unevenBlocks(): number[] {
    return [...this.#tags].filter(([block, gaps]) =>
      !this.view.crossed.has(block) && gaps.some((at) => this.after[at] !== this.after[gaps[0]!])
    ).map(([block]) => block);
  }

  /** The depth of each tag of a block that does not indent: the least of its tags. */
  crossedDepths(): Map<number, number> {
    const depths = new Map<number, number>();
    for (const [block, gaps] of this.#tags) {
      if (!this.view.crossed.has(block)) continue;
      const least = gaps.reduce((low, at) => Math.min(low, this.after[at]!), Infinity);
      for (const at of gaps) depths.set(at, least);
    }
    return depths;
  }

  finish(): void {
    for (const { number } of this.#stack) {
      if (number >= 0) this.closeGap[number] = this.code.length;
    }
  }
}
