/**
 * What is known of a text from the one that it was before a change. Most changes leave most of the
 * statements as they are: these are taken over, and not parsed again.
 */
import { BATCH, BLANK_BIT, type Tokens, type Tree, type TreeBuilder } from "../tree/mod.ts";
import type { Input } from "./input.ts";
import { hasPlaces, isAlike, respaced, writeRespaced } from "./respaced.ts";

/** A text as it was parsed before. */
export interface Earlier {
  readonly tree: Tree;
  readonly tokens: Tokens;
}

/** A statement of the earlier text, with its tokens. */
interface EarlierStatement {
  readonly tree: Tree;
  readonly node: number;
  readonly token: number;
  readonly tokens: number;
}

/** A statement that is taken over. */
export interface TakenOver {
  /** Its code, from the first token to behind the last one, in the earlier text. */
  readonly from: number;
  readonly to: number;
  /** The token behind it. */
  readonly stop: number;
  /** Adds it to the tree of the new text, which has come to its first token. */
  write(into: TreeBuilder): void;
}

/** How many statements ahead are looked at: a change may have added or removed one. */
const LOOK_AHEAD = 2;

/** The statements of an earlier text that parsed whole, in order. */
export class EarlierStatements {
  readonly #statements: EarlierStatement[] = [];
  readonly #tokens: Tokens;
  #next = 0;
  /** Whether all that was taken over, and what stood between, is the whole of both texts. */
  #isWhole = true;
  /** The first tokens, of the earlier text and of the new one, behind the last one taken over. */
  #done = 0;
  #reached = 0;

  constructor({ tree, tokens }: Earlier) {
    this.#tokens = tokens;
    this.#read(tree, 0);
  }

  #read(tree: Tree, around: number): void {
    for (let node = tree.firstChild(around); node >= 0; node = tree.nextSibling(node)) {
      if (tree.is(node, BATCH)) this.#read(tree, node);
      else if (!tree.isLeaf(node) && !tree.holdsUnparsable(node)) this.#add(tree, node);
    }
  }

  /** Adds a statement, if code begins and ends it: what else would be is its surroundings'. */
  #add(tree: Tree, node: number): void {
    const first = tree.firstCode(node);
    const last = tree.lastCode(node);
    for (let leaf = node; leaf < tree.end(node); leaf++) {
      const isInside = leaf >= first && leaf <= last;
      if (!isInside && tree.isLeaf(leaf) && !tree.isMeta(leaf)) return;
    }
    const token = tree.token(first);
    this.#statements.push({ tree, node, token, tokens: tree.token(last) + 1 - token });
  }

  /**
   * The statement that stood in the earlier text as it stands at a token of the new one, but for its
   * blanks; null for none.
   */
  at(input: Input, token: number): TakenOver | null {
    const last = Math.min(this.#next + LOOK_AHEAD, this.#statements.length - 1);
    for (let at = this.#next; at <= last; at++) {
      const statement = this.#statements[at]!;
      const found = this.#same(statement, input.tokens, token) ??
        this.#respaced(statement, input, token);
      if (found === null) continue;
      return {
        ...found,
        write: (into) => {
          this.#next = at + 1;
          this.#pass(statement.token, input.tokens, token);
          this.#done = statement.token + statement.tokens;
          this.#reached = found.stop;
          found.write(into);
        },
      };
    }
    return null;
  }

  /** Whether the new text, when all of it has been parsed, is the earlier one but for blanks. */
  isRespaced(tokens: Tokens): boolean {
    this.#pass(this.#tokens.count, tokens, tokens.count);
    return this.#isWhole;
  }

  /** Compares what stands up to a token of each text, which belongs to no statement. */
  #pass(upTo: number, tokens: Tokens, to: number): void {
    const { layout } = tokens.table;
    const isBlank = (of: Tokens, at: number) => (layout[of.kinds[at]!]! & BLANK_BIT) !== 0;
    let [at, place] = [this.#done, this.#reached];
    while (this.#isWhole) {
      while (at < upTo && isBlank(this.#tokens, at)) at++;
      while (place < to && isBlank(tokens, place)) place++;
      if (at === upTo && place === to) return;
      this.#isWhole = at < upTo && place < to && isAlike(this.#tokens, at++, tokens, place++);
    }
  }

  /** A statement was parsed anew: the next one is to be looked for behind it. */
  pass(): void {
    this.#next++;
    this.#isWhole = false;
  }

  /** The same text from its first to its last element is the same tokens, unless the last goes on. */
  #same(
    { tree, node, token, tokens: count }: EarlierStatement,
    tokens: Tokens,
    at: number,
  ): TakenOver | null {
    const earlier = this.#tokens;
    if (at + count > tokens.count) return null;
    const start = tokens.start(at);
    const length = tokens.end(at + count - 1) - start;
    const from = earlier.start(token);
    if (earlier.end(token + count - 1) - from !== length) return null;
    for (let each = 0; each < count; each++) {
      if (tokens.kinds[at + each] !== earlier.kinds[token + each]) return null;
    }
    if (!tokens.text.startsWith(earlier.text.slice(from, from + length), start)) return null;
    const write = (into: TreeBuilder) => into.copy(tree, node, at - token);
    return { from: token, to: token + count, stop: at + count, write };
  }

  #respaced(
    { tree, node, token, tokens: count }: EarlierStatement,
    input: Input,
    at: number,
  ): TakenOver | null {
    const run = { tokens: this.#tokens, first: token, last: token + count - 1 };
    const found = respaced(run, input.tokens, at, (one, other) => input.mayTouch(one, other));
    if (found === null || !hasPlaces(tree, node, found.parted)) return null;
    const write = (into: TreeBuilder) => writeRespaced(tree, node, at, into);
    return { from: token, to: token + count, stop: found.stop, write };
  }
}
