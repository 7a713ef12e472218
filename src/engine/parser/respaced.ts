/**
 * Statements that a change has left as they are but for their blanks. What the parser makes of a
 * statement depends on the classes of its code tokens (`token_class.ts`), and they tell of the gap in
 * front of a token only whether there is one and whether a blank ends it. Where that is as it was, or
 * where no rule of the grammar asks for it, the tree is the same, with the new blanks in it.
 */
import { BLANK_BIT, type Tokens, type Tree, type TreeBuilder } from "../tree/mod.ts";

/** A run of tokens, code at both ends: from one token up to another. */
export interface TokenRun {
  readonly tokens: Tokens;
  readonly first: number;
  readonly last: number;
}

/** Where a run ends in a changed text. */
export interface Respaced {
  /** The token behind it. */
  readonly stop: number;
  /** Tokens of the run that touched the one in front of them, and do not any more. */
  readonly parted: ReadonlySet<number>;
}

/** Whether tokens of two texts are of one kind and spelled alike. */
export function isAlike(one: Tokens, at: number, other: Tokens, place: number): boolean {
  if (one.kinds[at] !== other.kinds[place]) return false;
  const [from, start] = [one.starts[at]!, other.starts[place]!];
  const length = one.starts[at + 1]! - from;
  if (other.starts[place + 1]! - start !== length) return false;
  const [text, changed] = [one.text, other.text];
  for (let each = 0; each < length; each++) {
    if (text.charCodeAt(from + each) !== changed.charCodeAt(start + each)) return false;
  }
  return true;
}

/**
 * Finds where a run ends in a changed text in which it starts at `token`; null where more of it than
 * blanks is changed, or where `mayTouch` says that the grammar asks if two tokens touch, those in
 * front of a place of the changed text and behind it, which only one of the texts has blanks between.
 */
export function respaced(
  { tokens: one, first, last }: TokenRun,
  other: Tokens,
  token: number,
  mayTouch: (before: number, behind: number) => boolean,
): Respaced | null {
  const { layout } = one.table;
  const [kinds, changed] = [one.kinds, other.kinds];
  const parted = new Set<number>();
  let [at, place] = [first, token];
  for (;;) {
    if (!isAlike(one, at, other, place)) return null;
    if (at === last) return { stop: place + 1, parted };
    const [before, touching] = [place, at + 1];
    at++;
    place++;
    // Comments and the like stay as they are; blanks come and go between them and code.
    for (;;) {
      const [from, start] = [at, place];
      while ((layout[kinds[at]!]! & BLANK_BIT) !== 0) at++;
      while ((layout[changed[place]!]! & BLANK_BIT) !== 0) place++;
      const isCode = layout[kinds[at]!] === 0;
      if (isCode !== (layout[changed[place]!] === 0)) return null;
      if (!isCode) {
        if (!isAlike(one, at, other, place)) return null;
        at++;
        place++;
        continue;
      }
      if ((at === from) === (place === start)) break;
      if (mayTouch(before, place)) return null;
      if (at === touching) parted.add(at);
      break;
    }
  }
}

/**
 * Whether the blanks of a changed text have their places in a subtree: its gaps lie each in one piece,
 * as the new ones will, and where tokens are parted nothing else stands that has no width.
 */
export function hasPlaces(tree: Tree, root: number, parted: ReadonlySet<number>): boolean {
  const { layout } = tree.table;
  const end = tree.end(root);
  let gap = -1;
  let isBehindMeta = false;
  for (let node = root; node < end; node++) {
    if (!tree.isLeaf(node)) continue;
    if (tree.isMeta(node)) isBehindMeta = true;
    else if (layout[tree.kind(node)] === 0) {
      if (isBehindMeta && parted.has(tree.token(node))) return false;
      gap = -1;
      isBehindMeta = false;
    } else if (gap < 0 || (gap === node - 1 && tree.parent(gap) === tree.parent(node))) gap = node;
    else return false;
  }
  return true;
}

/** Writes a subtree over the tokens from one on, which differ from its own in blanks. */
export function writeRespaced(tree: Tree, root: number, token: number, into: TreeBuilder): void {
  const { tokens } = into;
  const { layout } = tree.table;
  const end = tree.end(root);
  const open: number[] = [];
  let next = token;
  const fill = () => {
    while (layout[tokens.kinds[next]!] !== 0) into.leaf(tokens.kind(next), next++);
  };
  let isBehindCode = false;
  for (let node = root; node < end; node++) {
    while (open.length > 0 && tree.end(open.at(-1)!) <= node) {
      open.pop();
      into.close();
    }
    const kind = tree.kind(node);
    const isLeaf = tree.isLeaf(node);
    // A new gap lies in front of all that begins with the token behind it.
    if (isBehindCode && tree.isCode(tree.firstLeaf(node))) fill();
    isBehindCode = isLeaf && layout[kind] === 0;
    if (!isLeaf) {
      into.open(kind);
      open.push(node);
    } else if (isBehindCode) into.leaf(kind, next++);
    else if (tree.isMeta(node)) into.leaf(kind, next);
    else fill();
  }
  for (const _ of open) into.close();
}
