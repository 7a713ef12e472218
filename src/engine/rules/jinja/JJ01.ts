import { type Edit, replaceSource } from "../../edits.ts";
import { FILE, lowerBound, type SourcePiece, type Tree } from "../../tree/mod.ts";
import { RESPACES } from "../effects.ts";
import type { Rule } from "../rule.ts";

/** The longest tag that a message repeats. */
const MOST_SHOWN = 40;
/** Pieces of a template that are looked at: tags and expressions, but for else and the like. */
const JUDGED = ["templated", "block_start", "block_end"];
/** What stands between the delimiters of a tag: its content, with blanks around it. */
const INSIDE = /^(\s*)([^]*?)(\s*)$/;

/** The change that leaves one blank on either side of a tag's content; null where none is due. */
function pad(source: string, { start, end, tag }: SourcePiece): Edit | null {
  if (tag === null) return null;
  const [from, to] = [start + tag.opening, end - tag.closing];
  const inside = source.slice(from, to);
  const [, before = "", content = "", after = ""] = INSIDE.exec(inside) ?? [];
  if (content === "") return null;
  // A line break is as good as a blank.
  const fit = (blanks: string) => blanks.includes("\n") ? blanks : " ";
  const text = `${fit(before)}${content}${fit(after)}`;
  return text === inside ? null : { start: from, end: to, text };
}

/** The leaves that a template wrote or left, by what they cover of the source. */
function* templatedLeaves(tree: Tree): Generator<number> {
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (!tree.isLeaf(leaf) || (tree.isMeta(leaf) && tree.mark(leaf) === null)) continue;
    // Blanks that a tag has taken stand beside it, before a token that goes over both.
    if (tree.isTemplated(leaf) || tree.mark(leaf)?.type === "literal") yield leaf;
  }
}

export const rule: Rule = {
  code: "JJ01",
  name: "jinja.padding",
  groups: ["all", "core", "jinja"],
  aliases: ["L046"],
  description: "Jinja tags have a single space on either side of their content.",
  rationale: "A tag whose braces stand apart from its content is quicker to read.",
  fixable: true,
  reads: "all",
  effects: RESPACES,
  options: [],
  bad: "SELECT {{    1     }} FROM {{ref('foo')}}\n",
  good: "SELECT {{ 1 }} FROM {{ ref('foo') }}\n",
  phase: "main",
  targetsTemplated: true,
  visits: [FILE],
  message: "Leave one blank inside of each end of a Jinja tag.",
  run(context) {
    const { tree } = context;
    const { origins } = tree.tokens;
    if (origins === null) return () => {};
    const { source } = origins;
    const pieces = origins.pieces.filter(({ kind }) => JUDGED.includes(kind));
    const ends = Int32Array.from(pieces, ({ end }) => end);
    const check = (leaf: number, piece: SourcePiece) => {
      const edit = pad(source, piece);
      if (edit === null) return;
      const { start, end } = piece;
      const tag = source.slice(start, edit.start) + edit.text + source.slice(edit.end, end);
      const isShort = tag.length <= MOST_SHOWN && !tag.includes("\n");
      const said = isShort ? `Write ${tag}, with one blank at either end.` : undefined;
      context.report(leaf, [replaceSource(leaf, edit)], said);
    };
    return () => {
      const seen = new Set<number>();
      for (const leaf of templatedLeaves(tree)) {
        const [from, to] = [tree.sourceStart(leaf), tree.sourceStop(leaf)];
        for (let at = lowerBound(ends, from); at < pieces.length; at++) {
          const piece = pieces[at]!;
          if (piece.start >= to) break;
          if (seen.has(piece.start)) continue;
          seen.add(piece.start);
          check(leaf, piece);
        }
      }
    };
  },
};
