import type { Arena } from "./arena.ts";
import { COMMON_KINDS, type KindTable } from "./kind_table.ts";
import type { Kind } from "./kinds.ts";
import type { Origins } from "./origins.ts";
import { wordText } from "./words.ts";

/** Finished columns of tokens. */
type LexedColumns = Pick<TokenColumns, "count" | "kinds" | "starts" | "words" | "arena">;

/**
 * The tokens of one text, as columns. Invariants: token 0 starts at 0, each token starts where the
 * one before it ends, and the last one is a zero-width `end_of_file`; so the tokens print the text.
 * A token costs 8 bytes: its kind, where it starts, its word.
 */
export class Tokens {
  readonly text: string;
  /** Number of tokens, the final end_of_file included. */
  readonly count: number;
  readonly kinds: Uint16Array;
  /** One more than there are tokens: the last is where the text ends. */
  readonly starts: Uint32Array;
  readonly words: Uint16Array;
  /** Where the tokens come from when the text was rendered from a template; else null. */
  readonly origins: Origins | null;
  /** Where the columns come from, and those of all that is made of the tokens. */
  readonly arena: Arena;
  /** What is what in the dialect that the text was lexed in. */
  readonly table: KindTable;

  constructor(text: string, columns: LexedColumns, table: KindTable, origins: Origins | null) {
    this.text = text;
    this.table = table;
    this.count = columns.count;
    this.kinds = columns.kinds;
    this.starts = columns.starts;
    this.words = columns.words;
    this.origins = origins;
    this.arena = columns.arena;
  }

  /** The same tokens of a text of the same length that spells words in another case. */
  recased(text: string): Tokens {
    return new Tokens(text, this, this.table, this.origins);
  }

  kind(token: number): Kind {
    return this.kinds[token]! as Kind;
  }

  /** Offset of the token's first character. */
  start(token: number): number {
    return this.starts[token]!;
  }

  /** Offset just past the token's last character. */
  end(token: number): number {
    return this.starts[token + 1]!;
  }

  /** Interned word of the token's upper-cased text, or 0. */
  word(token: number): number {
    return this.words[token]!;
  }

  textOf(token: number): string {
    return this.text.slice(this.starts[token]!, this.starts[token + 1]!);
  }

  /** Upper-cased text; no string is made for an interned word. */
  upper(token: number): string {
    const id = this.words[token]!;
    return id !== 0 ? wordText(id) : this.textOf(token).toUpperCase();
  }
}

/** How many times their count finished columns may hold; trimming costs a copy. */
const MOST_SLACK = 2;

/** Growable columns that a lexer fills; `finish` trims them and hands them to `Tokens`. */
export class TokenColumns {
  count = 0;
  kinds: Uint16Array;
  starts: Uint32Array;
  words: Uint16Array;

  /** `capacity` is a first guess of the number of tokens. */
  constructor(capacity: number, readonly arena: Arena) {
    this.kinds = arena.make(Uint16Array, capacity);
    this.starts = arena.make(Uint32Array, capacity + 1);
    this.words = arena.make(Uint16Array, capacity);
  }

  /** A token that ends where the next one starts. */
  push(kind: Kind, start: number, word: number): void {
    const at = this.count;
    if (at === this.kinds.length) this.#resize(at * 2 + 16);
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.words[at] = word;
    this.count = at + 1;
  }

  finish(text: string, table = COMMON_KINDS, origins: Origins | null = null): Tokens {
    if (this.kinds.length > this.count * MOST_SLACK) this.#resize(this.count);
    this.starts[this.count] = text.length;
    return new Tokens(text, this, table, origins);
  }

  #resize(capacity: number): void {
    const { arena } = this;
    this.kinds = arena.resize(this.kinds, Uint16Array, capacity);
    this.starts = arena.resize(this.starts, Uint32Array, capacity + 1);
    this.words = arena.resize(this.words, Uint16Array, capacity);
  }
}
