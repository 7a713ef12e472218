/** Fixes and changes by the statement that they are in. */
import type { Fix } from "../edits.ts";
import { BATCH, FILE, isAny, kind, type Tree } from "../tree/mod.ts";

/** Statements, and blocks of them that stand in a file by themselves. */
const STATEMENTS = [kind("statement"), kind("multi_statement_segment")];

/** The child of the file, or of its batch, that holds a node; the node if it is one. */
export function topOf(tree: Tree, node: number): number {
  let at = node;
  for (let parent = tree.parent(at); parent > 0; parent = tree.parent(at)) {
    if (tree.is(parent, BATCH)) break;
    at = parent;
  }
  return at;
}

/** The statements of a file in order. */
function statementsOf(tree: Tree): number[] {
  if (!tree.is(0, FILE)) return [];
  const batches = tree.childrenOf(0, BATCH);
  const holders = batches.length === 0 ? [0] : batches;
  return holders.flatMap((holder) =>
    tree.children(holder).filter((each) => isAny(tree, each, STATEMENTS))
  );
}

/** Fixes in lists, one for each part of the file that they stand in, in the order of the text. */
export function byStatement(tree: Tree, fixes: readonly Fix[]): Fix[][] {
  const groups = Map.groupBy(fixes, ({ anchor }) => topOf(tree, anchor));
  return [...groups].sort(([one], [other]) => one - other).map(([, group]) => group);
}

/** The fixes that do not stand in a statement whose number, from 0, is in a set. */
export function outside(
  tree: Tree,
  fixes: readonly Fix[],
  frozen: ReadonlySet<number>,
): readonly Fix[] {
  if (frozen.size === 0) return fixes;
  const nodes = new Set(statementsOf(tree).filter((_, number) => frozen.has(number)));
  return fixes.filter(({ anchor }) => !nodes.has(topOf(tree, anchor)));
}

/** The numbers of the statements that two texts differ in; null where they have not equally many. */
export function changedStatements(before: Tree, after: Tree): number[] | null {
  const [was, is] = [statementsOf(before), statementsOf(after)];
  if (was.length !== is.length) return null;
  return [...was.keys()].filter((each) => before.text(was[each]!) !== after.text(is[each]!));
}

/** The line of the source that a node's statement begins in, or that a statement by its number does. */
export function statementLine(
  { parsed: { tree }, source }: {
    readonly parsed: { readonly tree: Tree };
    readonly source: { line(offset: number): number };
  },
  place: number,
  by: "node" | "number" = "node",
): number {
  const node = by === "node" ? topOf(tree, place) : statementsOf(tree)[place] ?? 0;
  return source.line(tree.sourceStart(node));
}
