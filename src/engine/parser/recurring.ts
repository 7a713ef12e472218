/**
 * Strict matches that recur.
 *
 * What a rule makes of a token depends on the classes (`Input.classOf`) of the tokens that it looks
 * at, from that one on, and on what may follow; so the same run of classes comes to the same match
 * wherever it stands, in this text or in another. `o.amount,` and `c . name ,` are looked at once.
 * Runs are kept as a trie: the parser reads from left to right, so a run that has led to a match is
 * never the beginning of a longer one.
 */
import type { Kind, TreeBuilder } from "../tree/mod.ts";
import type { Input } from "./input.ts";
import { FAIL } from "./frame.ts";
import { isBehindMark } from "./token_class.ts";
import { END_OF_EDGES, Trie } from "./trie.ts";

/** Code tokens that a run may have: what is longer seldom recurs. */
const LONGEST = 16;
/** Runs that are kept at most; when they are all there the next statement starts afresh. */
export const MOST_RUNS = 1 << 14;
/** Tokens, blanks included, of a run that is surely too long. */
const TOO_LONG = LONGEST * 4;
/** A run is kept when it is met for the third time; so many counters tell, by hash. */
const MEETINGS = 3;
const COUNTERS = 1 << 15;

/** Columns of a run's match. */
const STOP = 0;
const REACH = 1;
const LOOK = 2;
const FROM = 3;
const TO = 4;
const ONLY = 5;
const INNER = 6;
const HEAD = 7;

/** Steps of writing a match; each has its kind, and a place in the run. */
export const Write = { open: 0, close: 1, leaf: 2, meta: 3, outerMeta: 4, tokens: 5 } as const;
export type Write = typeof Write[keyof typeof Write];
const WRITE_BITS = 3;
const WRITE_MASK = 7;

/**
 * A strict match: where it stopped (`FAIL`: nowhere), the furthest token that did not go on, and the
 * furthest one that was looked at, but for one behind it.
 */
interface Match {
  readonly stop: number;
  readonly reach: number;
  readonly look: number;
}

/** Matches by the run of token classes that they come from. */
export class RecurringMatches {
  /** Of the run found last: the code tokens of it, as far as they were asked for. */
  readonly #tokens = new Int32Array(LONGEST + 2);
  #trie = new Trie();
  #heads = new Int32Array(HEAD * 64);
  #runs = 0;
  #writes = new Int32Array(1 << 10);
  #written = 0;
  readonly #met = new Uint8Array(COUNTERS);
  /** Where the last step written stands in the run; -1 once a step stands nowhere in it. */
  #place = 0;
  #length = 0;
  /** Where the steps of the match that is being kept begin. */
  #from = 0;
  /** Of the last run found: as a strict match answers, and how far the parser looked. */
  stop = FAIL;
  reach = 0;
  look = 0;

