/**
 * Strict matches of the text before a change, at the tokens of the changed text. What a rule makes
 * of a token depends on the tokens from that one on, as far as it looked, and on what may follow: so
 * a match stands as it was where none of these, nor a neighbour of theirs, has changed.
 */
import type { Kind, Tokens, Tree } from "../tree/mod.ts";
import type { Hunk } from "./hunks.ts";
import {
  codeNumbers,
  COLUMNS,
  FIRST,
  FOLLOW,
  type KeptMatches,
  LEVEL,
  levelOf,
  LOOK,
  PAST,
  REACH,
  RULE,
} from "./kept_matches.ts";

/** A match of the earlier text that stands in the changed one. */
interface Standing {
  readonly rule: number;
  readonly follow: number;
  /** Its node in the earlier tree, and by how many tokens it has moved. */
  readonly node: number;
  readonly shift: number;
  /** Tokens of the changed text, as those of any match. */
  readonly start: number;
  readonly stop: number;
  readonly reach: number;
  readonly look: number;
  /** The next one that starts at the same token, or -1. */
  readonly next: number;
}

/** A stretch of the earlier text that stands in the tree of the changed one. */
interface Taken {
  /** Its code tokens, by number, and the first of them in the changed text. */
  readonly first: number;
  readonly past: number;
  readonly start: number;
  /** How far above the leaf of the first token what was taken reaches. */
  readonly level: number;
}

/** The matches of an earlier text that a change has left as they were. */
export class EarlierMatches {
  readonly #standing: Standing[] = [];
  /** By token of the changed text the last match that starts there, by its number plus 1. */
  readonly #heads: Int32Array;
  readonly #leaves: Int32Array;
  /** By token of the earlier text how many code tokens are before it. */
  readonly #numbers: Int32Array;
  readonly #taken: Taken[] = [];

  constructor(
    readonly kept: KeptMatches,
    readonly tree: Tree,
    readonly tokens: Tokens,
    hunks: readonly Hunk[],
  ) {
    this.#heads = tokens.arena.make(Int32Array, tokens.count);
    this.#numbers = codeNumbers(tree.tokens);
    this.#leaves = codeLeaves(tree, this.#numbers.at(-1)!);
    for (let at = 0; at < kept.count; at++) this.#stand(at, hunks);
  }

  /** Adds a match if it still stands. */
  #stand(at: number, hunks: readonly Hunk[]): void {
    const { columns } = this.kept;
    const from = at * COLUMNS;
    const leaves = this.#leaves;
    const tokenOf = (number: number) => this.tree.token(leaves[number]!);
    const first = columns[from + FIRST]!;
    const start = tokenOf(first);
    // Two code tokens behind the furthest: what may follow a keyword depends on the one behind it.
    const furthest = ((columns[from + LOOK]! + 1) >> 1) + 2;
    const end = furthest < leaves.length ? tokenOf(furthest) : this.tree.tokens.count;
    let shift = 0;
    for (const hunk of hunks) {
      if (hunk.from > end) break;
      if (hunk.to >= start) return;
      shift = hunk.stop - hunk.to;
    }
    const place = (twice: number) =>
      twice % 2 === 0
        ? (twice >> 1 < leaves.length ? tokenOf(twice >> 1) : this.tree.tokens.count - 1) + shift
        : tokenOf((twice - 1) >> 1) + 1 + shift;
    let node = leaves[first]!;
    for (let level = columns[from + LEVEL]!; level > 0; level--) node = this.tree.parent(node);
    this.#standing.push({
      rule: columns[from + RULE]!,
      follow: columns[from + FOLLOW]!,
      node,
      shift,
      start: start + shift,
      stop: tokenOf(columns[from + PAST]! - 1) + 1 + shift,
      reach: place(columns[from + REACH]!),
      look: place(columns[from + LOOK]!),
      next: this.#heads[start + shift]! - 1,
    });
    this.#heads[start + shift] = this.#standing.length;
  }

  /** The match of a rule at a token, by its number; -1 if none is known. */
  find(rule: number, follow: number, at: number): number {
    let number = this.#heads[at]! - 1;
    while (number >= 0) {
      const standing = this.#standing[number]!;
      if (standing.rule === rule && standing.follow === follow) return number;
      number = standing.next;
    }
    return -1;
  }

  at(number: number): Standing {
    return this.#standing[number]!;
  }

  kindOf(number: number): Kind {
    return this.tree.kind(this.#standing[number]!.node);
  }

  /** The only child of a match's node, as a match of its own: its number; -1 if it has several. */
  onlyChild(number: number): number {
    const { tree } = this;
    const standing = this.at(number);
    const node = standing.node + 1;
    if (tree.end(node) !== tree.end(standing.node)) return -1;
    return this.#standing.push({ ...standing, rule: -1, node }) - 1;
  }

  /** A match has become part of the new tree. */
  written(number: number): void {
    const { node, start, shift, stop } = this.at(number);
    const first = start - shift;
    this.taken(first, stop - shift, start, levelOf(this.tree, node, first));
  }

  /** Tokens of the earlier text, from code to code, stand in the new tree from `start` on. */
  taken(from: number, to: number, start: number, level = Infinity): void {
    const [first, past] = [this.#numbers[from]!, this.#numbers[to - 1]! + 1];
    this.#taken.push({ first, past, start, level });
  }

  /** Keeps on what was kept of that which stands in the new tree; `numbers` are those of its tokens. */
  keepOn(kept: KeptMatches, numbers: Int32Array): void {
    const { columns, count } = this.kept;
    for (const { first, past, start, level } of this.#taken) {
      const by = numbers[start]! - first;
      for (let at = 0; at < count * COLUMNS; at += COLUMNS) {
        if (columns[at + FIRST]! < first || columns[at + PAST]! > past) continue;
        if (columns[at + FIRST] === first && columns[at + LEVEL]! > level) continue;
        kept.add(columns, at, by);
      }
    }
  }
}

/** The leaves of a tree that are code, in order. */
function codeLeaves(tree: Tree, count: number): Int32Array {
  const { tokens } = tree;
  const { layout } = tokens.table;
  const leaves = tokens.arena.make(Int32Array, count);
  let number = 0;
  for (let node = 0; node < tree.size; node++) {
    const token = tree.token(node);
    if (token >= 0 && layout[tokens.kinds[token]!] === 0 && !tree.isMeta(node)) {
      leaves[number++] = node;
    }
  }
  return leaves;
}
