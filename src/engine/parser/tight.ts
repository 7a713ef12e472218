/**
 * Where a grammar asks whether two tokens touch. Between all others a blank is as good as none.
 */
import { type Keys, Op, type Rule, type Starts } from "../grammar/mod.ts";

/** Keys that may stand in front of a place where nothing may be, and those that may stand behind. */
interface TightPlace {
  readonly before: Uint32Array;
  readonly behind: Uint32Array;
}

/** The places of a grammar at which tokens must touch. They may hold too many keys, never too few. */
export class TightPlaces {
  readonly #rules: readonly Rule[];
  readonly #starts: Starts;
  readonly #stride: number;
  readonly #all: Uint32Array;
  readonly #places: readonly TightPlace[];
  readonly #last = new Map<number, Uint32Array>();

  constructor(rules: readonly Rule[], starts: Starts, { stride }: Keys) {
    this.#rules = rules;
    this.#starts = starts;
    this.#stride = stride;
    this.#all = new Uint32Array(stride).fill(0xffffffff);
    this.#places = rules.filter(({ op }) => op === Op.seq).flatMap((rule) =>
      rule.parts.flatMap((part, at) =>
        rules[part]!.op === Op.tight
          ? [{ before: this.#before(rule, at), behind: this.#behind(rule, at) }]
          : []
      )
    );
  }

  /** Whether the grammar may ask if a token of one key touches the one of another behind it. */
  between(one: number, other: number): boolean {
    return this.#places.some(({ before, behind }) => has(before, one) && has(behind, other));
  }

  /** What may be the last token in front of a part of a sequence; anything where that is outside. */
  #before({ parts, optional }: Rule, at: number): Uint32Array {
    const keys = new Uint32Array(this.#stride);
    for (let each = at - 1; each >= 0; each--) {
      merge(keys, this.#lastOf(parts[each]!));
      if (optional[each] === 0 && this.#starts.nullable[parts[each]!] === 0) return keys;
    }
    return this.#all;
  }

  /** What may be the first token behind a part of a sequence. */
  #behind({ parts, optional }: Rule, at: number): Uint32Array {
    const keys = new Uint32Array(this.#stride);
    for (let each = at + 1; each < parts.length; each++) {
      merge(keys, this.#starts.firstOf(parts[each]!));
      if (optional[each] === 0 && this.#starts.nullable[parts[each]!] === 0) return keys;
    }
    return this.#all;
  }

  /** What a match of a rule may end with: of all that can be its last part, the leaves. */
  #lastOf(id: number): Uint32Array {
    const known = this.#last.get(id);
    if (known !== undefined) return known;
    const keys = new Uint32Array(this.#stride);
    const seen = new Set([id]);
    // A set that grows while it is gone through: what is added is visited, too.
    for (const each of seen) {
      const rule = this.#rules[each]!;
      if (rule.op === Op.leaf) merge(keys, this.#starts.firstOf(each));
      else if (rule.op === Op.anything) merge(keys, this.#all);
      else for (const part of this.#lastParts(rule)) seen.add(part);
    }
    this.#last.set(id, keys);
    return keys;
  }

  #lastParts(rule: Rule): readonly number[] {
    const { op, parts, optional } = rule;
    switch (op) {
      case Op.indent:
      case Op.tight:
      case Op.not:
      case Op.ahead:
        return [];
      case Op.bracket:
        return [rule.close];
      case Op.seq: {
        const needed = parts.findLastIndex((part, at) =>
          optional[at] === 0 && this.#starts.nullable[part] === 0
        );
        return parts.slice(Math.max(needed, 0));
      }
      default: {
        const operators = rule.operators.map((operator) => operator.rule);
        const others = [rule.delimiter, rule.trailing, rule.prefix].filter((each) => each >= 0);
        return [...parts, ...operators, ...others];
      }
    }
  }
}

function has(keys: Uint32Array, key: number): boolean {
  return (keys[key >>> 5]! & (1 << (key & 31))) !== 0;
}

function merge(into: Uint32Array, keys: Uint32Array): void {
  for (let at = 0; at < into.length; at++) into[at]! |= keys[at]!;
}
