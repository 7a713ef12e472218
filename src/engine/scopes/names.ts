/** Reads the names that stand in a tree. */
import type { Folding } from "../dialects/traits.ts";
import { Derived, kind, type Tree } from "../tree/mod.ts";
import { KindBits } from "./kind_bits.ts";
import type { Name } from "./model.ts";
import { type Spelling, spellingAt, withoutQuotes } from "./spellings.ts";

const BRACKETED = kind("bracketed");
const IDENTIFIERS = kind("identifier_list");

/** A temporary table, such as `#t`. */
const HASHED = kind("hash_identifier");
const NAKED_KINDS = [
  kind("naked_identifier"),
  /** A keyword that is a name behind a dot. */
  kind("naked_identifier_all"),
  /** A column by its place, such as `$1`. */
  kind("column_index_identifier_segment"),
  HASHED,
];
const QUOTED_KINDS = [kind("quoted_identifier"), kind("quoted_literal")];

const NAKED_BIT = 1;
const QUOTED_BIT = 2;

/** Whether leaves of a kind are names, with quotes or without. */
const NAME_BITS = new KindBits([NAKED_BIT, NAKED_KINDS], [QUOTED_BIT, QUOTED_KINDS]);

/** A name in a text, whose letters are looked at when somebody asks: most names nobody compares. */
class WrittenName implements Name {
  #spelling: Spelling | null = null;

  constructor(
    readonly leaf: number,
    readonly quoted: boolean,
    readonly tree: Tree,
  ) {}

  get text(): string {
    return (this.#spelling ??= spell(this.tree, this.leaf)).text;
  }

  get bare(): string {
    return (this.#spelling ??= spell(this.tree, this.leaf)).bare;
  }

  get upper(): string {
    return (this.#spelling ??= spell(this.tree, this.leaf)).upper;
  }

  get lower(): string {
    return (this.#spelling ??= spell(this.tree, this.leaf)).lower;
  }
}

/** How a leaf is spelled, for who needs no name of it. */
export function spell(tree: Tree, leaf: number): Spelling {
  return spellingAt(tree.tokens.text, tree.start(leaf), tree.stop(leaf));
}

const NO_NAMES: readonly Name[] = [];

/** Reads the names of one tree. */
export class NameReader {
  readonly #tree: Tree;
  readonly #kinds: Uint8Array;
  readonly #lexed: Uint8Array;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#kinds = NAME_BITS.of(tree.table);
    this.#lexed = tree.table.lexed;
  }

  /** Whether a node is a leaf that is a name, as bits that say how it is written; 0 where not. */
  bits(node: number): number {
    const tree = this.#tree;
    const own = tree.kind(node);
    const bits = this.#kinds[own]!;
    // As `Tree.is` has it: a leaf may also be what the lexer called it.
    if (this.#lexed[own] === 0) return bits;
    const token = tree.token(node);
    return token < 0 ? bits : bits | this.#kinds[tree.tokens.kind(token)]!;
  }

  at(leaf: number): Name {
    return this.#make(leaf, this.bits(leaf));
  }

  #make(leaf: number, bits: number): Name {
    return new WrittenName(leaf, (bits & NAKED_BIT) === 0, this.#tree);
  }

  /** The first name among a node's children from one of them on, or null. */
  next(from: number, end: number): Name | null {
    for (let child = from; child < end; child = this.#tree.end(child)) {
      const bits = this.bits(child);
      if (bits !== 0) return this.#make(child, bits);
    }
    return null;
  }

  /** The names among a node's children, in order. */
  in(node: number): readonly Name[] {
    if (this.#tree.isLeaf(node)) return NO_NAMES;
    const end = this.#tree.end(node);
    const first = this.next(node + 1, end);
    if (first === null) return NO_NAMES;
    const second = this.next(first.leaf + 1, end);
    // Literals, since an array that grows takes room for many: most names are of one part or two.
    if (second === null) return [first];
    const names = [first, second];
    for (
      let next = this.next(second.leaf + 1, end);
      next !== null;
      next = this.next(next.leaf + 1, end)
    ) names.push(next);
    return names;
  }
}

const readers = new Derived((tree) => new NameReader(tree));

/** The reader of a tree's names, for who asks of many leaves in turn. */
export function namesOf(tree: Tree): NameReader {
  return readers.of(tree);
}

/** Whether a name is that of a temporary table: SQLFluff moves none, nor puts one in. */
export function isTemporary(tree: Tree, leaf: number): boolean {
  return tree.is(leaf, HASHED);
}

/**
 * A name without its quotes, a quote inside of them written once. A leaf without quotes is as it is
 * written.
 */
export function unquoted(tree: Tree, leaf: number): string {
  return withoutQuotes(tree.text(leaf));
}

export function nameAt(tree: Tree, leaf: number): Name {
  return readers.of(tree).at(leaf);
}

/** The names among a node's children, in order. */
export function namesIn(tree: Tree, node: number): readonly Name[] {
  return readers.of(tree).in(node);
}

/** The first name among a node's children; null where there is none. */
export function firstNameIn(tree: Tree, node: number): Name | null {
  return tree.isLeaf(node) ? null : readers.of(tree).next(node + 1, tree.end(node));
}

/** A name as the database compares it. */
export function folded(name: Name, folding: Folding): string {
  if (folding === "ignore") return name.upper;
  if (name.quoted || folding === "none") return name.bare;
  return folding === "upper" ? name.upper : name.lower;
}

/** A leaf that is a name, as the database compares it. */
export function fold(tree: Tree, leaf: number, folding: Folding): string {
  return folded(nameAt(tree, leaf), folding);
}

/** Whether two names are the same but for case and quotes. */
export function alike(one: Name, other: Name): boolean {
  return one.upper === other.upper;
}

/** The names in the brackets below a node, such as the columns of an alias; none without brackets. */
export function listedNames(tree: Tree, node: number): readonly Name[] {
  const bracketed = tree.childOf(node, BRACKETED);
  return bracketed < 0 ? NO_NAMES : namesInBrackets(tree, bracketed);
}

/** Every name in brackets, or in the list that they hold. */
export function namesInBrackets(tree: Tree, bracketed: number): Name[] {
  const list = tree.childOf(bracketed, IDENTIFIERS);
  const reader = readers.of(tree);
  const found: Name[] = [];
  const at = list < 0 ? bracketed : list;
  for (let leaf = at; leaf < tree.end(at); leaf++) {
    if (tree.isLeaf(leaf) && reader.bits(leaf) !== 0) found.push(reader.at(leaf));
  }
  return found;
}
