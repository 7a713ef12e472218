import { END_KEY, type Rule } from "../grammar/mod.ts";
import { DEDENT, type Kind, NEWLINE, type Tokens, WHITESPACE } from "../tree/mod.ts";
import type { ParserTables } from "./tables.ts";
import { Before, BEFORE_BITS, PATTERN_BITS } from "./token_class.ts";

/** A bracket's partner when it has none. */
export const ALONE = -1;
/** Classes that are kept: more than all but the longest statements ask for. */
const LEAST_SLOTS = 64;
const MOST_SLOTS = 4096;
/** Low bits of a bracket's role. */
const SIDE = 3;
const OPENS = 1;

/** The brackets that nothing closes. */
export interface Unclosed {
  /** Where the text stops making sense: the bracket, or the closing one of another shape. */
  readonly token: number;
  /** The bracket that is open there. */
  readonly opening: number;
  /** The first of all that nothing closes. */
  readonly first: number;
}

/** Tokens prepared for matching: what each can start, where code is, which brackets pair up. */
export class Input {
  readonly tokens: Tokens;
  /** Number of tokens without the final end_of_file. */
  readonly count: number;
  /** Token key of each token, and behind the last one `END_KEY`; 0 is no code. */
  readonly keys: Uint16Array;
  /** What nothing closes; null if all brackets are closed. */
  readonly unclosed: Unclosed | null;
  /** At what is no code the next code token, or the count; at an opening bracket its partner. */
  readonly #links: Int32Array;
  /** The latest classes that were asked for, by the low bits of their token, and that token. */
  readonly #classes: Int32Array;
  readonly #classified: Int32Array;
  readonly #mask: number;
  readonly #tables: ParserTables;

  constructor(tokens: Tokens, tables: ParserTables) {
    this.tokens = tokens;
    this.count = tokens.count - 1;
    this.keys = tokens.arena.make(Uint16Array, tokens.count);
    this.#links = tokens.arena.make(Int32Array, tokens.count);
    let slots = LEAST_SLOTS;
    while (slots < tokens.count && slots < MOST_SLOTS) slots *= 2;
    this.#mask = slots - 1;
    this.#classes = tokens.arena.make(Int32Array, slots);
    this.#classified = tokens.arena.make(Int32Array, slots).fill(-1);
    this.#tables = tables;
    const { layout } = tokens.table;
    const { keys } = tables;
    for (let token = 0; token < this.count; token++) {
      const kind = tokens.kinds[token]! as Kind;
      if (layout[kind] === 0) this.keys[token] = keys.of(tokens.words[token]!, kind);
    }
    this.keys[this.count] = END_KEY;
    let next = this.count;
    for (let token = this.count; token >= 0; token--) {
      if (this.keys[token] !== 0) next = token;
      else this.#links[token] = next;
    }
    this.unclosed = this.#pair(tables.brackets);
  }

  /** First code token at or after a token; the count behind the last one. */
  nextCode(token: number): number {
    return this.keys[token] === 0 ? this.#links[token]! : token;
  }

  /** Whether a bracket opens at a token. */
  opens(token: number): boolean {
    return (this.#tables.brackets[this.keys[token]!]! & SIDE) === OPENS;
  }

  /** The other bracket of a pair, or `ALONE`. */
  partner(bracket: number): number {
    return this.#links[bracket]!;
  }

  /** Just past the last code token in `[from, to)`, or `from`. */
  codeEnd(to: number, from: number): number {
    let end = to;
    while (end > from && this.keys[end - 1] === 0) end--;
    return end;
  }

  /**
   * Where a grammar's indent goes that stands at a token, among what a template left there: a dedent
   * in front of code goes before a block that the template opens in the same gap, an indent behind
   * code goes after a block that it closes there.
   */
  placeAmongMarks(kind: Kind, token: number, isBehindCode: boolean): number {
    const { origins } = this.tokens;
    if (origins === null) return token;
    if (isBehindCode) return kind === DEDENT ? token : this.#afterClosedBlock(token);
    return kind === DEDENT ? this.#beforeOpenedBlock(token) : token;
  }

  #afterClosedBlock(from: number): number {
    const { starts, kinds, origins } = this.tokens;
    let token = from;
    while (token < this.count && starts[token] === starts[token + 1]) {
      const type = origins!.marks.get(token)?.type;
      if (kinds[token] !== DEDENT && type !== "block_end") break;
      token++;
    }
    return token;
  }

