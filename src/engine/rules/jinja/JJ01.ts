import { RESPACES } from "../effects.ts";
import { replaceSource } from "../../edits.ts";
import { FILE, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const TAGS = new Set(["templated", "block_start", "block_end"]);
const TAG = /^(\{[^][-+]?)(\s*)([^]*?)(\s*)([-+]?[^]\})$/;

/** A tag with one space at each end, or as much as there is where that holds a newline. */
function padded(tag: string): string {
  const found = TAG.exec(tag);
  if (found === null) return tag;
  const [, open, before, inner, after, close] = found as unknown as string[];
  const space = (gap: string) => gap.includes("\n") ? gap : " ";
  return open! + space(before!) + inner! + space(after!) + close!;
}

/** The first leaf that goes on behind an offset of the source; -1 for none. */
function leafBehind(tree: Tree, offset: number): number {
  let at = 0;
  while (at >= 0 && !tree.isLeaf(at)) {
    const next = tree.children(at).find((child) => {
      const grammatical = tree.isMeta(child) && tree.mark(child) === null &&
        tree.leafAfter(child) >= 0;
      return !grammatical && tree.sourceStop(child) > offset;
    });
    at = next ?? -1;
  }
  return at;
}

export const rule: Rule = {
  code: "JJ01",
  name: "jinja.padding",
  groups: ["all", "core", "jinja"],
  aliases: ["L046"],
  description: "Jinja tags have a single space on either side of their content.",
  rationale: "A tag whose braces stand apart from its content is quicker to read.",
  fixable: true,
  effects: RESPACES,
  options: [],
  bad: "SELECT {{    1     }} FROM {{ref('foo')}}\n",
  good: "SELECT {{ 1 }} FROM {{ ref('foo') }}\n",
  phase: "main",
  targetsTemplated: true,
  visits: [FILE],
  message: "Leave one blank inside of each end of a Jinja tag.",
  run(context) {
    const { tree, file } = context;
    const { origins } = tree.tokens;
    if (origins === null || file.settings.templater !== "jinja") return () => {};
    return () => {
      for (const { kind, start, end } of origins.pieces) {
        const piece = origins.source.slice(start, end);
        const tag = piece.trim();
        if (!TAGS.has(kind) || !/^\{[^]*\}$/.test(tag)) continue;
        const fixed = padded(tag);
        if (fixed === tag) continue;
        const leaf = leafBehind(tree, start);
        if (leaf < 0) continue;
        const from = start + piece.indexOf(tag);
        const fix = replaceSource(leaf, { start: from, end: from + tag.length, text: fixed });
        const what = `Leave one blank inside of each end of ${tag}`;
        context.report(leaf, [fix], what);
      }
    };
  },
};
