import { type Kind, NEWLINE, type Tree } from "../tree/mod.ts";
import { indexOf, lowerBound } from "./node_index.ts";

/** Whether a node is of one of several kinds. */
export function isAny(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  for (const kind of kinds) if (tree.is(node, kind)) return true;
  return false;
}

/** What a walk below a node looks for and where it does not go. */
export interface CrawlOptions {
  /** Do not look inside of what was found. */
  shallow?: boolean;
  /** Kinds that are passed over with all that is inside, even when they are looked for. */
  except?: readonly Kind[];
  /** Whether the node itself may be found; it may unless this says no. */
  self?: false;
}

/** The nodes of one kind that a search has still before it, in order: `[at, end)` of a list. */
interface Cursor {
  readonly nodes: Int32Array;
  at: number;
  readonly end: number;
}

/** The nodes of any of some kinds in `[from, end)`. */
function nodesIn(tree: Tree, kinds: readonly Kind[], from: number, end: number): number[] {
  const index = indexOf(tree);
  let cursors: Cursor[] | null = null;
  let most = 0;
  for (const kind of kinds) {
    const nodes = index.around(kind, from, end);
    const at = lowerBound(nodes, from);
    const stop = lowerBound(nodes, end);
    if (at === stop) continue;
    most += stop - at;
    const cursor = { nodes, at, end: stop };
    if (cursors === null) cursors = [cursor];
    else cursors.push(cursor);
  }
  return cursors === null ? [] : merged(cursors, new Array<number>(most));
}

/** The nodes before some cursors in order, each once; `into` has room for all of them. */
function merged(cursors: readonly Cursor[], into: number[]): number[] {
  let count = 0;
  const [first] = cursors;
  if (first !== undefined && cursors.length === 1) {
    for (let at = first.at; at < first.end; at++) into[count++] = first.nodes[at]!;
    return into;
  }
  for (;;) {
    let next = Infinity;
    for (const { nodes, at, end } of cursors) {
      if (at < end && nodes[at]! < next) next = nodes[at]!;
    }
    if (next === Infinity) break;
    into[count++] = next;
    for (const cursor of cursors) {
      if (cursor.at < cursor.end && cursor.nodes[cursor.at] === next) cursor.at++;
    }
  }
  into.length = count;
  return into;
}

/** The nodes of some kinds at and below a node, in the order of the text. */
export function crawl(
  tree: Tree,
  node: number,
  kinds: readonly Kind[],
  options: CrawlOptions = {},
): number[] {
  const { shallow, except, self } = options;
  const end = tree.end(node);
  const wanted = nodesIn(tree, kinds, self === false ? node + 1 : node, end);
  if (wanted.length === 0 || (except === undefined && shallow !== true)) return wanted;
  const closed = except === undefined ? [] : nodesIn(tree, except, node + 1, end);
  const found: number[] = [];
  let openFrom = node;
  let nextClosed = 0;
  for (const each of wanted) {
    while (nextClosed < closed.length && closed[nextClosed]! <= each) {
      openFrom = Math.max(openFrom, tree.end(closed[nextClosed++]!));
    }
    if (each < openFrom) continue;
    found.push(each);
    if (shallow === true) openFrom = tree.end(each);
  }
  return found;
}

/** The children of a node that are not whitespace, comments or metas. */
export function codeChildren(tree: Tree, node: number): number[] {
  return tree.children(node).filter((child) => tree.isCode(child));
}

/** The last child that is code, or -1. */
export function lastCodeChild(tree: Tree, node: number): number {
  return tree.children(node).findLast((child) => tree.isCode(child)) ?? -1;
}

/** The next sibling that is code, or -1. */
export function nextCode(tree: Tree, node: number): number {
  let at = tree.nextSibling(node);
  while (at >= 0 && !tree.isCode(at)) at = tree.nextSibling(at);
  return at;
}

/** The sibling before that is code, or -1. */
export function previousCode(tree: Tree, node: number): number {
  let at = tree.prevSibling(node);
  while (at >= 0 && !tree.isCode(at)) at = tree.prevSibling(at);
  return at;
}

/** The siblings right behind a node, as long as they pass a test. */
export function runAfter(tree: Tree, node: number, test: (sibling: number) => boolean): number[] {
  const run: number[] = [];
  for (let at = tree.nextSibling(node); at >= 0 && test(at); at = tree.nextSibling(at)) {
    run.push(at);
  }
  return run;
}

/** The siblings right before a node, as long as they pass a test, the nearest one first. */
export function runBefore(tree: Tree, node: number, test: (sibling: number) => boolean): number[] {
  const run: number[] = [];
  for (let at = tree.prevSibling(node); at >= 0 && test(at); at = tree.prevSibling(at)) {
    run.push(at);
  }
  return run;
}

/** A test for nodes that only take space: whitespace, newlines and metas. */
export function isGap(tree: Tree): (node: number) => boolean {
  return (node) => tree.isWhitespace(node) || tree.isMeta(node);
}

/** Whether a newline stands anywhere below a node. */
export function hasNewline(tree: Tree, node: number): boolean {
  const end = tree.end(node);
  for (let at = node; at < end; at++) if (tree.is(at, NEWLINE)) return true;
  return false;
}

/** Whether two offsets stand on one line. */
export function sameLine(tree: Tree, first: number, second: number): boolean {
  const [from, to] = first < second ? [first, second] : [second, first];
  const newline = tree.tokens.text.indexOf("\n", from);
  return newline < 0 || newline >= to;
}

/** Whether some ancestor of a node is of one of the kinds. */
export function isInside(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  const index = indexOf(tree);
  for (const kind of kinds) if (index.has(kind) && tree.closest(node, kind) >= 0) return true;
  return false;
}
