/**
 * Groups of a text that a template rendered: those of the grammar and those of the template's
 * blocks, nested into each other.
 *
 * Tags are elements without width, so they have gaps of their own. The grammar's marks stand
 * anywhere between two elements of code, and the tags between these two do not know of them. So
 * what opens and closes between two elements of code is put in order anew: before the end tag of a
 * block all groups close that opened inside of it; before a start tag whose block holds code, all
 * that are to close, and those open that end no earlier than the block; the rest behind the tags.
 */
import type { Tree } from "../tree/mod.ts";
import { CodeView, type Tag } from "./code_view.ts";
import {
  BREAK_BIT,
  CLOSES_BIT,
  COMMENT_BIT,
  continuesComment,
  endsLine,
  type Gaps,
  keepsGaps,
  OPENS_BIT,
  readGaps,
} from "./groups.ts";
import { type SharedEnds, sharedEnds } from "./shared_ends.ts";

/** An open group: of the grammar (`group`), or of a block. */
interface Open {
  readonly group: number;
  readonly block: number;
  /** Its number among all groups; -1 for a block that is not indented. */
  readonly number: number;
}

/** Writes the gaps of elements and tags, in order. */
class Nesting {
  readonly code: number[] = [];
  readonly before: number[] = [];
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
  #before = 0;
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
    this.before.push(this.#before);
    this.low.push(this.#low);
    this.#before = this.#low = this.#depth;
    this.after.push(this.#before);
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
    this.#middles.set(block, [...this.#middles.get(block) ?? [], this.code.length]);
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
    const gaps = this.#tags.get(block) ?? [];
    gaps.push(this.code.length);
    this.#tags.set(block, gaps);
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

/** What is still to open in front of an element of code. */
interface Pending {
  /** Groups of the grammar, outermost first. */
  readonly opening: number[];
  /** A block whose tag has been passed, 0 for none. */
  block: number;
  /** The end of a block without code right in front of the element; null for none. */
  readonly emptyEnd: Tag | null;
  /** A block whose indent starts behind that block; 0 for none. */
  late: number;
}

function endOfEmptyBlock({ gaps }: CodeView, at: number): Tag | null {
  const { tags, hasTakenBlanks } = gaps[at]!;
  const last = tags.at(-1);
  if (last?.role !== "end" || hasTakenBlanks) return null;
  return tags.some(({ role, block }) => role === "start" && block === last.block) ? last : null;
}

function openBlock(nesting: Nesting, pending: Pending): void {
  if (pending.block > 0) nesting.open(-1, pending.block, false);
  pending.block = 0;
}

/**
 * Whether clauses that end with a block, and whose code an empty block stands before, open inside
 * of that block: `once` where it is gone through once, and in a loop `again` where the empty block
 * holds code in another round and ends on the line of the code.
 */
function opensInside(
  view: CodeView,
  block: number,
  { emptyEnd }: Pending,
): "once" | "again" | null {
  if (emptyEnd === null) return null;
  if (!view.repeated.has(block)) return "once";
  return view.filled.has(emptyEnd.block) && !emptyEnd.isAlone ? "again" : null;
}

/** Opens what is to open of the grammar, outermost first. */
function openGroups(nesting: Nesting, { opening }: Pending): void {
  for (const group of opening.splice(0)) {
    nesting.open(group, 0, nesting.view.groups[group]!.isSoft);
  }
}

const NO_PART = { lastInBlock: -1, endLeaf: -1 };

function nestTag(nesting: Nesting, tag: Tag, at: number, pending: Pending): void {
  const { view } = nesting;
  const { opening } = pending;
  const hasEmptyBlock = pending.emptyEnd !== null;
  if (tag.role !== "other") openBlock(nesting, pending);
  const { leaf, role, block, part, behind } = tag;
  if (behind >= 0) nesting.closeEnded(at, behind);
  if (role === "other") nesting.closeEnded(at, leaf);
  if (role === "jump") {
    nesting.closeInside(block, at);
    if (tag.isFirst && tag.isAlone) nesting.noteRepeated(block);
    if (tag.isFirst && !tag.isAlone) nesting.elementOutside(block, leaf);
    return;
  }
  const nests = view.nesting.has(block);
  if (!nests || role === "mid" || role === "end") nesting.closePending(at, leaf);
  else {
    const holdsCode = view.parts[part]!.blockEnd > at;
    nesting.closePending(at, holdsCode && !tag.splitsGroup ? Infinity : leaf);
  }
  if (role === "end" || role === "mid") nesting.closeBlock(block);
  if (role === "mid" && nests) nesting.noteMiddle(block);
  if (role === "end" && nests) nesting.noteEnd(at, leaf, block);
  const until = part < 0 ? at : view.parts[part]!.blockEnd;
  const { lastInBlock, endLeaf } = part < 0 ? NO_PART : view.parts[part]!;
  const inside = role === "start" && nests && until > at ? opensInside(view, block, pending) : null;
  let isLate = false;
  // What a block without code is in the way of opens behind it.
  const opensHere = !hasEmptyBlock || (part >= 0 && until > at);
  while (role !== "end" && opensHere && opening.length > 0) {
    const group = view.groups[opening[0]!]!;
    const last = inside !== null && !group.isBracket ? endLeaf : lastInBlock;
    const endsInside = group.closes < until || group.closes === until && group.closeLeaf < last;
    if (nests ? endsInside : group.openLeaf > leaf) break;
    isLate ||= inside === "once" && !group.isBracket;
    nesting.open(opening.shift()!, 0, group.isSoft);
  }
  if (nests && tag.isAlone) nesting.noteTag(block);
  nesting.element(leaf);
  if (part < 0 || view.crossed.has(block)) return;
  if (isLate) {
    pending.late = block;
    return;
  }
  pending.block = block;
  if (!hasEmptyBlock || until === at || inside === "again") openBlock(nesting, pending);
  if (inside === "again") openGroups(nesting, pending);
}

function nest(view: CodeView): Nesting {
  const nesting = new Nesting(view);
  view.code.forEach((leaf, at) => {
    const { tags, opening } = view.gaps[at]!;
    const pending: Pending = {
      opening: opening.filter((group) => view.groups[group]!.closes > at),
      block: 0,
      emptyEnd: endOfEmptyBlock(view, at),
      late: 0,
    };
    for (const tag of tags) nestTag(nesting, tag, at, pending);
    nesting.closePending(at);
    openBlock(nesting, pending);
    if (pending.late > 0) nesting.open(-1, pending.late, false);
    openGroups(nesting, pending);
    nesting.element(leaf);
  });
  nesting.finish();
  return nesting;
}

/** Nests anew until all tags of each block that indents stand at one depth. */
function nestEvenly(view: CodeView): Nesting {
  for (;;) {
    const nesting = nest(view);
    const uneven = nesting.unevenBlocks();
    if (uneven.length === 0) return nesting;
    for (const block of uneven) view.crossed.add(block);
  }
}

/** Marks which gaps hold a line break that the source itself has. */
function markBreaks(tree: Tree, { code, flags }: Nesting): void {
  let at = 0;
  let inComment = false;
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    if (leaf === code[at]) {
      at++;
      inComment = false;
    } else if (tree.isComment(leaf)) {
      flags[at]! |= COMMENT_BIT;
      inComment = continuesComment(tree, leaf, inComment);
    } else if (endsLine(tree, leaf) && !inComment) flags[at]! |= BREAK_BIT;
  }
}

/** A line that holds only tags and starts with one of a block: its gap, and its least depth. */
interface TagLine {
  readonly at: number;
  readonly depth: number;
}

/** The lines that hold only tags, by the blocks of the tags that they start with. */
function tagLines(tree: Tree, { code, after, flags, keptLines }: Nesting): Map<number, TagLine[]> {
  const lines = new Map<number, TagLine[]>();
  for (let at = 0; at < code.length;) {
    const line = at;
    const first = tree.mark(code[line]!);
    let depth = after[line]!;
    let holdsTagsAlone = true;
    do {
      holdsTagsAlone &&= tree.mark(code[at]!) !== null;
      depth = Math.min(depth, after[at++]!);
    } while (at < code.length && (flags[at]! & BREAK_BIT) === 0);
    if (!holdsTagsAlone || first === null || !first.type.startsWith("block")) continue;
    const known = lines.get(first.block) ?? [];
    known.push({ at: line, depth: keptLines.has(line) ? after[line]! : depth });
    lines.set(first.block, known);
  }
  return lines;
}

/**
 * The depths of tags that stand elsewhere than their gaps say: those of a block that groups cross,
 * and those that start lines of tags alone, which stand as the least deep of their block does.
 */
function tagDepths(tree: Tree, nesting: Nesting): Map<number, number> {
  const depths = nesting.crossedDepths();
  for (const lines of tagLines(tree, nesting).values()) {
    const least = lines.reduce((low, { depth }) => Math.min(low, depth), Infinity);
    for (const { at, depth } of lines) {
      if (depth > least) depths.set(at, Math.min(least, depths.get(at) ?? least));
    }
  }
  return depths;
}

/** Reads the gaps and groups of a text that a template rendered, tags among its elements. */
function readTemplateGaps(tree: Tree): Gaps {
  const nesting = nestEvenly(new CodeView(tree));
  markBreaks(tree, nesting);
  const { code, before, low, after, flags, firstGroup, closeGap, level, isSoft } = nesting;
  return {
    count: code.length,
    code: Int32Array.from(code),
    before: Uint16Array.from(before),
    low: Uint16Array.from(low),
    after: Uint16Array.from(after),
    flags: Uint8Array.from(flags),
    firstGroup: Int32Array.from([0, ...firstGroup]),
    closeGap: Int32Array.from(closeGap),
    level: Uint16Array.from(level),
    isSoft: Uint8Array.from(isSoft),
    tagDepth: tagDepths(tree, nesting),
    endDepth: nesting.endDepth,
    roundEnds: nesting.roundEnds,
    keptLines: nesting.keptLines,
  };
}

/** The gaps of small trees: indentation and long lines both ask for them. */
const kept = new WeakMap<Tree, Gaps>();

/** The gaps and groups of a text, to be given back by `releaseGaps`; nobody may change them. */
export function gapsOf(tree: Tree): Gaps {
  let gaps = kept.get(tree);
  if (gaps !== undefined) return gaps;
  gaps = tree.tokens.origins === null ? readGaps(tree) : readTemplateGaps(tree);
  if (keepsGaps(tree)) kept.set(tree, gaps);
  return gaps;
}
