/**
 * The tree of a text of which some blanks inside of statements have changed: it is that of the text
 * before with other blanks in it (`respaced.ts` says why), so that nothing is parsed and what did not
 * change is copied as it is.
 */
import { BATCH, BLANK_BIT, END_OF_FILE, type Tokens, Tree } from "../tree/mod.ts";
import type { Hunk } from "./hunks.ts";
import { isAlike } from "./respaced.ts";

/** A gap between two code tokens that stand next to each other, before a change and after it. */
interface Gap {
  /** The code token in front of it and the one behind it, in the text before. */
  readonly before: number;
  readonly behind: number;
  /** What the gap holds now. */
  readonly start: number;
  readonly stop: number;
}

/** Nodes of the tree before that make way for the tokens that a gap holds now. */
interface Patch extends Gap {
  readonly node: number;
  readonly removed: number;
}

/** Two texts that differ in the tokens of some hunks. */
interface Change {
  readonly tree: Tree;
  readonly tokens: Tokens;
  readonly hunks: readonly Hunk[];
  /** Whether the grammar asks if two code tokens of the changed text touch. */
  readonly mayTouch: (before: number, behind: number) => boolean;
}

/**
 * The tree after a change; null where it is not only of blanks inside of statements, or where only
 * parsing can tell what they do to the tree.
 */
export function respacedFile(change: Change): Tree | null {
  const { tree, tokens } = change;
  if (tree.unparsable.length > 0) return null;
  const gaps = gapsOf(change);
  const patches = gaps === null ? null : patchesOf(tree, gaps);
  return patches === null ? null : patched(tree, tokens, patches);
}

/** The gaps that have changed; null where more than gaps between code has. */
function gapsOf({ tree, tokens, hunks, mayTouch }: Change): Gap[] | null {
  const { layout } = tree.table;
  const old = tree.tokens;
  const isCode = (of: Tokens, token: number) => layout[of.kinds[token]!] === 0;
  const gaps: Gap[] = [];
  /** Code tokens up to which the texts have been compared. */
  let [at, place] = [-1, -1];
  for (const { from, to, start, stop } of hunks) {
    // Between hunks the tokens are the same one for one.
    let back = 1;
    while (from - back > at && !isCode(old, from - back)) back++;
    if (from - back > at) {
      if (from - back - at !== start - back - place) return null;
      [at, place] = [from - back, start - back];
    }
    while (at < to || place < stop) {
      const gap = nextGap(old, tokens, at, place);
      if (gap === null || gap.before < 0 || old.kinds[gap.behind] === END_OF_FILE) return null;
      if (!isAlike(old, gap.behind, tokens, gap.stop)) return null;
      if (!isUnchanged(old, tokens, gap)) {
        const wasBlank = gap.behind > at + 1 && isBlank(old, gap.behind - 1);
        const isBlankNow = gap.stop > gap.start && isBlank(tokens, gap.stop - 1);
        if (wasBlank !== isBlankNow && mayTouch(place, gap.stop)) return null;
        gaps.push(gap);
      }
      [at, place] = [gap.behind, gap.stop];
    }
  }
  // What is left has to be as much of both: a token put in may be the same as the one behind it.
  return old.count - at === tokens.count - place ? gaps : null;
}

function isBlank(tokens: Tokens, token: number): boolean {
  return (tokens.table.layout[tokens.kinds[token]!]! & BLANK_BIT) !== 0;
}

/** The gap behind a code token of each text; null where something else than blanks has changed in it. */
function nextGap(old: Tokens, tokens: Tokens, before: number, place: number): Gap | null {
  const { layout } = tokens.table;
  let [at, stop] = [before + 1, place + 1];
  for (;;) {
    while (isBlank(old, at)) at++;
    while (isBlank(tokens, stop)) stop++;
    const ends = layout[old.kinds[at]!] === 0 || old.kinds[at] === END_OF_FILE;
    if (ends !== (layout[tokens.kinds[stop]!] === 0 || tokens.kinds[stop] === END_OF_FILE)) {
      return null;
    }
    if (ends) return { before, behind: at, start: place + 1, stop };
    if (!isAlike(old, at++, tokens, stop++)) return null;
  }
}

