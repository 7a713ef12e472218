/**
 * What is known of a text from the one that it was before a change. Most changes leave most of the
 * statements as they are: these are taken over, and not parsed again.
 */
import { BATCH, type Tokens, type Tree } from "../tree/mod.ts";

/** A text as it was parsed before. */
export interface Earlier {
  readonly tree: Tree;
  readonly tokens: Tokens;
}

/** A statement of the earlier text, with its tokens. */
export interface EarlierStatement {
  readonly tree: Tree;
  readonly node: number;
  readonly token: number;
  readonly tokens: number;
}

/** How many statements ahead are looked at: a change may have added or removed one. */
const LOOK_AHEAD = 2;

/** The statements of an earlier text that parsed whole, in order. */
export class EarlierStatements {
  readonly #statements: EarlierStatement[] = [];
  readonly #tokens: Tokens;
  #next = 0;

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
   * The statement that stood in the earlier text as it stands at a token of `tokens`; null for none.
   * The same text from its first to its last element is the same tokens, unless the last goes on.
   */
  at(tokens: Tokens, token: number): EarlierStatement | null {
    const last = Math.min(this.#next + LOOK_AHEAD, this.#statements.length - 1);
    for (let at = this.#next; at <= last; at++) {
      const found = this.#statements[at]!;
      if (!this.#isSame(found, tokens, token)) continue;
      this.#next = at + 1;
      return found;
    }
    return null;
  }

  /** A statement was parsed anew: the next one is to be looked for behind it. */
  pass(): void {
    this.#next++;
  }

  #isSame({ token, tokens: count }: EarlierStatement, tokens: Tokens, at: number): boolean {
    const earlier = this.#tokens;
    if (at + count > tokens.count) return false;
    const start = tokens.start(at);
    const length = tokens.end(at + count - 1) - start;
    const from = earlier.start(token);
    if (earlier.end(token + count - 1) - from !== length) return false;
    for (let each = 0; each < count; each++) {
      if (tokens.kinds[at + each] !== earlier.kinds[token + each]) return false;
    }
    return tokens.text.startsWith(earlier.text.slice(from, from + length), start);
  }
}
