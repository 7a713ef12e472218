import { RESPACES } from "../effects.ts";
import { replaceSource } from "../../edits.ts";
import { FILE, type SourcePiece, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const TAGS = new Set(["templated", "block_start", "block_end"]);

/** A tag with one blank at each end of its code, or as many as there are where they end a line. */
function padded(tag: string, { opening, closing }: NonNullable<SourcePiece["tag"]>): string {
  const inside = tag.slice(opening, tag.length - closing);
  const code = inside.trim();
  if (code === "") return tag;
  const at = inside.indexOf(code);
  const blanks = (gap: string) => gap.includes("\n") ? gap : " ";
  const spaced = blanks(inside.slice(0, at)) + code + blanks(inside.slice(at + code.length));
  return tag.slice(0, opening) + spaced + tag.slice(tag.length - closing);
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
      for (const { kind, start, end, tag: edges } of origins.pieces) {
        if (edges === null || !TAGS.has(kind)) continue;
        const tag = origins.source.slice(start, end).trimEnd();
        const fixed = padded(tag, edges);
        if (fixed === tag) continue;
        const leaf = leafBehind(tree, start);
        if (leaf < 0) continue;
        const fix = replaceSource(leaf, { start, end: start + tag.length, text: fixed });
        const what = `Leave one blank inside of each end of ${tag}`;
        context.report(leaf, [fix], what);
      }
    };
  },
};
