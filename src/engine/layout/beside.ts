/** What stands between an element and its neighbour, for rules that put words in its place. */
import { type Fix, remove, replace } from "../edits.ts";
import { type Tree, WHITESPACE } from "../tree/mod.ts";

/** The blanks on one side of an element. */
export interface BlanksBeside {
  /** Whether there are none, so that a word here would run into its neighbour. */
  readonly missing: boolean;
  /** The edits that leave one space of several. */
  readonly fixes: readonly Fix[];
}

/** Looks at the blanks before or behind a node; a line break and a comment are left as they are. */
export function blanksBeside(tree: Tree, node: number, side: "before" | "after"): BlanksBeside {
  const step = (leaf: number) => side === "before" ? tree.leafBefore(leaf) : tree.leafAfter(leaf);
  const blanks: number[] = [];
  let leaf = step(side === "before" ? tree.firstLeaf(node) : tree.lastLeaf(node));
  for (; leaf >= 0 && (tree.isMeta(leaf) || tree.isWhitespace(leaf)); leaf = step(leaf)) {
    if (!tree.isMeta(leaf)) blanks.push(leaf);
  }
  const missing = blanks.length === 0;
  if (missing || leaf < 0 || !tree.isCode(leaf)) return { missing, fixes: [] };
  if (blanks.some((blank) => !tree.is(blank, WHITESPACE))) return { missing, fixes: [] };
  const [first, ...rest] = blanks;
  const fixes = rest.map(remove);
  if (tree.text(first!) !== " ") fixes.unshift(replace(first!, " "));
  return { missing, fixes };
}
