import {
  Arena,
  BRACKETED,
  DEDENT,
  INDENT,
  type Kind,
  type Tokens,
  TreeBuilder,
} from "../tree/mod.ts";
import type { EarlierMatches } from "./earlier_matches.ts";
import type { Input } from "./input.ts";
import type { MatchRecorder } from "./kept_matches.ts";
import { type RecurringMatches, Write } from "./recurring.ts";

/** What stands as it was in an earlier text. */
const EARLIER = 0;
const LEAF = 1;
const NODE = 2;
const JOIN = 3;
const META = 4;
const BARE = 5;
const TOKENS = 6;
/** What a run of tokens came to before. */
const RUN = 7;
/** A piece is two to four integers long: what it is, and what that needs. */
const LONGEST = 4;
const FIRST_SIZE = 1 << 14;
/** A store of up to so many integers, a power of two, is kept for the next text. */
const MOST_KEPT = 1 << 20;
const TAG_BITS = 3;
const TAG_MASK = 7;

/**
 * What the parser has matched, as immutable pieces that share their insides: a piece is an index
 * into one arena, 0 is nothing at all. What failed leaves its pieces behind; the arena
 * is emptied when a statement has been written to the tree, so it never outgrows one statement.
 */
export class Matches {
  /** Where more room comes from than is kept; it changes with the text. */
  arena = new Arena();
  /** What runs stand for, and the tokens that they stand at; both change with the text. */
  recurring: RecurringMatches | null = null;
  input: Input | null = null;
  earlier: EarlierMatches | null = null;
  /** Is told where nodes are written, if anybody asks. */
  recorder: MatchRecorder | null = null;
  #data = new Int32Array(FIRST_SIZE);
  #top = LONGEST;
  #work = new Int32Array(256);

  /** Forgets every piece. */
  clear(): void {
    this.#top = LONGEST;
  }

