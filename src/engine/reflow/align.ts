import { findKind, type Kind, type Tree } from "../tree/mod.ts";
import type { Sequence } from "./sequence.ts";
import { columnOf, lineStartOf } from "./columns.ts";

/** What `align:…` asks for. */
interface Alignment {
  type: Kind | undefined;
  within: Kind | undefined;
  scope: Kind | undefined;
}

function parse(constraint: string): Alignment {
  const [, type, within, scope] = constraint.split(":");
  const lookup = (name: string | undefined) => name === undefined ? undefined : findKind(name);
  return { type: lookup(type), within: lookup(within), scope: lookup(scope) };
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

/** Column just past the last code before an offset, within `parent`; -1 without such code. */
function codeEndBefore(sequence: Sequence, parent: number, leaf: number): number {
  const { tree } = sequence;
  for (let at = tree.leafBefore(leaf); at > parent; at = tree.leafBefore(at)) {
    if (tree.isCode(at)) return tree.stop(at);
  }
  return -1;
}

/**
 * The whitespace that lines `leaf` up with its siblings on other lines (the same place among the
 * siblings of each line); `space` is what stands there now.
 */
export function alignedSpace(
  sequence: Sequence,
  constraint: string,
  space: number,
  leaf: number,
): string {
  const { tree, layout } = sequence;
  const alignment = parse(constraint);
  const parent = alignmentParent(tree, leaf, alignment);
  if (parent < 0) return " ";
  const byLine = new Map<number, number[]>();
  for (const sibling of siblingsOf(tree, parent, alignment)) {
    const line = lineStartOf(tree, tree.start(sibling));
    byLine.set(line, [...(byLine.get(line) ?? []), sibling]);
  }
  const own = byLine.get(lineStartOf(tree, tree.start(leaf))) ?? [];
  const index = own.findIndex((sibling) => tree.start(sibling) === tree.start(leaf));
  if (index < 0) return " ";
  const peers = [...byLine.values()].flatMap((line) => line[index] ?? []);
  if (peers.length <= 1) return " ";
  const column = (offset: number) => columnOf(tree, offset, layout.usesTabs ? layout.tabSize : 0);
  let widest = 0;
  for (const peer of peers) {
    const end = codeEndBefore(sequence, parent, tree.firstLeaf(peer));
    if (end >= 0) widest = Math.max(widest, column(end));
  }
  const start = tree.start(space);
  const end = codeEndBefore(sequence, parent, space);
  const sameLine = end >= 0 && lineStartOf(tree, end) === lineStartOf(tree, start);
  const from = column(sameLine ? end : start);
  if (!layout.usesTabs) return " ".repeat(Math.max(1, 1 + widest - from));
  const size = layout.tabSize;
  const target = (Math.floor(widest / size) + 1) * size;
  let tabs = 0;
  for (let at = from; at < target; at = (Math.floor(at / size) + 1) * size) tabs++;
  return "\t".repeat(tabs);
}
