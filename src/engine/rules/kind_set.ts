import { isAny, type Kind, type KindTable, type Tree } from "../tree/mod.ts";

/** Whether a kind is in the set: never, always, or as the lexer's kind of the leaf says. */
const NO = 0;
const YES = 1;
const ASK = 2;

const NONE = new Uint8Array(0);

/**
 * Some kinds and those below them, as a column by kind for each dialect: asking whether a node is
 * of any of them costs one look, however many they are.
 */
export class KindSet {
  /** The table that was asked about last, which mostly is asked about next. */
  #table: KindTable | null = null;
  #column: Uint8Array = NONE;
  readonly #known = new WeakMap<KindTable, Uint8Array>();

  constructor(readonly kinds: readonly Kind[]) {}

  /** Whether a node is of one of the kinds. */
  has(tree: Tree, node: number): boolean {
    if (tree.table !== this.#table) this.#turnTo(tree.table);
    const answer = this.#column[tree.kind(node)];
    return answer === YES || (answer === ASK && isAny(tree, node, this.kinds));
  }

  #turnTo(table: KindTable): void {
    let column = this.#known.get(table);
    if (column === undefined) this.#known.set(table, column = columnOf(table, this.kinds));
    this.#table = table;
    this.#column = column;
  }
}

function columnOf(table: KindTable, kinds: readonly Kind[]): Uint8Array {
  return table.layout.map((_, kind) =>
    kinds.some((each) => table.is(kind as Kind, each)) ? YES : table.lexed[kind] === 1 ? ASK : NO
  );
}
