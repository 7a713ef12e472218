import { END_KEY, type Rule } from "../grammar/mod.ts";
import { DEDENT, type Kind, NEWLINE, type Tokens, WHITESPACE } from "../tree/mod.ts";
import type { ParserTables } from "./tables.ts";

/** A bracket's partner when it has none. */
export const ALONE = -1;
/** Most answers that are kept of one pattern: more than all but the longest statements ask for. */
const MOST_KNOWN = 4096;
/** Low bits of a bracket's role. */
const SIDE = 3;
const OPENS = 1;

/** A bracket that nothing closes. */
export interface Unclosed {
  /** Where the text stops making sense: the bracket, or the closing one of another shape. */
  readonly token: number;
  /** The bracket that is open there. */
  readonly opening: number;
}

/** Tokens prepared for matching: what each can start, where code is, which brackets pair up. */
export class Input {
  readonly tokens: Tokens;
  /** Number of tokens without the final end_of_file. */
  readonly count: number;
  /** Token key of each token, and behind the last one `END_KEY`; 0 is no code. */
  readonly keys: Uint16Array;
  /** The first bracket that nothing closes; null if all are closed. */
  readonly unclosed: Unclosed | null;
  /** At what is no code the next code token, or the count; at an opening bracket its partner. */
  readonly #links: Int32Array;
  /** By pattern rule, the latest answers: twice the token's number and 2, and 1 more for yes. */
  readonly #known: (Int32Array | undefined)[] = [];
  readonly #knownMask: number;

  constructor(tokens: Tokens, tables: ParserTables) {
    this.tokens = tokens;
    this.count = tokens.count - 1;
    this.keys = tokens.arena.make(Uint16Array, tokens.count);
    this.#links = tokens.arena.make(Int32Array, tokens.count);
    let known = 64;
    while (known < this.count && known < MOST_KNOWN) known *= 2;
    this.#knownMask = known - 1;
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

  /** Whether a leaf's pattern takes a token; the latest answers are kept. */
  matchesPattern({ id, leaf }: Rule, token: number): boolean {
    const known = this.#known[id] ??= new Int32Array(this.#knownMask + 1);
    const slot = token & this.#knownMask;
    const no = (token + 1) * 2;
    const answer = known[slot]!;
    if (answer === no || answer === no + 1) return answer !== no;
    const takes = leaf!.pattern!.test(this.tokens.textOf(token));
    known[slot] = takes ? no + 1 : no;
    return takes;
  }

  /** Gives the columns back. Nothing can be asked afterwards. */
  release(): void {
    for (const column of [this.keys, this.#links]) this.tokens.arena.release(column);
  }

  /** Pairs the brackets; a closing one that nothing has opened is left for the grammar to refuse. */
  #pair(roles: Uint8Array): Unclosed | null {
    const open: number[] = [];
    for (let token = 0; token < this.count; token++) {
      const role = roles[this.keys[token]!]!;
      if (role === 0) continue;
      if ((role & SIDE) === OPENS) {
        this.#links[token] = ALONE;
        open.push(token);
        continue;
      }
      const opening = open.pop();
      this.#links[token] = opening ?? ALONE;
      if (opening === undefined) continue;
      if ((roles[this.keys[opening]!]! ^ role) > SIDE) return { token, opening };
      this.#links[opening] = token;
    }
    const innermost = open.at(-1);
    return innermost === undefined ? null : { token: innermost, opening: innermost };
  }
}
