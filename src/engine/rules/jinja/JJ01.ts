import { type Edit, replaceSource } from "../../edits.ts";
import { FILE, lowerBound, type Origins, type SourcePiece, type Tree } from "../../tree/mod.ts";
import { RESPACES } from "../effects.ts";
import type { Rule } from "../rule.ts";

/** The longest tag that a message repeats. */
const MOST_SHOWN = 40;
/** Pieces of a template that are looked at: tags and expressions, but for else and the like. */
const JUDGED = ["templated", "block_start", "block_end"];
/** Characters that are seen, and so are no blanks: those of ASCII. */
const [FIRST_SEEN, LAST_SEEN] = [33, 126];

/** Whether a single space stands at a place, beside a character that is seen. */
function isSingleSpace(source: string, at: number, beside: number): boolean {
  const unit = source.charCodeAt(beside);
  return source[at] === " " && unit >= FIRST_SEEN && unit <= LAST_SEEN;
}

/** The change that leaves one blank on either side of a tag's content; null where none is due. */
function pad(source: string, { start, end, tag }: SourcePiece): Edit | null {
  if (tag === null) return null;
  const from = start + tag.opening;
  const to = end - tag.closing;
  if (isSingleSpace(source, from, from + 1) && isSingleSpace(source, to - 1, to - 2)) return null;
  const inside = source.slice(from, to);
  const content = inside.trim();
  if (content === "") return null;
  const before = inside.slice(0, inside.length - inside.trimStart().length);
  const after = inside.slice(inside.trimEnd().length);
  // A line break is as good as a blank.
  const fit = (blanks: string) => blanks.includes("\n") ? blanks : " ";
  const text = `${fit(before)}${content}${fit(after)}`;
  return text === inside ? null : { start: from, end: to, text };
}

/** A tag that is not padded as it should be, and the change that pads it. */
interface Unpadded {
  readonly piece: SourcePiece;
  readonly edit: Edit;
}

function unpaddedIn({ source, pieces }: Origins): Unpadded[] {
  const found: Unpadded[] = [];
  for (const piece of pieces) {
    const edit = JUDGED.includes(piece.kind) ? pad(source, piece) : null;
    if (edit !== null) found.push({ piece, edit });
  }
  return found;
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
    const unpadded = unpaddedIn(origins);
    // Mostly there are none, and no leaf has to be looked for that stands for them.
    if (unpadded.length === 0) return () => {};
    const { source } = origins;
    const ends = Int32Array.from(unpadded, ({ piece }) => piece.end);
    const report = (leaf: number, { piece: { start, end }, edit }: Unpadded) => {
      const tag = source.slice(start, edit.start) + edit.text + source.slice(edit.end, end);
      const isShort = tag.length <= MOST_SHOWN && !tag.includes("\n");
      const said = isShort ? `Write ${tag}, with one blank at either end.` : undefined;
      context.report(leaf, [replaceSource(leaf, edit)], said);
    };
    return () => {
      const seen = new Set<number>();
      for (const leaf of templatedLeaves(tree)) {
        const [from, to] = [tree.sourceStart(leaf), tree.sourceStop(leaf)];
        for (let at = lowerBound(ends, from); at < unpadded.length; at++) {
          const each = unpadded[at]!;
          if (each.piece.start >= to) break;
          if (seen.has(at)) continue;
          seen.add(at);
          report(leaf, each);
        }
      }
    };
  },
};
