import type { Dialect } from "../dialects/mod.ts";
import type { Parsed } from "../parser/mod.ts";
import type { Tree } from "../tree/mod.ts";

/** What begins no token that standard SQL has, or only one that it has elsewhere. */
const SYMBOL = /^[`"@#$[\]{}\\^~!?|&:]/;
const WORD = /^[A-Z][A-Z0-9_]+$/;
/** A word before the place where a parse stopped may have been taken for an alias. */
const LEAVES_BEFORE = 2;

/** What may tell of another dialect where a text could not be parsed. */
export interface Signs {
  /** Words in capitals. */
  readonly words: ReadonlySet<string>;
  /** Whether there is a symbol that standard SQL does not write there. */
  readonly symbols: boolean;
}

function firstLeaf(tree: Tree, node: number): number {
  let first = node;
  let left = LEAVES_BEFORE;
  for (let leaf = tree.leafBefore(node); leaf >= 0 && left > 0; leaf = tree.leafBefore(leaf)) {
    if (!tree.isCode(leaf)) continue;
    first = leaf;
    left--;
  }
  return first;
}

/** The signs in and just before the unparsable parts of a text; linear in their length. */
export function signsOf({ tree }: Parsed): Signs {
  const words = new Set<string>();
  let symbols = false;
  let seen = 0;
  for (const node of tree.unparsable) {
    const end = tree.end(node);
    for (let leaf = Math.max(seen, firstLeaf(tree, node)); leaf < end; leaf++) {
      if (!tree.isLeaf(leaf) || !tree.isCode(leaf) || tree.isMeta(leaf)) continue;
      const text = tree.upper(leaf);
      if (WORD.test(text)) words.add(text);
      else symbols ||= SYMBOL.test(text);
    }
    seen = Math.max(seen, end);
  }
  return { words, symbols };
}

/** Whether a dialect writes anything of what was found that the other one does not. */
export function speaksFor({ words, symbols }: Signs, dialect: Dialect, other: Dialect): boolean {
  if (symbols) return true;
  for (const word of words) if (dialect.writes(word) && !other.writes(word)) return true;
  return false;
}