  /** Starts afresh if there is no room left; no piece may stand for a run then. */
  makeRoom(): void {
    if (this.#runs < MOST_RUNS) return;
    this.#trie = new Trie();
    this.#runs = 0;
    this.#written = 0;
    this.#met.fill(0);
  }

  /** The run that stands at a token, or -1: then `stop`, `reach` and `look` hold what it comes to. */
  find(rule: number, follow: number, at: number, input: Input): number {
    let node = this.#trie.child(~rule, follow);
    const tokens = this.#tokens;
    let token = at;
    for (let length = 0; node > 0; length++) {
      tokens[length] = token;
      node = this.#trie.child(node, input.classOf(token));
      if (token < input.count) token = input.nextCode(token + 1);
    }
    if (node === END_OF_EDGES) return -1;
    const run = ~node;
    const head = run * HEAD;
    const heads = this.#heads;
    this.stop = heads[head + STOP] === FAIL ? FAIL : this.#token(heads[head + STOP]!);
    this.reach = this.#token(heads[head + REACH]!);
    this.look = this.#token(heads[head + LOOK]!);
    return run;
  }

  /** Whether a run's match has made anything. */
  isEmpty(run: number): boolean {
    return this.#heads[run * HEAD + FROM] === this.#heads[run * HEAD + TO];
  }

  /**
   * Whether a strict match of `rule` at `start` is to be kept, which is when it is met for the third
   * time. Then the steps of writing it are taken, and `finish` is called with the same.
   */
  begin(rule: number, follow: number, start: number, { look }: Match, input: Input): boolean {
    if (look - start > TOO_LONG || this.#runs >= MOST_RUNS) return false;
    if (!this.#read(rule, follow, start, look, input)) return false;
    this.#place = 0;
    this.#from = this.#written;
    return true;
  }

  /** Keeps the match whose steps were taken, if all that it says is within the run. */
  finish(rule: number, follow: number, match: Match, input: Input): void {
    const from = this.#from;
    const stop = match.stop === FAIL ? FAIL : this.#placeOf(match.stop);
    const reach = this.#placeOf(match.reach);
    const look = this.#placeOf(match.look);
    if (this.#place < 0 || reach < 0 || look < 0 || (stop < 0 && match.stop !== FAIL)) {
      this.#written = from;
      return;
    }
    let node = this.#trie.extend(~rule, follow);
    const last = this.#length - 1;
    for (let at = 0; at < last && node > 0; at++) {
      node = this.#trie.extend(node, input.classOf(this.#tokens[at]!));
    }
    const run = this.#addHead(stop, reach, look, from, this.#written);
    if (node > 0) this.#trie.end(node, input.classOf(this.#tokens[last]!), ~run);
  }

  /** Takes the next step of writing the match that is being kept. */
  step(write: Write, kind: Kind | 0, token: number): void {
    const tokens = this.#tokens;
    let place = this.#place;
    if (place < 0) return;
    while (place < this.#length && tokens[place]! < token) place++;
    // A step that stands at no code token of the run stands right behind one.
    const isBehind = place === this.#length || tokens[place] !== token;
    if (isBehind && (place === 0 || tokens[place - 1]! + 1 !== token)) {
      this.#place = -1;
      return;
    }
    this.#place = place;
    if (this.#written + 2 > this.#writes.length) this.#writes = grown(this.#writes);
    this.#writes[this.#written++] = write | (kind << WRITE_BITS);
    this.#writes[this.#written++] = isBehind ? place * 2 - 1 : place * 2;
  }

  /** The match that is being kept holds what a run cannot say. */
  abandon(): void {
    this.#place = -1;
  }

  /** Takes the steps of another run that stands at a token, below the top or not, bare or not. */
  stepsOf(run: number, at: number, isInside: boolean, isBare: boolean, input: Input): void {
    const from = this.#heads[run * HEAD + FROM]!;
    const to = this.#heads[run * HEAD + TO]!;
    let index = 0;
    let token = at;
    for (let each = from; each < to; each += 2) {
      const what = this.#writes[each]!;
      const place = this.#writes[each + 1]!;
      for (; index < place >> 1; index++) token = input.nextCode(token + 1);
      let write = (what & WRITE_MASK) as Write;
      if (write === Write.outerMeta) {
        if (isBare) continue;
        if (isInside) write = Write.meta;
      }
      this.step(write, (what >> WRITE_BITS) as Kind, token + (place & 1));
    }
  }

  /** The run without the node around it, where that has one child of the kinds (a 1 by kind). */
  onlyChild(run: number, kinds: Uint8Array): number {
    const head = run * HEAD;
    const only = this.#heads[head + ONLY]!;
    if (only === 0 || kinds[only] === 0) return run;
    if (this.#heads[head + INNER] === -1) {
      const [stop, reach, look] = [STOP, REACH, LOOK].map((column) => this.#heads[head + column]!);
      const from = this.#heads[head + FROM]! + 2;
      const inner = this.#addHead(stop!, reach!, look!, from, this.#heads[head + TO]! - 2);
      this.#heads[head + INNER] = inner;
    }
    return this.#heads[head + INNER]!;
  }

  /** The kind of what a run comes to where that is one node or leaf, else 0. */
  kindOf(run: number): number {
    const from = this.#heads[run * HEAD + FROM]!;
    return this.#isSingle(from, this.#heads[run * HEAD + TO]!) ? this.#kindAt(from) : 0;
  }

  /**
   * Writes a run's match that stands at a token to the tree; `next` is the first token not yet
   * written, as is the answer. A bare one is without the metas outside of its nodes.
   */
  write(run: number, at: number, next: number, bare: boolean, input: Input, tree: TreeBuilder) {
    const { tokens } = input;
    const to = this.#heads[run * HEAD + TO]!;
    const writes = this.#writes;
    let written = next;
    let index = 0;
    let token = at;
    for (let each = this.#heads[run * HEAD + FROM]!; each < to; each += 2) {
      const place = writes[each + 1]!;
      for (; index < place >> 1; index++) token = input.nextCode(token + 1);
      const stop = token + (place & 1);
      const what = writes[each]!;
      const write = what & WRITE_MASK;
      if (write === Write.outerMeta && bare) continue;
      for (; written < stop; written++) tree.leaf(tokens.kind(written), written);
      if (write === Write.open) tree.open((what >> WRITE_BITS) as Kind);
      else if (write === Write.close) tree.close();
      else if (write !== Write.tokens) {
        tree.leaf((what >> WRITE_BITS) as Kind, stop);
        if (write === Write.leaf) written++;
      }
    }
    return written;
  }

  /**
   * Reads the tokens of a run into `#tokens`; whether it is no longer than it may be, has no mark of a
   * template in it, and has been met often enough.
   */
  #read(rule: number, follow: number, start: number, look: number, input: Input): boolean {
    const furthest = Math.max(input.nextCode(look), start);
    let hash = Math.imul(rule, 0x9e3779b1) ^ Math.imul(follow, 0x85ebca6b);
    let token = start;
    for (let length = 0; length < LONGEST; length++) {
      this.#tokens[length] = token;
      const tokenClass = input.classOf(token);
      if (isBehindMark(tokenClass)) return false;
      hash = Math.imul(hash ^ (hash >>> 15) ^ tokenClass, 0x2c1b3c6d);
      // One behind the furthest counts too: what may follow a keyword depends on it.
      if (token > furthest || token >= input.count) {
        this.#length = length + 1;
        return this.#meet(hash ^ (hash >>> 13));
      }
      token = input.nextCode(token + 1);
    }
    return false;
  }

  /** Counts a meeting with what has a hash; whether there have been enough. */
  #meet(hash: number): boolean {
    const counter = hash & (COUNTERS - 1);
    const met = this.#met[counter]! + 1;
    if (met < MEETINGS) this.#met[counter] = met;
    return met >= MEETINGS;
  }

  /** A token as a place in the run: twice its number there, 1 more for just behind it; -1: neither. */
  #placeOf(token: number): number {
    for (let at = this.#length - 1; at >= 0; at--) {
      if (this.#tokens[at] === token) return at * 2;
      if (this.#tokens[at]! < token) return this.#tokens[at]! + 1 === token ? at * 2 + 1 : -1;
    }
    return -1;
  }

  /** The token of a place. */
  #token(place: number): number {
    return this.#tokens[place >> 1]! + (place & 1);
  }

  #addHead(stop: number, reach: number, look: number, from: number, to: number): number {
    const run = this.#runs++;
    const head = run * HEAD;
    if (head + HEAD > this.#heads.length) this.#heads = grown(this.#heads);
    const isNode = this.#isSingle(from, to) && this.#tagAt(from) === Write.open;
    const hasOnly = isNode && this.#isSingle(from + 2, to - 2);
    const columns = [stop, reach, look, from, to, hasOnly ? this.#kindAt(from + 2) : 0, -1];
    this.#heads.set(columns, head);
    return run;
  }

  /** Whether the steps write one node or leaf. */
  #isSingle(from: number, to: number): boolean {
    if (to - from === 2) return this.#tagAt(from) === Write.leaf;
    if (to <= from || this.#tagAt(from) !== Write.open) return false;
    let depth = 0;
    for (let at = from; at < to; at += 2) {
      const tag = this.#tagAt(at);
      if (tag === Write.open) depth++;
      else if (tag === Write.close) depth--;
      if (depth === 0) return at + 2 === to;
    }
    return false;
  }

  #tagAt(at: number): number {
    return this.#writes[at]! & WRITE_MASK;
  }

  #kindAt(at: number): number {
    return this.#writes[at]! >> WRITE_BITS;
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
