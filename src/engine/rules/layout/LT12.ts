import { RESPACES } from "../../fixes/effects.ts";
import { insertAfter, remove, replaceSource } from "../../edits.ts";
import { DEDENT, END_OF_FILE, FILE, NEWLINE, PLACEHOLDER, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/** The newlines that end the file, the last one first; whitespace between them does not count. */
function trailingNewlines(tree: Tree): number[] {
  const newlines: number[] = [];
  for (let leaf = tree.lastLeaf(0); leaf >= 0; leaf = tree.leafBefore(leaf)) {
    if (tree.is(leaf, NEWLINE)) newlines.push(leaf);
    const passes = tree.isWhitespace(leaf) || tree.is(leaf, DEDENT) || tree.is(leaf, END_OF_FILE);
    if (!passes) break;
  }
  return newlines;
}

/** The last leaf but for the end of the file, or -1 in an empty one. */
function lastLeaf(tree: Tree): number {
  const leaf = tree.lastLeaf(0);
  return tree.is(leaf, END_OF_FILE) ? tree.leafBefore(leaf) : leaf;
}

/** The child of the file that holds a leaf. */
function topOf(tree: Tree, leaf: number): number {
  let top = leaf;
  while (tree.parent(top) > 0) top = tree.parent(top);
  return top;
}

export const rule: Rule = {
  code: "LT12",
  name: "layout.end_of_file",
  groups: ["all", "core", "layout"],
  aliases: ["L009", "layout.end-of-file"],
  description: "A file ends in exactly one newline.",
  rationale: "Tools that join or append files go wrong at a last line without an end.",
  fixable: true,
  effects: RESPACES,
  options: [],
  bad: "SELECT a FROM foo",
  good: "SELECT a FROM foo\n",
  phase: "post",
  targetsTemplated: true,
  visits: [FILE],
  message: "End the file with exactly one line break.",
  run(context) {
    const { tree } = context;
    return () => {
      const last = lastLeaf(tree);
      if (last < 0) return;
      const mark = tree.mark(last);
      if (mark !== null && tree.is(last, PLACEHOLDER)) {
        const space = /\s*$/.exec(mark.text)![0];
        const end = tree.sourceStop(last);
        const source = { start: end - space.length, end, text: "\n" };
        if (space !== "\n") context.report(last, [replaceSource(last, source)]);
        return;
      }
      const trailing = trailingNewlines(tree);
      const rendered = trailing.findIndex((newline) => tree.isTemplated(newline));
      const newlines = rendered < 0 ? trailing : trailing.slice(0, rendered);
      if (newlines.length === 0) context.report(last, [insertAfter(topOf(tree, last), "\n")]);
      else if (newlines.length > 1) context.report(last, newlines.slice(1).map(remove));
    };
  },
};