  #beforeOpenedBlock(from: number): number {
    const { starts, origins } = this.tokens;
    let token = from;
    while (token > 0 && this.keys[token - 1] === 0) token--;
    while (token < from && starts[token] !== starts[token + 1]) token++;
    return origins!.marks.get(token)?.type === "block_start" ? token : from;
  }

  /** Whether whitespace or a newline stands before a token, with no more than metas between. */
  spaceBefore(token: number): boolean {
    const { kinds, starts, origins } = this.tokens;
    let before = token - 1;
    if (origins !== null) { while (before >= 0 && starts[before] === starts[before + 1]) before--; }
    const kind = before < 0 ? 0 : kinds[before];
    return kind === WHITESPACE || kind === NEWLINE;
  }

  /** Whether the grammar may ask if one code token touches the other, which follows it. */
  mayTouch(one: number, other: number): boolean {
    return this.#tables.tightPlaces.between(this.keys[one]!, this.keys[other]!);
  }

  /**
   * The class of a code token, or of the end: tokens of one class are the same to a strict match. It
   * is made of the token's key, the patterns that it fits, and what stands before it.
   */
  classOf(token: number): number {
    const slot = token & this.#mask;
    if (this.#classified[slot] === token) return this.#classes[slot]!;
    this.#classified[slot] = token;
    return this.#classes[slot] = this.#classify(token);
  }

  #classify(token: number): number {
    const key = this.keys[token]!;
    const before = this.#before(token);
    let bits = key | (before << BEFORE_BITS);
    const patterns = this.#tables.patterns(key);
    if (patterns.length === 0) return bits;
    const text = this.tokens.textOf(token);
    for (let place = 0; place < patterns.length; place++) {
      if (patterns[place]!.test(text)) bits |= 1 << (PATTERN_BITS + place);
    }
    return bits;
  }

  #before(token: number): number {
    if (token === 0) return Before.other;
    if (this.keys[token - 1] !== 0) return Before.code;
    const { starts, origins } = this.tokens;
    if (origins !== null) {
      for (let at = token - 1; at >= 0 && this.keys[at] === 0; at--) {
        if (starts[at] === starts[at + 1]) return Before.mark;
      }
    }
    return this.spaceBefore(token) ? Before.blank : Before.other;
  }

  /** Whether a leaf's pattern takes a token. */
  matchesPattern({ id }: Rule, token: number): boolean {
    const place = PATTERN_BITS + this.#tables.patternPlace(id);
    return (this.classOf(token) & (1 << place)) !== 0;
  }

  /** Gives the columns back. Nothing can be asked afterwards. */
  release(): void {
    for (const column of [this.keys, this.#links, this.#classes, this.#classified]) {
      this.tokens.arena.release(column);
    }
  }

  /**
   * Pairs the brackets; a closing one that nothing has opened, or not with this shape, is left for
   * the grammar to refuse. Of what nothing closes, the first closing one of another shape shows it,
   * and where there is none the bracket that was opened last.
   */
  #pair(roles: Uint8Array): Unclosed | null {
    const open: number[] = [];
    let first = this.count;
    let crossed: { token: number; opening: number } | null = null;
    for (let token = 0; token < this.count; token++) {
      const role = roles[this.keys[token]!]!;
      if (role === 0) continue;
      this.#links[token] = ALONE;
      if ((role & SIDE) === OPENS) {
        open.push(token);
        continue;
      }
      const opening = open.pop();
      if (opening === undefined) continue;
      if ((roles[this.keys[opening]!]! ^ role) > SIDE) {
        crossed ??= { token, opening };
        if (opening < first) first = opening;
        continue;
      }
      this.#links[token] = opening;
      this.#links[opening] = token;
    }
    const innermost = open.at(-1);
    if (innermost === undefined && crossed === null) return null;
    if (innermost !== undefined && open[0]! < first) first = open[0]!;
    return { ...crossed ?? { token: innermost!, opening: innermost! }, first };
  }
}
