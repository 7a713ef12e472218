/** How names are spelled: mostly one object for all names that are written alike. */

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

/** A name's letters, with and without quotes and in either case. */
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

/**
 * V8 copies texts of up to so many units; a longer one points into the text that it was cut from,
 * which would live as long as the spelling is known.
 */
const LONGEST_COPY = 12;
/** The same names come up again and again, in one file and in the next: the last few are kept. */
const SLOTS = 1 << 11;
const SLOT_MASK = SLOTS - 1;
const HASH_FACTOR = 31;
const known = new Array<Spelling | null>(SLOTS).fill(null);

/** The spelling of what stands in `[start, stop)` of a text; no string is made of one that is known. */
export function spellingAt(text: string, start: number, stop: number): Spelling {
  if (stop - start > LONGEST_COPY || stop === start) return new Spelling(text.slice(start, stop));
  const slot = slotOf(text, start, stop);
  const there = known[slot]!;
  if (there !== null && isAt(text, there.text, start, stop)) return there;
  return known[slot] = new Spelling(text.slice(start, stop));
}

/** Some units tell most names apart, and two names of one slot only drive each other out of it. */
function slotOf(text: string, start: number, stop: number): number {
  const length = stop - start;
  let hash = length;
  hash = Math.imul(hash, HASH_FACTOR) + text.charCodeAt(start);
  hash = Math.imul(hash, HASH_FACTOR) + text.charCodeAt(start + (length >> 1));
  hash = Math.imul(hash, HASH_FACTOR) + text.charCodeAt(stop - 1);
  return (hash ^ (hash >>> 11)) & SLOT_MASK;
}

function isAt(text: string, wanted: string, start: number, stop: number): boolean {
  if (wanted.length !== stop - start) return false;
  let at = 0;
  while (at < wanted.length && wanted.charCodeAt(at) === text.charCodeAt(start + at)) at++;
  return at === wanted.length;
}
