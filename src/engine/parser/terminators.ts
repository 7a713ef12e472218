import { type FirstSets, Op, type Rule } from "../grammar/mod.ts";
import { wordText } from "../tree/mod.ts";

const NONE: readonly number[] = [];

/**
 * Sets of terminators, interned. While the grammar descends it adds lists of terminators to the set
 * in force; the same few sets recur, so a set is a small integer, and adding a list to a set is one
 * lookup. Set 0 is empty.
 */
export class TerminatorSets {
  readonly #rules: readonly Rule[];
  readonly #lists: readonly number[][];
  readonly #first: FirstSets;
  readonly #sets: (readonly number[])[] = [NONE];
  readonly #ids = new Map<string, number>([["", 0]]);
  readonly #added: Int32Array[] = [];
  readonly #single = new Map<number, number>();
  readonly #pushed = new Map<number, number>();
  readonly #checks = new Map<number, number>();
  readonly #byKey: (readonly number[] | undefined)[][] = [[]];
  readonly #needsSpace: Int8Array;
  /** The set that is in force around a statement. */
  readonly statement: number;

  constructor(
    rules: readonly Rule[],
    lists: readonly number[][],
    first: FirstSets,
    delimiter: number,
  ) {
    this.#rules = rules;
    this.#lists = lists;
    this.#first = first;
    this.#needsSpace = new Int8Array(rules.length).fill(-1);
    this.#added.push(new Int32Array(lists.length).fill(-1));
    this.statement = this.only(delimiter);
  }

  /** The set with a list added; with `reset` the list alone. */
  add(set: number, list: number, reset: boolean): number {
    if (reset) return this.add(0, list, false);
    if (list === 0) return set;
    const known = this.#added[set]![list]!;
    if (known >= 0) return known;
    const id = this.#intern([...this.#sets[set]!, ...this.#lists[list]!]);
    this.#added[set]![list] = id;
    return id;
  }

  /** The set of one rule. */
  only(rule: number): number {
    let id = this.#single.get(rule);
    if (id === undefined) this.#single.set(rule, id = this.#intern([rule]));
    return id;
  }

  /** The set with one rule added. */
  push(set: number, rule: number): number {
    const key = set * this.#rules.length + rule;
    let id = this.#pushed.get(key);
    if (id === undefined) this.#pushed.set(key, id = this.#intern([...this.#sets[set]!, rule]));
    return id;
  }

  /** What ends a delimited list: its own terminators and the set's, its delimiter left out. */
  ofDelimited(set: number, rule: number): number {
    const key = set * this.#rules.length + rule;
    let id = this.#checks.get(key);
    if (id === undefined) {
      const { terminators, delimiter } = this.#rules[rule]!;
      const inherited = this.#sets[set]!.filter((each) => each !== delimiter);
      id = this.#intern([...this.#lists[terminators]!, ...inherited]);
      this.#checks.set(key, id);
    }
    return id;
  }

  /** The rules of a set that a token of that key can start. */
  candidates(set: number, key: number): readonly number[] {
    const lists = this.#byKey[set]!;
    let list = lists[key];
    if (list === undefined) {
      const own = this.#sets[set]!.filter((rule) => this.#first.has(rule, key));
      list = own.length === 0 ? NONE : own;
      lists[key] = list;
    }
    return list;
  }

  /**
   * Whether a terminator counts in a look-ahead only after whitespace: SQLFluff asks that of one
   * whose possible first words are all letters.
   */
  needsSpace(rule: number): boolean {
    if (this.#needsSpace[rule] === -1) {
      this.#needsSpace[rule] = this.#startsWithLetters(rule, new Set()) ? 1 : 0;
    }
    return this.#needsSpace[rule] === 1;
  }

  #intern(rules: readonly number[]): number {
    const distinct = [...new Set(rules)];
    const key = distinct.join(",");
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#sets.length;
      this.#sets.push(distinct);
      this.#ids.set(key, id);
      this.#added.push(new Int32Array(this.#lists.length).fill(-1));
      this.#byKey.push([]);
    }
    return id;
  }

  #startsWithLetters(id: number, seen: Set<number>): boolean {
    if (seen.has(id)) return true;
    seen.add(id);
    const rule = this.#rules[id]!;
    switch (rule.op) {
      case Op.words:
        return rule.words.every((word) => /^\p{L}+$/u.test(wordText(word)));
      case Op.nothing:
        return true;
      case Op.choice:
      case Op.delimited:
      case Op.segment:
      case Op.guard:
        return rule.parts.every((part) => this.#startsWithLetters(part, seen));
      case Op.sequence:
        for (let at = 0; at < rule.parts.length; at++) {
          const part = rule.parts[at]!;
          if (this.#rules[part]!.op === Op.meta) continue;
          if (!this.#startsWithLetters(part, seen)) return false;
          if (rule.optional[at] === 0) return true;
        }
        return true;
      default:
        return false;
    }
  }
}
