/** How names are spelled: one object for all names of a text that are written alike. */
import type { Arena, Tokens } from "../tree/mod.ts";

/** What closes each quote. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "[": "]" };
/** The first unit of each quote. */
const OPENING = Object.keys(QUOTES).map((quote) => quote.charCodeAt(0));

/** A name without its quotes, a quote inside of them written once. */
export function withoutQuotes(text: string): string {
  if (!OPENING.includes(text.charCodeAt(0))) return text;
  const open = text[0] ?? "";
  const close = QUOTES[open];
  if (close === undefined || text.length < 2 || !text.endsWith(close)) return text;
  return text.slice(1, -1).replaceAll(close + close, close);
}

/** What names that are written alike have in common. */
export class Spelling {
  readonly bare: string;
  #upper: string | null = null;
  #lower: string | null = null;

  constructor(readonly text: string) {
    this.bare = withoutQuotes(text);
  }

  /** In capitals, without its quotes. */
  get upper(): string {
    return this.#upper ??= this.bare.toUpperCase();
  }

  /** In small letters, without its quotes. */
  get lower(): string {
    return this.#lower ??= this.bare.toLowerCase();
  }
}

/** Of more spellings than this the earlier ones are let go: a text may have any number of names. */
const MOST = 1 << 12;
const FIRST_SLOTS = 1 << 7;
/** Slots for each spelling, at least. */
const ROOM = 2;
const HASH_FACTOR = 0x01000193;

/**
 * The spellings of a text's names, found by their letters in place: most names are written many
 * times, and are made into strings, folded and freed of their quotes once.
 */
export class Spellings {
  readonly #text: string;
  readonly #arena: Arena;
  #known: Spelling[] = [];
  /** By hash the place of a spelling in `#known`, counted from 1; 0 is none. */
  #slots: Uint16Array;

  constructor({ text, arena }: Tokens) {
    this.#text = text;
    this.#arena = arena;
    this.#slots = arena.make(Uint16Array, FIRST_SLOTS);
  }

  /** The spelling of what stands in `[start, stop)` of the text. */
  at(start: number, stop: number): Spelling {
    const text = this.#text;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(text, start, stop) & mask;
    for (let place = slots[slot]!; place !== 0; place = slots[slot]!) {
      const known = this.#known[place - 1]!;
      if (isAt(text, known.text, start, stop)) return known;
      slot = (slot + 1) & mask;
    }
    const spelling = new Spelling(text.slice(start, stop));
    slots[slot] = this.#known.push(spelling);
    if (this.#known.length * ROOM >= slots.length) this.#makeRoom();
    return spelling;
  }

  #makeRoom(): void {
    if (this.#known.length >= MOST) {
      this.#known = [];
      this.#slots.fill(0);
      return;
    }
    const old = this.#slots;
    const slots = this.#slots = this.#arena.make(Uint16Array, old.length * 2);
    this.#arena.forget(old);
    const mask = slots.length - 1;
    for (let at = 0; at < this.#known.length; at++) {
      const { text } = this.#known[at]!;
      let slot = hash(text, 0, text.length) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at + 1;
    }
  }
}

function hash(text: string, start: number, stop: number): number {
  let value = stop - start;
  for (let at = start; at < stop; at++) value = Math.imul(value ^ text.charCodeAt(at), HASH_FACTOR);
  return value ^ (value >>> 15);
}

function isAt(text: string, wanted: string, start: number, stop: number): boolean {
  if (wanted.length !== stop - start) return false;
  let at = 0;
  while (at < wanted.length && wanted.charCodeAt(at) === text.charCodeAt(start + at)) at++;
  return at === wanted.length;
}
