import { type Kind, NEWLINE, type Tree } from "../tree/mod.ts";
import { hasKind, kindTable } from "./kind_tables.ts";

/** Whether a node is of one of several kinds. */
export function isAny(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  return kinds.some((kind) => tree.is(node, kind));
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

const NO_TABLES: readonly Uint8Array[] = [];

function isIn(tables: readonly Uint8Array[], kind: Kind): boolean {
  for (let at = 0; at < tables.length; at++) if (tables[at]![kind] === 1) return true;
  return false;
}

/** The nodes of some kinds at and below a node, in the order of the text. */
export function crawl(
  tree: Tree,
  node: number,
  kinds: readonly Kind[],
  options: CrawlOptions = {},
): number[] {
  const found: number[] = [];
  if (!kinds.some((kind) => hasKind(tree, kind))) return found;
  const wanted = kinds.map(kindTable);
  const except = options.except?.map(kindTable) ?? NO_TABLES;
  const end = tree.end(node);
  for (let at = node; at < end; at++) {
    const kind = tree.kind(at);
    if (at !== node && isIn(except, kind)) at = tree.end(at) - 1;
    else if (isIn(wanted, kind) && !(at === node && options.self === false)) {
      found.push(at);
      if (options.shallow) at = tree.end(at) - 1;
    }
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
  return kinds.some((kind) => hasKind(tree, kind) && tree.closest(node, kind) >= 0);
}
