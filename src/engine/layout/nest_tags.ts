/**
 * Nests the groups of the grammar and the blocks of the template into each other.
 *
 * Tags are elements without width, so they have gaps of their own. The grammar's marks stand
 * anywhere between two elements of code, and the tags between these two do not know of them. So
 * what opens and closes between two elements of code is put in order anew: before the end tag of a
 * block all groups close that opened inside of it; before a start tag whose block holds code, all
 * that are to close, and those open that end no earlier than the block; the rest behind the tags.
 */
import type { CodeView, Tag } from "./code_view.ts";
import { flatBlocks } from "./flat_blocks.ts";
import { Nesting } from "./nesting.ts";

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

/** Closes what ends in front of a tag. */
function closeFor(
  nesting: Nesting,
  { leaf, role, block, part, splitsGroup }: Tag,
  at: number,
): void {
  const { view } = nesting;
  const nests = view.nesting.has(block);
  if (nests && role !== "mid" && role !== "end") {
    const holdsCode = view.parts[part]!.blockEnd > at;
    nesting.closePending(at, holdsCode && !splitsGroup ? Infinity : leaf);
  } else nesting.closePending(at, leaf);
  if (role === "end" || role === "mid") nesting.closeBlock(block);
  if (role === "mid" && nests) nesting.noteMiddle(block);
  if (role === "end" && nests) nesting.noteEnd(at, leaf, block);
}

const NO_PART = { lastInBlock: -1, endLeaf: -1 };

/** Whether the block of a tag goes on behind an element of code. */
function goesOn({ view }: Nesting, { part }: Tag, at: number): boolean {
  return part >= 0 && view.parts[part]!.blockEnd > at;
}

/**
 * Opens the groups of the grammar that open in front of a tag. Whether the block's own indent then
 * starts behind the block without code that stands in front of the element.
 */
function openFor(nesting: Nesting, tag: Tag, at: number, pending: Pending): boolean {
  const { view } = nesting;
  const { opening, emptyEnd } = pending;
  const { leaf, role, block, part } = tag;
  const holdsCode = goesOn(nesting, tag, at);
  // What a block without code is in the way of opens behind it.
  if (role === "end" || (emptyEnd !== null && !holdsCode)) return false;
  const nests = view.nesting.has(block);
  const until = part < 0 ? at : view.parts[part]!.blockEnd;
  const { lastInBlock, endLeaf } = part < 0 ? NO_PART : view.parts[part]!;
  const inside = role === "start" && nests && holdsCode ? opensInside(view, block, pending) : null;
  let isLate = false;
  while (opening.length > 0) {
    const group = view.groups[opening[0]!]!;
    const last = inside !== null && !group.isBracket ? endLeaf : lastInBlock;
    const endsInside = group.closes < until || group.closes === until && group.closeLeaf < last;
    if (nests ? endsInside : group.openLeaf > leaf) break;
    isLate ||= inside === "once" && !group.isBracket;
    nesting.open(opening.shift()!, 0, group.isSoft);
  }
  return isLate;
}

/** Opens the indent of a tag's block behind the tag, where it need not wait for other tags. */
function openBehind(nesting: Nesting, tag: Tag, at: number, pending: Pending): void {
  const { view } = nesting;
  const { role, block } = tag;
  const holdsCode = goesOn(nesting, tag, at);
  const isAgain = role === "start" && view.nesting.has(block) && holdsCode &&
    opensInside(view, block, pending) === "again";
  pending.block = block;
  if (pending.emptyEnd === null || !holdsCode || isAgain) openBlock(nesting, pending);
  if (isAgain) openGroups(nesting, pending);
}

function nestTag(nesting: Nesting, tag: Tag, at: number, pending: Pending): void {
  const { leaf, role, block, part, behind } = tag;
  if (role !== "other") openBlock(nesting, pending);
  if (behind >= 0) nesting.closeEnded(at, behind);
  if (role === "other") nesting.closeEnded(at, leaf);
  if (role === "jump") {
    nesting.closeInside(block, at);
    if (tag.isFirst && tag.isAlone) nesting.noteRepeated(block);
    if (tag.isFirst && !tag.isAlone) nesting.elementOutside(block, leaf);
    return;
  }
  closeFor(nesting, tag, at);
  const isLate = openFor(nesting, tag, at, pending);
  if (nesting.view.nesting.has(block) && tag.isAlone) nesting.noteTag(block);
  nesting.element(leaf);
  if (part < 0 || nesting.view.crossed.has(block)) return;
  if (isLate) pending.late = block;
  else openBehind(nesting, tag, at, pending);
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
export function nestEvenly(view: CodeView): Nesting {
  for (const block of flatBlocks(view.gaps)) view.crossed.add(block);
  for (;;) {
    const nesting = nest(view);
    const uneven = nesting.unevenBlocks();
    if (uneven.length === 0) return nesting;
    for (const block of uneven) view.crossed.add(block);
  }
}
