/**
 * Groups of a text that a template rendered: those of the grammar and those of the template's
 * blocks, nested into each other (`nest_tags.ts`), as gaps that every text has.
 */
import { Derived, type Tree } from "../tree/mod.ts";
import { CodeView } from "./code_view.ts";
import {
  BREAK_BIT,
  COMMENT_BIT,
  continuesComment,
  endsLine,
  type Gaps,
  keepsGaps,
} from "./groups.ts";
import { nestEvenly } from "./nest_tags.ts";
import type { Nesting } from "./nesting.ts";
import { readGaps } from "./read_gaps.ts";

/** Marks which gaps hold a line break that the source itself has. */
function markBreaks(tree: Tree, { code, flags }: Nesting): void {
  let at = 0;
  let inComment = false;
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    if (leaf === code[at]) {
      at++;
      inComment = false;
    } else if (tree.isComment(leaf)) {
      flags[at]! |= COMMENT_BIT;
      inComment = continuesComment(tree, leaf, inComment);
    } else if (endsLine(tree, leaf) && !inComment) flags[at]! |= BREAK_BIT;
  }
}

/** A line that holds only tags and starts with one of a block: its gap, and its least depth. */
interface TagLine {
  readonly at: number;
  readonly depth: number;
}

/** The lines that hold only tags, by the blocks of the tags that they start with. */
function tagLines(tree: Tree, { code, after, flags, keptLines }: Nesting): Map<number, TagLine[]> {
  const lines = new Map<number, TagLine[]>();
  for (let at = 0; at < code.length;) {
    const line = at;
    const first = tree.mark(code[line]!);
    let depth = after[line]!;
    let holdsTagsAlone = true;
    do {
      holdsTagsAlone &&= tree.mark(code[at]!) !== null;
      depth = Math.min(depth, after[at++]!);
    } while (at < code.length && (flags[at]! & BREAK_BIT) === 0);
    if (!holdsTagsAlone || first === null || !first.type.startsWith("block")) continue;
    const known = lines.get(first.block) ?? [];
    known.push({ at: line, depth: keptLines.has(line) ? after[line]! : depth });
    lines.set(first.block, known);
  }
  return lines;
}

/**
 * The depths of tags that stand elsewhere than their gaps say: those of a block that groups cross,
 * and those that start lines of tags alone, which stand as the least deep of their block does.
 */
function tagDepths(tree: Tree, nesting: Nesting): Map<number, number> {
  const depths = nesting.crossedDepths();
  for (const lines of tagLines(tree, nesting).values()) {
    const least = lines.reduce((low, { depth }) => Math.min(low, depth), Infinity);
    for (const { at, depth } of lines) {
      if (depth > least) depths.set(at, Math.min(least, depths.get(at) ?? least));
    }
  }
  return depths;
}

/** Reads the gaps and groups of a text that a template rendered, tags among its elements. */
function readTemplateGaps(tree: Tree): Gaps {
  const nesting = nestEvenly(new CodeView(tree));
  markBreaks(tree, nesting);
  const { code, low, after, flags, firstGroup, closeGap, level, isSoft } = nesting;
  return {
    count: code.length,
    code: Int32Array.from(code),
    low: Uint16Array.from(low),
    after: Uint16Array.from(after),
    flags: Uint8Array.from(flags),
    firstGroup: Int32Array.from([0, ...firstGroup]),
    closeGap: Int32Array.from(closeGap),
    level: Uint16Array.from(level),
    isSoft: Uint8Array.from(isSoft),
    tagDepth: tagDepths(tree, nesting),
    endDepth: nesting.endDepth,
    roundEnds: nesting.roundEnds,
    keptLines: nesting.keptLines,
  };
}

/** The gaps of small trees: indentation and long lines both ask for them. */
const kept = new Derived(read);

function read(tree: Tree): Gaps {
  return tree.tokens.origins === null ? readGaps(tree) : readTemplateGaps(tree);
}

/** The gaps and groups of a text, to be given back by `releaseGaps`; nobody may change them. */
export function gapsOf(tree: Tree): Gaps {
  return keepsGaps(tree) ? kept.of(tree) : read(tree);
}
