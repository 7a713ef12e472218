/**
 * Long strict matches of a text, kept for the text that a fix makes of it. Where a match stands in
 * the tree is said by code tokens, by their numbers among these, so that it holds while only blanks
 * and letter cases change.
 */
import { type Tokens, type Tree } from "../tree/mod.ts";
import { FAIL } from "./frame.ts";
import type { Input } from "./input.ts";

/** A match over fewer tokens is made again as fast as it is taken over. */
const LEAST_TOKENS = 24;

/** Columns of a kept match; places are numbers of code tokens. */
export const RULE = 0;
export const FOLLOW = 1;
export const FIRST = 2;
/** Just past its last code token. */
export const PAST = 3;
/** How far it went without going on, and looked: twice the number, 1 less for just behind the one before. */
export const REACH = 4;
export const LOOK = 5;
/** How far above the leaf of its first token its node stands. */
export const LEVEL = 6;
export const COLUMNS = 7;

/** The long strict matches of one text that stand in its tree. */
export class KeptMatches {
  count = 0;
  columns = new Int32Array(COLUMNS * 32);

  /** `indents` are those of the settings that the text was parsed by. */
  constructor(readonly indents: Uint8Array) {}

  /** Adds the entry that begins at a place of some columns, its code tokens moved on by some. */
  add(columns: ArrayLike<number>, from: number, by = 0): void {
    const at = this.count * COLUMNS;
    if (at === this.columns.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.columns);
      this.columns = grown;
    }
    for (let each = 0; each < COLUMNS; each++) this.columns[at + each] = columns[from + each]!;
    this.columns[at + FIRST]! += by;
    this.columns[at + PAST]! += by;
    this.columns[at + REACH]! += 2 * by;
    this.columns[at + LOOK]! += 2 * by;
    this.count++;
  }
}

/** What the machine answers with. */
interface Match {
  readonly stop: number;
  readonly reach: number;
  readonly look: number;
  readonly piece: number;
}

/** Entries of `MatchRecorder` before the tree is finished: as `KeptMatches`, in tokens and nodes. */
const [START, STOP, NODE] = [FIRST, PAST, LEVEL];

/** Collects the long strict matches of a text while it is parsed. */
export class MatchRecorder {
  readonly #entries: number[] = [];
  /** Of the statement at hand, by piece where its entry is. */
  #pieces = new Map<number, number>();

  /** Notes a strict match of a rule at a token whose piece is a node of its own. */
  note(rule: number, follow: number, start: number, { stop, reach, look, piece }: Match): void {
    if (stop === FAIL || stop - start < LEAST_TOKENS) return;
    this.#pieces.set(piece, this.#entries.length);
    this.#entries.push(rule, follow, start, stop, reach, look, -1);
  }

  /** The node that a piece was written as. */
  written(piece: number, node: number): void {
    const at = this.#pieces.get(piece);
    if (at !== undefined) this.#entries[at + NODE] = node;
  }

  /** The statement at hand is done, or is to be matched anew: its pieces are no longer there. */
  settle(): void {
    if (this.#pieces.size > 0) this.#pieces = new Map();
  }

  /** The matches that stand in the finished tree. */
  finish(tree: Tree, numbers: Int32Array, input: Input, indents: Uint8Array): KeptMatches {
    const kept = new KeptMatches(indents);
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += COLUMNS) {
      // What was not written was matched in vain.
      const node = entries[at + NODE]!;
      if (node < 0) continue;
      const start = entries[at + START]!;
      const reach = placeOf(numbers, input, entries[at + REACH]!);
      const look = placeOf(numbers, input, entries[at + LOOK]!);
      if (reach < 0 || look < 0) continue;
      const entry = [
        entries[at + RULE]!,
        entries[at + FOLLOW]!,
        numbers[start]!,
        numbers[entries[at + STOP]! - 1]! + 1,
        reach,
        look,
        levelOf(tree, node, start),
      ];
      kept.add(entry, 0);
    }
    return kept;
  }
}

/** By token how many code tokens are before it; one entry more than there are tokens. */
export function codeNumbers(tokens: Tokens): Int32Array {
  const { layout } = tokens.table;
  const numbers = tokens.arena.make(Int32Array, tokens.count + 1);
  let number = 0;
  for (let token = 0; token < tokens.count; token++) {
    numbers[token] = number;
    if (layout[tokens.kinds[token]!] === 0) number++;
  }
  numbers[tokens.count] = number;
  return numbers;
}

/** A token as a place among the code: twice its number, 1 less just behind the one before; -1: neither. */
function placeOf(numbers: Int32Array, input: Input, token: number): number {
  const number = numbers[token]!;
  if (input.nextCode(token) === token) return number * 2;
  return token > 0 && numbers[token - 1]! < number ? number * 2 - 1 : -1;
}

/** How far above the leaf of its first token a node stands. */
export function levelOf(tree: Tree, node: number, token: number): number {
  let leaf = node;
  while (tree.token(leaf) !== token || tree.isMeta(leaf)) leaf++;
  let level = 0;
  for (let at = leaf; at !== node; at = tree.parent(at)) level++;
  return level;
}
