/**
 * Kinds: what a token or a node is, as a small integer.
 *
 * A kind is interned by its name (SQLFluff's segment type) when a module loads. A kind may have
 * parents: a `naked_identifier` is also an `identifier`. The closures are the rows of one matrix of
 * bits, so that `isKind` is a load and a mask. Declaring a kind again adds the parents named then.
 */

declare const kindBrand: unique symbol;

/** An interned kind; 0 is no kind at all. */
export type Kind = number & { readonly [kindBrand]: true };

const ids = new Map<string, Kind>();
const names: string[] = [""];
const children: Kind[][] = [[]];
let layoutBits: Uint8Array | null = null;

/** Row `k` has a bit for `k` and for each kind that it descends from. */
let closures = new Uint32Array(0);
/** Words of a row, and 1/32 of the number of rows. */
let rowWords = 0;
const FIRST_ROW_WORDS = 32;

function growTo(kinds: number): void {
  if (kinds <= rowWords * 32) return;
  const words = Math.max(FIRST_ROW_WORDS, rowWords * 2);
  const grown = new Uint32Array(words * words * 32);
  for (let row = 0; row < rowWords * 32; row++) {
    grown.set(closures.subarray(row * rowWords, (row + 1) * rowWords), row * words);
  }
  closures = grown;
  rowWords = words;
}

function inherit(child: Kind, parent: Kind): void {
  if (isKind(child, parent)) return;
  layoutBits = null;
  for (let word = 0; word < rowWords; word++) {
    const at = child * rowWords + word;
    closures[at] = closures[at]! | closures[parent * rowWords + word]!;
  }
  children[parent]!.push(child);
  for (const grandchild of children[child]!) inherit(grandchild, parent);
}

/** The kind of that name, made on first use; each parent is a kind or the name of one. */
export function kind(name: string, ...parents: (Kind | string)[]): Kind {
  let id = ids.get(name);
  if (id === undefined) {
    id = names.length as Kind;
    ids.set(name, id);
    names.push(name);
    growTo(names.length);
    closures[id * rowWords + (id >>> 5)] = 1 << (id & 31);
    children.push([]);
    layoutBits = null;
  }
  for (const parent of parents) {
    inherit(id, typeof parent === "string" ? kind(parent) : parent);
  }
  return id;
}

/** The kind of that name if anything has declared it. */
export function findKind(name: string): Kind | undefined {
  return ids.get(name);
}

/** SQLFluff's name of a kind. */
export function kindName(k: Kind): string {
  return names[k] ?? "";
}

/** Whether `k` is `superKind` or descends from it. */
export function isKind(k: Kind, superKind: Kind): boolean {
  return (closures[k * rowWords + (superKind >>> 5)]! & (1 << (superKind & 31))) !== 0;
}

/** How many kinds exist now, counting the empty kind 0. */
export function kindCount(): number {
  return names.length;
}

/** The kinds that every dialect has. */
export const FILE = kind("file");
export const UNPARSABLE = kind("unparsable");
export const UNLEXABLE = kind("unlexable");
export const WHITESPACE = kind("whitespace");
export const NEWLINE = kind("newline");
export const COMMENT = kind("comment");
export const INLINE_COMMENT = kind("inline_comment", COMMENT);
export const BLOCK_COMMENT = kind("block_comment", COMMENT);
export const META = kind("meta");
export const INDENT = kind("indent", META);
/** An indent that a layout may leave out; `tree.is(n, INDENT)` holds for it too. */
export const IMPLICIT_INDENT = kind("implicit_indent", INDENT);
export const DEDENT = kind("dedent", META);
export const END_OF_FILE = kind("end_of_file", META);
/** Where a template has something that is not in the rendered text. */
export const PLACEHOLDER = kind("placeholder", META);
/** Where a template goes back to the start of a loop. */
export const TEMPLATE_LOOP = kind("template_loop", META);
export const BRACKETED = kind("bracketed");
export const WORD = kind("word");
export const SYMBOL = kind("symbol");
export const KEYWORD = kind("keyword", WORD);

/** Bits of `layoutTable`: whitespace or a line end, a comment, a zero-width leaf. */
export const BLANK_BIT = 1;
export const COMMENT_BIT = 2;
export const META_BIT = 4;

/**
 * For each kind its bits; 0 is code. A new table is made once kinds have been declared since the
 * last, so a table must not be kept longer than the tree that it is asked about.
 */
export function layoutTable(): Uint8Array {
  if (layoutBits !== null) return layoutBits;
  const table = new Uint8Array(names.length);
  for (let id = 1; id < names.length; id++) {
    const k = id as Kind;
    if (isKind(k, WHITESPACE) || isKind(k, NEWLINE)) table[k] = table[k]! | BLANK_BIT;
    if (isKind(k, COMMENT)) table[k] = table[k]! | COMMENT_BIT;
    if (isKind(k, META)) table[k] = table[k]! | META_BIT;
  }
  layoutBits = table;
  return table;
}
