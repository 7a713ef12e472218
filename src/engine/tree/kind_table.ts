import {
  BLOCK_COMMENT,
  COMMENT,
  DEDENT,
  END_OF_FILE,
  IMPLICIT_INDENT,
  INDENT,
  INLINE_COMMENT,
  KEYWORD,
  type Kind,
  kindCount,
  META,
  MOST_KINDS,
  NEWLINE,
  PLACEHOLDER,
  TEMPLATE_LOOP,
  WHITESPACE,
  WORD,
} from "./kinds.ts";

/** Bits of `KindTable.layout`: whitespace or a line end, a comment, a zero-width leaf. */
export const BLANK_BIT = 1;
export const COMMENT_BIT = 2;
export const META_BIT = 4;

/** A kind, and one that it also is. */
export type IsA = readonly [kind: Kind, also: Kind];

const ROW_WORDS = MOST_KINDS / 32;

/** What every dialect says: nothing here depends on a grammar. */
const COMMON: readonly IsA[] = [
  [INLINE_COMMENT, COMMENT],
  [BLOCK_COMMENT, COMMENT],
  [INDENT, META],
  [IMPLICIT_INDENT, INDENT],
  [DEDENT, META],
  [END_OF_FILE, META],
  [PLACEHOLDER, META],
  [TEMPLATE_LOOP, META],
  [KEYWORD, WORD],
];

/**
 * What is what in one dialect, frozen once it is made: loading another dialect changes no answer.
 * Only kinds that are also something else have a row of bits, some 60 in a dialect.
 */
export class KindTable {
  /** For each kind its layout bits; 0 is code. */
  readonly layout = new Uint8Array(MOST_KINDS);
  /** For each kind 1 if a leaf of it also is what the lexer called its token. */
  readonly lexed = new Uint8Array(MOST_KINDS);
  /** For each kind 1 if a node of it may also be something else: most kinds are only themselves. */
  readonly more = new Uint8Array(MOST_KINDS);
  /** For each kind the number of its row, 0 for none. */
  readonly #row = new Uint16Array(MOST_KINDS);
  readonly #bits: Uint32Array;
  readonly #families: (readonly Kind[] | undefined)[] = [];

  /** `lexed` names the kinds whose leaves also are what the lexer called them. */
  constructor(pairs: Iterable<IsA> = [], lexed: Iterable<Kind> = []) {
    const parents = new Map<Kind, Kind[]>();
    for (const [kind, also] of [...COMMON, ...pairs]) {
      const known = parents.get(kind);
      if (known === undefined) parents.set(kind, [also]);
      else known.push(also);
    }
    this.#bits = new Uint32Array((parents.size + 1) * ROW_WORDS);
    let row = 0;
    for (const kind of parents.keys()) {
      this.#row[kind] = ++row;
      this.more[kind] = 1;
      for (const also of ancestors(kind, parents)) {
        const at = row * ROW_WORDS + (also >>> 5);
        this.#bits[at] = this.#bits[at]! | (1 << (also & 31));
      }
    }
    for (const kind of lexed) this.lexed[kind] = this.more[kind] = 1;
    for (let id = 1; id < MOST_KINDS; id++) {
      const kind = id as Kind;
      if (kind === WHITESPACE || kind === NEWLINE) this.layout[id] = BLANK_BIT;
      if (this.is(kind, COMMENT)) this.layout[id] = COMMENT_BIT;
      if (this.is(kind, META)) this.layout[id] = META_BIT;
    }
  }

  /** Whether `kind` is `other` or also that. */
  is(kind: Kind, other: Kind): boolean {
    if (kind === other) return true;
    const row = this.#row[kind]!;
    return row !== 0 && (this.#bits[row * ROW_WORDS + (other >>> 5)]! & (1 << (other & 31))) !== 0;
  }

  /** A kind and those that also are it, of the kinds that exist when it is first asked. */
  family(of: Kind): readonly Kind[] {
    let family = this.#families[of];
    if (family === undefined) {
      const all = [of];
      for (let id = 1; id < kindCount(); id++) {
        if (id !== of && this.is(id as Kind, of)) all.push(id as Kind);
      }
      this.#families[of] = family = all.sort((a, b) => a - b);
    }
    return family;
  }
}

function ancestors(kind: Kind, parents: ReadonlyMap<Kind, readonly Kind[]>): Set<Kind> {
  const found = new Set<Kind>();
  const waiting = [...parents.get(kind) ?? []];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...parents.get(next) ?? []);
  }
  return found;
}

/** The table of a text that belongs to no dialect. */
export const COMMON_KINDS = new KindTable();