  /** Forgets every piece, and gives back the room that an unusually long statement took. */
  release(): void {
    this.clear();
    if (this.#data.length <= MOST_KEPT) return;
    this.arena.release(this.#data);
    this.#data = new Int32Array(FIRST_SIZE);
  }

  /** One token under a kind. */
  leaf(kind: Kind, token: number): number {
    return this.#push(2, LEAF | (kind << TAG_BITS), token, 0, 0);
  }

  /** A node over the tokens from `start` to `stop`; those not in `inside` become its own leaves. */
  node(kind: Kind, start: number, stop: number, inside: number): number {
    return this.#push(4, NODE | (kind << TAG_BITS), start, stop, inside);
  }

  /** A zero-width leaf before a token. */
  meta(kind: Kind, token: number): number {
    return this.#push(2, META | (kind << TAG_BITS), token, 0, 0);
  }

  /** Indents that took no token, as they are before another token. */
  moved(piece: number, token: number): number {
    const data = this.#data;
    const head = data[piece]!;
    if (piece === 0) return 0;
    if ((head & TAG_MASK) === META) return this.meta((head >> TAG_BITS) as Kind, token);
    const left = this.moved(data[piece + 1]!, token);
    return this.join(left, this.moved(this.#data[piece + 2]!, token));
  }

  /** Tokens as they were lexed, up to `stop`. */
  tokens(stop: number): number {
    return this.#push(2, TOKENS | 0, stop, 0, 0);
  }

  /** What a run that stands at a token has come to. */
  run(run: number, token: number): number {
    if (this.recurring!.isEmpty(run)) return 0;
    return this.#push(2, RUN | (run << TAG_BITS), token, 0, 0);
  }

  /** A match of the earlier text, by its number. */
  earlierOne(number: number): number {
    return this.#push(2, EARLIER | (this.earlier!.kindOf(number) << TAG_BITS), number, 0, 0);
  }

  /** One piece after another. */
  join(left: number, right: number): number {
    if (left === 0) return right;
    if (right === 0) return left;
    return this.#push(3, JOIN, left, right, 0);
  }

  /** A piece without the metas that are not inside a node of its own. */
  bare(inside: number): number {
    return inside === 0 ? 0 : this.#push(2, BARE, inside, 0, 0);
  }

  /** A pair of brackets with its indents as a node, from the opening to the closing token. */
  bracketed(open: Kind, close: Kind, first: number, last: number, inside: number): number {
    const start = this.join(this.leaf(open, first), this.meta(INDENT, first + 1));
    const end = this.join(this.meta(DEDENT, last), this.leaf(close, last));
    const whole = this.join(this.join(start, this.bare(inside)), end);
    return this.node(BRACKETED, first, last + 1, whole);
  }

  /** The only child of a node if its kind is one of `kinds` (a 1 by kind); else the node itself. */
  onlyChild(node: number, kinds: Uint8Array): number {
    const data = this.#data;
    if (node === 0) return node;
    const head = data[node]!;
    if ((head & TAG_MASK) === RUN) {
      const run = head >> TAG_BITS;
      const only = this.recurring!.onlyChild(run, kinds);
      return only === run ? node : this.run(only, data[node + 1]!);
    }
    if ((head & TAG_MASK) === EARLIER) return this.#onlyEarlier(node, data[node + 1]!, kinds);
    if ((head & TAG_MASK) !== NODE) return node;
    const child = data[node + 3]!;
    return kinds[this.#kindOf(child)] === 1 ? child : node;
  }

  #onlyEarlier(piece: number, number: number, kinds: Uint8Array): number {
    const only = this.earlier!.onlyChild(number);
    return only >= 0 && kinds[this.earlier!.kindOf(only)] === 1 ? this.earlierOne(only) : piece;
  }

  /** The kind of a piece that is one leaf or node, else 0. */
  #kindOf(piece: number): number {
    if (piece === 0) return 0;
    const head = this.#data[piece]!;
    const tag = head & TAG_MASK;
    if (tag === RUN) return this.recurring!.kindOf(head >> TAG_BITS);
    return tag === LEAF || tag === NODE || tag === EARLIER ? head >> TAG_BITS : 0;
  }

  /** Hands the steps of writing a piece to what keeps them, each with the token of its place. */
  transcribe(piece: number, into: RecurringMatches): void {
    let nodes = 0;
    let depth = this.#todo(0, piece, 0, 0);
    while (depth > 0) {
      depth -= 3;
      const each = this.#work[depth]!;
      const bare = this.#work[depth + 1]!;
      if (each < 0) {
        nodes--;
        into.step(Write.close, 0, this.#work[depth + 2]!);
        continue;
      }
      if (each === 0) continue;
      const data = this.#data;
      const head = data[each]!;
      const a = data[each + 1]!;
      const kind = (head >> TAG_BITS) as Kind;
      switch (head & TAG_MASK) {
        case EARLIER:
          into.abandon();
          break;
        case LEAF:
          into.step(Write.leaf, kind, a);
          break;
        case NODE:
          nodes++;
          into.step(Write.open, kind, a);
          depth = this.#todo(depth, -1, 0, data[each + 2]!);
          depth = this.#todo(depth, data[each + 3]!, 0, 0);
          break;
        case JOIN:
          depth = this.#todo(depth, data[each + 2]!, bare, 0);
          depth = this.#todo(depth, a, bare, 0);
          break;
        case META:
          if (bare === 0) into.step(nodes > 0 ? Write.meta : Write.outerMeta, kind, a);
          break;
        case TOKENS:
          into.step(Write.tokens, 0, a);
          break;
        case RUN:
          into.stepsOf(head >> TAG_BITS, a, nodes > 0, bare === 1, this.input!);
          break;
        default:
          depth = this.#todo(depth, a, 1, 0);
      }
    }
  }

  /**
   * Writes a piece to the tree, the tokens in gaps as leaves of the kind that the lexer gave them.
   * `from` is the first token not yet written; answers the first one after.
   */
  write(piece: number, from: number, tokens: Tokens, tree: TreeBuilder): number {
    let next = from;
    let depth = 0;
    depth = this.#todo(depth, piece, 0, 0);
    while (depth > 0) {
      depth -= 3;
      const each = this.#work[depth]!;
      const bare = this.#work[depth + 1]!;
      if (each < 0) {
        next = this.fill(next, this.#work[depth + 2]!, tokens, tree);
        tree.close();
        continue;
      }
      if (each === 0) continue;
      const data = this.#data;
      const head = data[each]!;
      const a = data[each + 1]!;
      const b = data[each + 2]!;
      const kind = (head >> TAG_BITS) as Kind;
      switch (head & TAG_MASK) {
        case EARLIER: {
          const earlier = this.earlier!;
          const { node, shift, start, stop } = earlier.at(a);
          this.fill(next, start, tokens, tree);
          tree.copy(earlier.tree, node, shift);
          earlier.written(a);
          next = stop;
          break;
        }
        case LEAF:
          next = this.fill(next, a, tokens, tree);
          tree.leaf(kind, a);
          next++;
          break;
        case NODE:
          next = this.fill(next, a, tokens, tree);
          {
            const node = tree.open(kind);
            this.recorder?.written(each, node);
          }
          depth = this.#todo(depth, -1, 0, b);
          depth = this.#todo(depth, data[each + 3]!, 0, 0);
          break;
        case JOIN:
          depth = this.#todo(depth, b, bare, 0);
          depth = this.#todo(depth, a, bare, 0);
          break;
        case META:
          if (bare === 1) break;
          next = this.fill(next, a, tokens, tree);
          tree.leaf(kind, a);
          break;
        case TOKENS:
          next = this.fill(next, a, tokens, tree);
          break;
        case RUN: {
          const { recurring, input } = this;
          next = recurring!.write(head >> TAG_BITS, a, next, bare === 1, input!, tree);
          break;
        }
        default:
          depth = this.#todo(depth, a, 1, 0);
      }
    }
    return next;
  }

  /** Writes the tokens from `from` up to `to` as they were lexed. */
  fill(from: number, to: number, tokens: Tokens, tree: TreeBuilder): number {
    for (let token = from; token < to; token++) tree.leaf(tokens.kind(token), token);
    return Math.max(from, to);
  }

  #todo(depth: number, piece: number, bare: number, stop: number): number {
    if (depth + 3 > this.#work.length) {
      const grown = new Int32Array(this.#work.length * 2);
      grown.set(this.#work);
      this.#work = grown;
    }
    this.#work[depth] = piece;
    this.#work[depth + 1] = bare;
    this.#work[depth + 2] = stop;
    return depth + 3;
  }

  #grow(): void {
    const old = this.#data;
    const isKept = old.length < MOST_KEPT;
    const grown = isKept
      ? new Int32Array(old.length * 2)
      : this.arena.make(Int32Array, old.length + (old.length >>> 1));
    grown.set(old);
    if (old.length > MOST_KEPT) this.arena.release(old);
    this.#data = grown;
  }

  /** Writes a piece; what lies past its length is overwritten by the next one. */
  #push(length: number, head: number, a: number, b: number, c: number): number {
    const at = this.#top;
    if (at + LONGEST > this.#data.length) {
      this.#grow();
    }
    const data = this.#data;
    data[at] = head;
    data[at + 1] = a;
    data[at + 2] = b;
    data[at + 3] = c;
    this.#top = at + length;
    return at;
  }
}
