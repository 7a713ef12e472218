/**
 * Kinds: what a token or a node is, as a small integer.
 *
 * A kind is interned by its name (SQLFluff's segment type) when a module loads. A kind may have
 * parents: a `naked_identifier` is also an `identifier`. The closure is kept as one bitset a kind,
 * so that `isKind` is two loads and a mask. Declaring a kind again adds the parents named then.
 */

declare const kindBrand: unique symbol;

/** An interned kind; 0 is no kind at all. */
export type Kind = number & { readonly [kindBrand]: true };

const ids = new Map<string, Kind>();
const names: string[] = [""];
const closures: Uint32Array[] = [new Uint32Array(1)];
const children: Kind[][] = [[]];
let layoutBits: Uint8Array | null = null;

function setBit(bits: Uint32Array, index: number): Uint32Array {
  const word = index >>> 5;
  let target = bits;
  if (word >= bits.length) {
    target = new Uint32Array(word + 1);
    target.set(bits);
  }
  target[word] = target[word]! | (1 << (index & 31));
  return target;
}

function inherit(child: Kind, parent: Kind): void {
  if (isKind(child, parent)) return;
  layoutBits = null;
  const from = closures[parent]!;
  for (let word = 0; word < from.length; word++) {
    for (let bit = 0; bit < 32; bit++) {
      if (from[word]! & (1 << bit)) closures[child] = setBit(closures[child]!, word * 32 + bit);
    }
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
    closures.push(setBit(new Uint32Array((id >>> 5) + 1), id));
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
  return ((closures[k]![superKind >>> 5] ?? 0) & (1 << (superKind & 31))) !== 0;
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
