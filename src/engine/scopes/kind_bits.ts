import { type Kind, type KindTable, MOST_KINDS } from "../tree/mod.ts";

/**
 * What kinds mean to some question, as bits by kind: one look at a node's kind in place of asking for
 * each of several. What a leaf was to the lexer is left to who asks.
 */
export class KindBits {
  readonly #groups: readonly (readonly [bit: number, kinds: readonly Kind[]])[];
  readonly #known = new WeakMap<KindTable, Uint8Array>();

  /** A bit for each group of kinds, and for those below them. */
  constructor(...groups: readonly (readonly [bit: number, kinds: readonly Kind[]])[]) {
    this.#groups = groups;
  }

  /** The bits of each kind of a dialect. */
  of(table: KindTable): Uint8Array {
    let known = this.#known.get(table);
    if (known === undefined) {
      this.#known.set(table, known = new Uint8Array(MOST_KINDS));
      for (const [bit, kinds] of this.#groups) {
        for (const kind of kinds.flatMap((each) => table.family(each))) known[kind]! |= bit;
      }
    }
    return known;
  }
}
