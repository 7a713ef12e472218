import type { FirstSets } from "./first.ts";
import { LAST_LEAF_OP, Op, type Rule, STRICT } from "./program.ts";

/**
 * Which token keys can stand second in a match, for rules that cannot match a single token.
 *
 * Most alternatives that fail do so on their second token: a name that is no function has no
 * bracket after it. These sets tell that without trying. They may hold too much, never too little:
 * whoever takes text as unparsable counts as taking anything.
 */
export class SecondSets {
  readonly bits: Uint32Array;
  /** 1 for each rule whose match is at least two tokens long, so that its set decides. */
  readonly decides: Uint8Array;
  readonly #rules: readonly Rule[];
  readonly #first: FirstSets;
  /** 1 for each rule that can match a single token. */
  readonly #short: Uint8Array;

  constructor(rules: readonly Rule[], first: FirstSets) {
    this.#rules = rules;
    this.#first = first;
    this.bits = new Uint32Array(first.bits.length);
    this.#short = new Uint8Array(rules.length);
    rules.forEach((rule, id) => {
      if (takesAnything(rule)) this.#takeAll(id);
      else if (rule.op <= LAST_LEAF_OP) this.#short[id] = 1;
    });
    let changed = true;
    while (changed) {
      changed = false;
      for (let id = rules.length - 1; id >= 0; id--) {
        if (this.#grow(rules[id]!, id)) changed = true;
      }
    }
    this.decides = this.#short.map((short) => short === 1 ? 0 : 1);
  }

  #takeAll(id: number): void {
    const { stride } = this.#first;
    this.bits.fill(0xffffffff, id * stride, (id + 1) * stride);
    this.#short[id] = 1;
  }

  #merge(into: number, from: Uint32Array, of: number): boolean {
    const { stride } = this.#first;
    let changed = false;
    for (let each = 0; each < stride; each++) {
      const at = into * stride + each;
      const merged = (this.bits[at]! | from[of * stride + each]!) >>> 0;
      if (merged !== this.bits[at]) {
        this.bits[at] = merged;
        changed = true;
      }
    }
    return changed;
  }

  #shorten(id: number, short: boolean): boolean {
    if (!short || this.#short[id] === 1) return false;
    this.#short[id] = 1;
    return true;
  }

  #grow(rule: Rule, id: number): boolean {
    const first = this.#first.bits;
    let changed = false;
    switch (rule.op) {
      case Op.sequence:
        return this.#growSequence(rule, id);
      case Op.segment:
      case Op.guard:
      case Op.choice:
      case Op.delimited: {
        let short = false;
        for (const part of rule.parts) {
          if (this.#merge(id, this.bits, part)) changed = true;
          if (this.#short[part] === 1) short = true;
        }
        const repeats = rule.op === Op.choice && rule.max !== 1;
        if (short && repeats && this.#merge(id, first, id)) changed = true;
        if (short && rule.op === Op.delimited && this.#merge(id, first, rule.delimiter)) {
          changed = true;
        }
        return this.#shorten(id, short) || changed;
      }
      case Op.bracketed: {
        changed = this.#merge(id, first, rule.close);
        return this.#merge(id, first, rule.parts[0]!) || changed;
      }
      default:
        return false;
    }
  }

  #growSequence(rule: Rule, id: number): boolean {
    let changed = false;
    let none = true;
    let one = false;
    rule.parts.forEach((part, at) => {
      const compiled = this.#rules[part]!;
      if (compiled.op === Op.meta) return;
      if (none && this.#merge(id, this.bits, part)) changed = true;
      if (one && this.#merge(id, this.#first.bits, part)) changed = true;
      const skips = rule.optional[at] === 1 || compiled.nullable;
      one = (one && skips) || (none && this.#short[part] === 1);
      none = none && skips;
    });
    return this.#shorten(id, one) || changed;
  }
}

/** Whether a rule may take tokens that nothing in it names. A greedy bracket takes them inside. */
function takesAnything(rule: Rule): boolean {
  return rule.mode !== STRICT || rule.nullable || rule.op === Op.anything ||
    rule.op === Op.precededBy;
}
