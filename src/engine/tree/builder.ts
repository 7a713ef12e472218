import { type Kind, UNPARSABLE } from "./kinds.ts";
import type { Tokens } from "./tokens.ts";
import { Tree } from "./tree.ts";

/** A first guess, for formatted queries. */
const NODES_PER_TOKEN = 1.75;
/** How many times its size a finished tree may hold; trimming costs a copy. */
const MOST_SLACK = 1.5;

/**
 * Builds a tree in preorder: `open`, then children, then `close`. Every token must be added as a
 * leaf exactly once and in order; the parser does, and a test on printing the tree watches it.
 */
export class TreeBuilder {
  /** What the tree stands over. */
  readonly tokens: Tokens;
  #kinds: Uint16Array;
  #links: Int32Array;
  #parents: Int32Array;
  #size = 0;
  #open = -1;
  readonly #unparsable: number[] = [];

  constructor(tokens: Tokens, capacity = Math.ceil(tokens.count * NODES_PER_TOKEN) + 16) {
    this.tokens = tokens;
    const { arena } = tokens;
    this.#kinds = arena.make(Uint16Array, capacity);
    this.#links = arena.make(Int32Array, capacity);
    this.#parents = arena.make(Int32Array, capacity);
  }

  /** Number of unparsable nodes so far. */
  get unparsable(): number {
    return this.#unparsable.length;
  }

  /** The first unparsable node from one on, or -1. */
  unparsableSince(node: number): number {
    let at = this.#unparsable.length;
    while (at > 0 && this.#unparsable[at - 1]! >= node) at--;
    return this.#unparsable[at] ?? -1;
  }

  /** Number of nodes so far. */
  get size(): number {
    return this.#size;
  }

  /** Starts an inner node under the one that is open. */
  open(kind: Kind): number {
    const node = this.#add(kind, 0);
    if (kind === UNPARSABLE) this.#unparsable.push(node);
    this.#open = node;
    return node;
  }

  /** Ends the innermost open node. */
  close(): void {
    const node = this.#open;
    this.#links[node] = this.#size;
    this.#open = this.#parents[node]!;
  }

  /** Adds a leaf for `token`; a meta leaf names the token that it stands before. */
  leaf(kind: Kind, token: number): number {
    return this.#add(kind, ~token);
  }

  /**
   * Adds a copy of a subtree of another tree whose tokens stand `shift` further here, and so do its
   * spellings.
   */
  copy(tree: Tree, root: number, shift: number): void {
    const nodes = this.#size - root;
    const end = tree.end(root);
    while (this.#kinds.length < this.#size + end - root) this.#grow();
    for (let node = root; node < end; node++) {
      const token = tree.token(node);
      this.#add(tree.kind(node), token < 0 ? tree.end(node) + nodes : ~(token + shift));
      if (node > root) this.#parents[node + nodes] = tree.parent(node) + nodes;
    }
  }

  /** The finished tree; the builder must not be used again. */
  finish(): Tree {
    const size = this.#size;
    if (this.#kinds.length > size * MOST_SLACK) this.#resize(size);
    const columns = { kinds: this.#kinds, links: this.#links, parents: this.#parents };
    return new Tree(this.tokens, size, columns, this.#unparsable);
  }

  #add(kind: Kind, link: number): number {
    const node = this.#size;
    if (node === this.#kinds.length) this.#grow();
    this.#kinds[node] = kind;
    this.#parents[node] = this.#open;
    this.#links[node] = link;
    this.#size = node + 1;
    return node;
  }

  #grow(): void {
    const size = this.#kinds.length;
    this.#resize(size + (size >>> 1) + 16);
  }

  #resize(capacity: number): void {
    const { arena } = this.tokens;
    this.#kinds = arena.resize(this.#kinds, Uint16Array, capacity);
    this.#links = arena.resize(this.#links, Int32Array, capacity);
    this.#parents = arena.resize(this.#parents, Int32Array, capacity);
  }

  /** Gives the columns back; the builder must not be used again. */
  drop(): void {
    const { arena } = this.tokens;
    for (const column of [this.#kinds, this.#links, this.#parents]) arena.release(column);
  }
}
