import { findKind, type Kind, type Tree } from "../tree/mod.ts";
import type { Sequence } from "./sequence.ts";
import { columnIn, lineStartIn } from "../layout/columns.ts";

/** What `align:…` asks for. */
interface Alignment {
  type: Kind | undefined;
  within: Kind | undefined;
  scope: Kind | undefined;
  /** Where columns are counted when the configuration says it: `source` or `templated`. */
  space: string | undefined;
}

function parse(constraint: string): Alignment {
  const names = constraint.split(":").slice(1);
  const last = names.at(-1);
  const space = last === "source" || last === "templated" ? names.pop() : undefined;
  const [type, within, scope] = names.map((name) => findKind(name));
  return { type, within, scope, space };
}

/** The segment that the alignment stays within: the outermost one inside of the scope. */
function alignmentParent(tree: Tree, leaf: number, { within, scope }: Alignment): number {
  if (within === undefined) return -1;
  let found = -1;
  for (let at = tree.parent(leaf); at >= 0; at = tree.parent(at)) {
    if (tree.is(at, within)) found = at;
    if (scope !== undefined && tree.is(at, scope)) break;
  }
  return found;
}

/** The segments to align, below `parent` and not inside of a narrower scope. */
function siblingsOf(tree: Tree, parent: number, { type, scope }: Alignment): number[] {
  if (type === undefined) return [];
  return tree.descendants(parent, type).filter((node) => {
    if (scope === undefined) return true;
    for (let at = tree.parent(node); at >= parent && at >= 0; at = tree.parent(at)) {
      if (tree.is(at, scope)) return false;
    }
    return true;
  });
}

/** The text in which columns are counted, and where nodes stand in it. */
interface Space {
  readonly text: string;
  start(node: number): number;
  stop(node: number): number;
}

/** The rendered text, or the template where any of the aligned code was rendered. */
function spaceOf(
  tree: Tree,
  parent: number,
  siblings: readonly number[],
  leaf: number,
  wanted: string | undefined,
): Space {
  const { origins, text } = tree.tokens;
  const rendered = {
    text,
    start: (node: number) => tree.start(node),
    stop: (node: number) => tree.stop(node),
  };
  if (origins === null || wanted === "templated") return rendered;
  let templated = wanted === "source" || tree.isTemplated(leaf) ||
    siblings.some((node) => tree.isTemplated(node));
  for (let at = parent; at < tree.end(parent) && !templated; at++) {
    templated = tree.isLeaf(at) && tree.isCode(at) && tree.isTemplated(at);
  }
  if (!templated) return rendered;
  return {
    text: origins.source,
    start: (node) => tree.sourceStart(node),
    stop: (node) => tree.sourceStop(node),
  };
}

/** Offset just past the last code before a leaf, within `parent`; -1 without such code. */
function codeEndBefore(tree: Tree, space: Space, parent: number, leaf: number): number {
  for (let at = tree.leafBefore(leaf); at > parent; at = tree.leafBefore(at)) {
    if (tree.isCode(at)) return space.stop(at);
  }
  return -1;
}

/**
 * The whitespace that lines `leaf` up with its siblings on other lines (the same place among the
 * siblings of each line); `blank` is what stands there now.
 */
export function alignedSpace(
  sequence: Sequence,
  constraint: string,
  blank: number,
  leaf: number,
): string {
  const { tree, layout } = sequence;
  const alignment = parse(constraint);
  const parent = alignmentParent(tree, leaf, alignment);
  if (parent < 0) return " ";
  const siblings = siblingsOf(tree, parent, alignment);
  const space = spaceOf(tree, parent, siblings, leaf, alignment.space);
  const lineOf = (offset: number) => lineStartIn(space.text, offset);
  const byLine = new Map<number, number[]>();
  for (const sibling of siblings) {
    const line = lineOf(space.start(sibling));
    byLine.set(line, [...(byLine.get(line) ?? []), sibling]);
  }
  const own = byLine.get(lineOf(space.start(leaf))) ?? [];
  const index = own.findIndex((sibling) => space.start(sibling) === space.start(leaf));
  if (index < 0) return " ";
  const peers = [...byLine.values()].flatMap((line) => line[index] ?? []);
  if (peers.length <= 1) return " ";
  const tabSize = layout.usesTabs ? layout.tabSize : 0;
  const column = (offset: number) => columnIn(space.text, offset, tabSize);
  let widest = 0;
  for (const peer of peers) {
    const end = codeEndBefore(tree, space, parent, tree.firstLeaf(peer));
    if (end >= 0) widest = Math.max(widest, column(end));
  }
  const start = space.start(blank);
  const end = codeEndBefore(tree, space, parent, blank);
  const sameLine = end >= 0 && lineOf(end) === lineOf(start);
  const from = column(sameLine ? end : start);
  if (!layout.usesTabs) return " ".repeat(Math.max(1, 1 + widest - from));
  return tabsTo(from, (Math.floor(widest / tabSize) + 1) * tabSize, tabSize);
}

/** As many tabs as it takes to get from one column to another. */
function tabsTo(from: number, target: number, size: number): string {
  let tabs = 0;
  for (let at = from; at < target; at = (Math.floor(at / size) + 1) * size) tabs++;
  return "\t".repeat(tabs);
}
