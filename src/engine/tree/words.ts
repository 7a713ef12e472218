/**
 * Words: the spellings that some grammar asks for, as small integers.
 *
 * Keywords and symbols alike (`SELECT`, `(`, `||`), upper-cased. A token whose upper-cased text is
 * an interned word carries its id, every other token carries 0, so a parser and a rule compare
 * integers. The lookup hashes the text in place: no substring is made for a token.
 */

const texts: string[] = [""];
const ids = new Map<string, number>();
let slots = new Uint16Array(1024);
let mask = slots.length - 1;
let longest = 0;

const HASH_FACTOR = 0x01000193;
const LOWER_A = 97;
const LOWER_Z = 122;

function upperUnit(unit: number): number {
  return unit >= LOWER_A && unit <= LOWER_Z ? unit - 32 : unit;
}

function hash(text: string, start: number, end: number): number {
  let value = end - start;
  for (let at = start; at < end; at++) {
    value = Math.imul(value ^ upperUnit(text.charCodeAt(at)), HASH_FACTOR);
  }
  return value ^ (value >>> 15);
}

function insert(id: number): void {
  const text = texts[id]!;
  let slot = hash(text, 0, text.length) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = id;
}

/**
 * The id of a spelling, made on first use. Only ASCII letters are upper-cased: no grammar has a
 * word that needs more.
 */
export function word(spelling: string): number {
  const text = spelling.toUpperCase();
  const known = ids.get(text);
  if (known !== undefined) return known;
  const id = texts.length;
  texts.push(text);
  ids.set(text, id);
  longest = Math.max(longest, text.length);
  if (texts.length * 3 > slots.length) {
    slots = new Uint16Array(slots.length * 2);
    mask = slots.length - 1;
    for (let each = 1; each < id; each++) insert(each);
  }
  insert(id);
  return id;
}

/** The upper-cased spelling of a word id. */
export function wordText(id: number): string {
  return texts[id] ?? "";
}

/** How many word ids exist now, counting 0. */
export function wordCount(): number {
  return texts.length;
}

/** The word id of `text[start, end)` whatever its case, or 0 if no grammar asks for it. */
export function findWord(text: string, start: number, end: number): number {
  const length = end - start;
  if (length > longest) return 0;
  let slot = hash(text, start, end) & mask;
  for (;;) {
    const id = slots[slot]!;
    if (id === 0) return 0;
    const candidate = texts[id]!;
    if (candidate.length === length) {
      let at = 0;
      while (
        at < length && candidate.charCodeAt(at) === upperUnit(text.charCodeAt(start + at))
      ) at++;
      if (at === length) return id;
    }
    slot = (slot + 1) & mask;
  }
}