function isUnchanged(old: Tokens, tokens: Tokens, { before, behind, start, stop }: Gap): boolean {
  const count = behind - before - 1;
  if (stop - start !== count) return false;
  for (let each = 0; each < count; each++) {
    if (!isAlike(old, before + 1 + each, tokens, start + each)) return false;
  }
  return true;
}

/** The nodes of the gaps; null where one has no place of its own inside of a statement. */
function patchesOf(tree: Tree, gaps: readonly Gap[]): Patch[] | null {
  const patches: Patch[] = [];
  let node = 0;
  for (const gap of gaps) {
    const { before, behind } = gap;
    while (tree.token(node) !== before || tree.isMeta(node)) node++;
    const code = node;
    let first = behind === before + 1 ? code + 1 : -1;
    let isBehindMeta = false;
    for (node = code + 1; tree.token(node) !== behind || tree.isMeta(node); node++) {
      if (!tree.isLeaf(node)) continue;
      if (tree.isMeta(node)) isBehindMeta = true;
      else if (first < 0) first = node;
      // A gap lies in one piece, as the changed one will.
      else if (node - first !== tree.token(node) - before - 1) return null;
      else if (tree.parent(node) !== tree.parent(first)) return null;
    }
    // Where tokens are parted it is not known on which side of an indent the blanks would stand.
    if (behind === before + 1 && isBehindMeta) return null;
    if (!isInStatement(tree, first, code, node)) return null;
    patches.push({ ...gap, node: first, removed: behind - before - 1 });
  }
  return patches;
}

/** Whether a node is inside of a statement that two others are in, too. */
function isInStatement(tree: Tree, node: number, one: number, other: number): boolean {
  let statement = tree.parent(node);
  if (statement <= 0 || tree.is(statement, BATCH)) return false;
  for (;;) {
    const around = tree.parent(statement);
    if (around <= 0 || tree.is(around, BATCH)) break;
    statement = around;
  }
  return one > statement && other < tree.end(statement);
}

/** The tree over other tokens, with the tokens of gaps in place of nodes. */
function patched(tree: Tree, tokens: Tokens, patches: readonly Patch[]): Tree {
  const { arena } = tokens;
  const grown = patches.reduce((sum, each) => sum + each.stop - each.start - each.removed, 0);
  const size = tree.size + grown;
  const kinds = arena.make(Uint16Array, size);
  const links = arena.make(Int32Array, size);
  const parents = arena.make(Int32Array, size);
  // Where a node stands now, and where what ends in front of it does: a gap may lie between.
  const moved = arena.make(Int32Array, tree.size + 1);
  const ends = arena.make(Int32Array, tree.size + 1);
  let [node, shift] = [0, 0];
  for (let at = 0; at <= patches.length; at++) {
    const patch = patches[at];
    const to = patch === undefined ? tree.size + 1 : patch.node;
    for (; node < to; node++) ends[node] = moved[node] = node + shift;
    if (patch === undefined) break;
    ends[node] = node + shift;
    node += patch.removed;
    shift += patch.stop - patch.start - patch.removed;
    moved[node] = node + shift;
    if (patch.removed === 0) node++;
  }
  let into = 0;
  node = 0;
  /** By how many the tokens at hand have moved. */
  let step = 0;
  for (let at = 0; at <= patches.length; at++) {
    const patch = patches[at];
    const to = patch === undefined ? tree.size : patch.node;
    for (; node < to; node++) {
      const token = tree.token(node);
      kinds[into] = tree.kind(node);
      links[into] = token < 0 ? ends[tree.end(node)]! : ~(token + step);
      parents[into++] = node === 0 ? -1 : moved[tree.parent(node)]!;
    }
    if (patch === undefined) break;
    const parent = moved[tree.parent(node)]!;
    for (let token = patch.start; token < patch.stop; token++) {
      kinds[into] = tokens.kinds[token]!;
      links[into] = ~token;
      parents[into++] = parent;
    }
    node += patch.removed;
    step = patch.stop - patch.behind;
  }
  arena.release(moved);
  arena.release(ends);
  return new Tree(tokens, size, { kinds, links, parents }, []);
}
