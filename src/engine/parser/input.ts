import { patternTakes, type Rule } from "../grammar/mod.ts";
import { type Kind, layoutTable, NEWLINE, type Tokens, WHITESPACE } from "../tree/mod.ts";
import type { GrammarTables } from "./grammar_tables.ts";

/** A bracket's partner when it has none: its text ended first, or another closing came first. */
export const NEVER_CLOSED = -1;
/** Most answers that are kept of one pattern: more than all but the longest statements ask for. */
const MOST_KNOWN = 4096;

/** Tokens prepared for matching: what each can start, where code is, which brackets pair up. */
export class Input {
  readonly tokens: Tokens;
  /** Number of tokens without the final end_of_file. */
  readonly count: number;
  /** Token key of each token; 0 is no code. */
  readonly keys: Uint16Array;
  /**
   * At what is no code the next code token, or the count; at an opening bracket its closing token,
   * or `NEVER_CLOSED`; elsewhere nothing of use.
   */
  readonly #links: Int32Array;
  /** For an opening bracket that never closes, the token to blame. */
  readonly culprit = new Map<number, number>();
  /** By pattern rule, the latest answers: twice the token's number and 2, and 1 more for yes. */
  readonly #known: (Int32Array | undefined)[] = [];
  readonly #knownMask: number;

  constructor(tokens: Tokens, tables: GrammarTables) {
    this.tokens = tokens;
    this.count = tokens.count - 1;
    this.keys = tokens.arena.make(Uint16Array, tokens.count);
    this.#links = tokens.arena.make(Int32Array, tokens.count);
    let known = 64;
    while (known < this.count && known < MOST_KNOWN) known *= 2;
    this.#knownMask = known - 1;
    const { first } = tables;
    const layout = layoutTable();
    for (let token = 0; token < this.count; token++) {
      const kind = tokens.kinds[token]! as Kind;
      if (layout[kind] === 0) this.keys[token] = first.key(tokens.words[token]!, kind);
    }
    let next = this.count;
    for (let token = this.count; token >= 0; token--) {
      if (this.keys[token] !== 0) next = token;
      else this.#links[token] = next;
    }
    this.#pair(tables.bracketRole);
  }

  /** First code token at or after a token; the count behind the last one. */
  nextCode(token: number): number {
    return this.keys[token] === 0 ? this.#links[token]! : token;
  }

  /** The closing token of an opening bracket, or `NEVER_CLOSED`. */
  partner(opening: number): number {
    return this.#links[opening]!;
  }

  /** Just past the last code token in `[from, to)`, or `from`. */
  codeEnd(to: number, from: number): number {
    let end = to;
    while (end > from && this.keys[end - 1] === 0) end--;
    return end;
  }

  /** Whether whitespace or a newline stands before a token, with no more than metas between. */
  spaceBefore(token: number): boolean {
    const { kinds, starts, origins } = this.tokens;
    let before = token - 1;
    if (origins !== null) { while (before >= 0 && starts[before] === starts[before + 1]) before--; }
    const kind = before < 0 ? 0 : kinds[before];
    return kind === WHITESPACE || kind === NEWLINE;
  }

  /** Whether pattern rule `id` takes a token whose key is a kind. */
  matchesPattern(id: number, rule: Rule, token: number): boolean {
    const known = this.#known[id] ??= new Int32Array(this.#knownMask + 1);
    const slot = token & this.#knownMask;
    const no = (token + 1) * 2;
    const answer = known[slot]!;
    if (answer === no || answer === no + 1) return answer !== no;
    const takes = patternTakes(rule, this.tokens, token);
    known[slot] = takes ? no + 1 : no;
    return takes;
  }

  /** Gives the columns back. Nothing can be asked afterwards. */
  release(): void {
    for (const column of [this.keys, this.#links]) this.tokens.arena.release(column);
  }

  #pair(roles: Int8Array): void {
    const open: number[] = [];
    for (let token = 0; token < this.count; token++) {
      const role = roles[this.keys[token]!]!;
      if (role > 0) {
        this.#links[token] = NEVER_CLOSED;
        open.push(token);
      }
      if (role >= 0) continue;
      const opening = open.pop();
      if (opening === undefined) continue;
      if (roles[this.keys[opening]!] === -role) {
        this.#links[opening] = token;
        continue;
      }
      this.culprit.set(opening, token);
      for (const outer of open) this.culprit.set(outer, token);
      open.length = 0;
    }
    const innermost = open.at(-1);
    if (innermost === undefined) return;
    for (const opening of open) this.culprit.set(opening, innermost);
  }
}
