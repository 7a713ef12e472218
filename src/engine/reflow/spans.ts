import { isInside, KEYWORD, type Tree } from "../tree/mod.ts";
import type { Sequence } from "./sequence.ts";

/** A stretch of blocks that has its own place relative to line breaks. */
export interface Span {
  /** The segment, or the leaf, that the stretch is. */
  target: number;
  first: number;
  last: number;
  /** `leading`, `trailing` or `alone`. */
  position: string;
  strict: boolean;
  attached: boolean;
}

function makeSpan(target: number, first: number, last: number, setting: string): Span {
  return {
    target,
    first,
    last,
    position: setting.split(":")[0]!,
    strict: setting.endsWith("strict"),
    attached: setting.includes("attached"),
  };
}

/** The children of a segment that hold its first and its last code. */
function codeChildren(tree: Tree, segment: number): { first: number; last: number } {
  const climb = (leaf: number) => {
    let at = leaf;
    while (at >= 0 && tree.parent(at) !== segment) at = tree.parent(at);
    return at;
  };
  return { first: climb(tree.firstCode(segment)), last: climb(tree.lastCode(segment)) };
}

/**
 * Index of the first block from `from` on that stands in the last child with code of `segment`;
 * failing that, the last block below `segment`; -1 when it is not before `limit`.
 */
function lastBlockOf(sequence: Sequence, segment: number, from: number, limit: number): number {
  const { tree } = sequence;
  const { first, last } = codeChildren(tree, segment);
  for (let block = from; block < limit; block++) {
    const leaf = sequence.block(block);
    if (leaf >= tree.end(segment)) return block - 1;
    if (first === last || (leaf >= last && leaf < tree.end(last))) return block;
  }
  return -1;
}

/** A keyword line position of `none` asks for nothing. */
function isNone(setting: string): boolean {
  return setting.toLowerCase() === "none";
}

/**
 * The spans with a line position among the blocks `[from, to)`; ends are looked for up to `limit`.
 */
export function lineSpans(sequence: Sequence, from: number, to: number, limit: number): Span[] {
  const { tree, layout } = sequence;
  const spans: Span[] = [];
  for (let block = from; block < to; block++) {
    const leaf = sequence.block(block);
    const own = layout.of(tree.kind(leaf)).linePosition;
    const literal = !tree.isTemplated(leaf);
    if (own !== null && !isNone(own) && literal) spans.push(makeSpan(leaf, block, block, own));
    const outer: Span[] = [];
    let child = leaf;
    for (let at = tree.parent(leaf); at >= 0 && at === child - 1; at = tree.parent(at)) {
      const setting = layout.of(tree.kind(at)).linePosition;
      child = at;
      if (setting === null || isNone(setting)) continue;
      const last = lastBlockOf(sequence, at, block, limit);
      if (last >= 0) outer.push(makeSpan(at, block, last, setting));
    }
    spans.push(...outer.reverse());
  }
  return spans;
}

/** Whether the leaf is a child of `parent` that only its first other child may precede. */
function isFirstOrSecond(tree: Tree, leaf: number, parent: number): boolean {
  const first = tree.firstChild(parent);
  return leaf === first || leaf === tree.nextSibling(first);
}

function hasIndent(sequence: Sequence, point: number): boolean {
  const { tree } = sequence;
  for (let node = sequence.pointStart(point); node < sequence.pointEnd(point); node++) {
    if (tree.isLeaf(node) && tree.isMeta(node)) return true;
  }
  return false;
}

/** Index of the last block of the keywords that start `parent`, or -1. */
function keywordEnd(sequence: Sequence, parent: number, from: number): number {
  const { first, last } = codeChildren(sequence.tree, parent);
  for (let block = from; block < sequence.count; block++) {
    if (first === last || sequence.block(block) >= last) return block;
    if (block + 1 < sequence.count && hasIndent(sequence, block + 1)) return block;
  }
  return -1;
}

/** The spans of clause keywords with a line position of their own, in the whole file. */
export function* keywordSpans(sequence: Sequence): Generator<Span> {
  const { tree, layout } = sequence;
  for (let block = 1; block < sequence.count - 1; block++) {
    const leaf = sequence.block(block);
    if (!tree.is(leaf, KEYWORD)) continue;
    const parent = tree.parent(leaf);
    const { keywordLinePosition, keywordExclusions } = layout.of(tree.kind(parent));
    if (keywordLinePosition === null || isNone(keywordLinePosition)) continue;
    if (!isFirstOrSecond(tree, leaf, parent)) continue;
    if (isInside(tree, leaf, keywordExclusions)) continue;
    const last = keywordEnd(sequence, parent, block);
    if (last >= 0) yield makeSpan(leaf, block, last, keywordLinePosition);
  }
}
