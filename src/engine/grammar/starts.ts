import { wordText } from "../tree/mod.ts";
import type { Keys } from "./keys.ts";
import { LAST_ZERO_WIDTH, Op, type Rule } from "./program.ts";
import { GrammarError } from "./syntax.ts";

/** A keyword that something may start with: what may come behind it. */
export interface Lead {
  /** Keys that may stand second. */
  readonly then: Uint32Array;
  /** Whether the keyword may be all there is. */
  readonly alone: boolean;
}

const UNDER_WAY = 1;
const KNOWN = 2;
/** In `Starts.short`: what may stand second has not been asked yet. */
export const UNSOLVED = 2;

/**
 * How each rule can start: whether it may match nothing, which keys its first and its second token
 * may have, and which keywords it names at its start. All of it follows from left edges alone, and
 * no grammar is left-recursive, so one descent finds each answer. The sets may hold too much, never
 * too little: a pattern or a look-ahead may still say no.
 */
export class Starts {
  readonly stride: number;
  /** By rule a bitset of the keys that it can start with. */
  readonly first: Uint32Array;
  /** By rule a bitset of the keys that may stand second, once `solveSecond` has been asked. */
  readonly second: Uint32Array;
  /** 1 for a rule that may match without taking a token. */
  readonly nullable: Uint8Array;
  /**
   * 1 for a rule that may match a single token or none; `UNSOLVED` until `solveSecond` has been asked,
   * as a text touches a small part of the rules.
   */
  readonly short: Uint8Array;
  readonly #state: Uint8Array;
  readonly #leads: (ReadonlyMap<number, Lead> | undefined)[] = [];
  readonly #rules: readonly Rule[];
  readonly #keys: Keys;
  /** No key at all. */
  readonly #none: Uint32Array;
  readonly #leading: ReadonlySet<string> | null;

  /**
   * `leading` are the words that count as keywords at the start of something, in capitals; null for
   * all that the grammar names. Throws GrammarError on a rule that can start with itself.
   */
  constructor(rules: readonly Rule[], keys: Keys, leading: ReadonlySet<string> | null = null) {
    this.#rules = rules;
    this.#keys = keys;
    this.#leading = leading;
    this.stride = keys.stride;
    this.#none = new Uint32Array(keys.stride);
    this.first = new Uint32Array(rules.length * keys.stride);
    this.second = new Uint32Array(rules.length * keys.stride);
    this.nullable = new Uint8Array(rules.length);
    this.short = new Uint8Array(rules.length);
    this.#state = new Uint8Array(rules.length);
    for (const rule of rules) this.#solveFirst(rule.id);
    this.short.fill(UNSOLVED);
  }

  /** Whether a rule can start with a key. */
  has(rule: number, key: number): boolean {
    return (this.first[rule * this.stride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  }

  /** The bitset of a rule's first keys. */
  firstOf(rule: number): Uint32Array {
    return this.first.subarray(rule * this.stride, (rule + 1) * this.stride);
  }

  /** The keywords that a rule names at its start, by key. */
  leads(id: number): ReadonlyMap<number, Lead> {
    return this.#leads[id] ??= this.#leadsOf(this.#rules[id]!);
  }

  #solveFirst(id: number): void {
    if (this.#state[id] === KNOWN) return;
    const rule = this.#rules[id]!;
    if (this.#state[id] === UNDER_WAY) {
      const name = rule.name === "" ? "a production" : rule.name;
      throw new GrammarError(rule.place, `${name} can start with itself`);
    }
    this.#state[id] = UNDER_WAY;
    switch (rule.op) {
      case Op.indent:
      case Op.tight:
      case Op.not:
      case Op.ahead:
        this.nullable[id] = 1;
        for (const part of rule.parts) this.#solveFirst(part);
        break;
      case Op.anything:
        this.first.fill(0xffffffff, id * this.stride, (id + 1) * this.stride);
        this.nullable[id] = 1;
        break;
      case Op.leaf:
        this.#leaf(rule);
        break;
      case Op.bracket:
        this.#takeFirst(id, rule.open);
        break;
      case Op.seq:
        this.nullable[id] = this.#sequenceFirst(rule) ? 1 : 0;
        break;
      default:
        for (const part of rule.parts) {
          this.#takeFirst(id, part);
          if (this.nullable[part] === 1) this.nullable[id] = 1;
        }
        if (rule.prefix >= 0) this.#takeFirst(id, rule.prefix);
    }
    this.#state[id] = KNOWN;
  }

  #takeFirst(id: number, part: number): void {
    this.#solveFirst(part);
    this.#merge(this.first, id, this.first, part);
  }

  #leaf({ id, leaf }: Rule): void {
    for (const word of leaf!.words) this.#set(id, this.#keys.ofWord(word));
    if (leaf!.token === 0) return;
    const except = new Set(leaf!.except.map((word) => this.#keys.ofWord(word)));
    for (let key = 2; key < this.#keys.count; key++) {
      if (this.#keys.kind(key) !== leaf!.token || except.has(key)) continue;
      const text = this.#keys.text(key);
      if (text !== "" && leaf!.pattern !== null && !leaf!.pattern.test(text)) continue;
      this.#set(id, key);
    }
  }

  /** Merges what a sequence can start with; answers whether all of it may be missing. */
  #sequenceFirst({ id, parts, optional }: Rule): boolean {
    for (let at = 0; at < parts.length; at++) {
      this.#takeFirst(id, parts[at]!);
      if (optional[at] === 0 && this.nullable[parts[at]!] === 0) return false;
    }
    return true;
  }

  /** Finds what may stand second in a rule, for `second` and `short`. */
  solveSecond(id: number): void {
    if (this.short[id] !== UNSOLVED) return;
    this.short[id] = 0;
    const rule = this.#rules[id]!;
    if (rule.op <= LAST_ZERO_WIDTH || rule.op === Op.leaf) this.short[id] = 1;
    else if (rule.op === Op.anything) {
      this.second.fill(0xffffffff, id * this.stride, (id + 1) * this.stride);
      this.short[id] = 1;
    } else if (rule.op === Op.bracket) {
      this.#merge(this.second, id, this.first, rule.close);
      this.#merge(this.second, id, this.first, rule.parts[0]!);
    } else if (rule.op === Op.seq) this.#sequenceSecond(rule);
    else this.#choiceSecond(rule);
  }

  #takeSecond(id: number, part: number): void {
    this.solveSecond(part);
    this.#merge(this.second, id, this.second, part);
  }

  #sequenceSecond({ id, parts, optional }: Rule): void {
    let none = true;
    let one = false;
    for (let at = 0; at < parts.length && (none || one); at++) {
      const part = parts[at]!;
      const skips = optional[at] === 1 || this.nullable[part] === 1;
      if (none) this.#takeSecond(id, part);
      if (one) this.#merge(this.second, id, this.first, part);
      const takesOne = none && this.#rules[part]!.op > LAST_ZERO_WIDTH && this.short[part] === 1;
      one = (one && skips) || takesOne;
      none = none && skips;
    }
    if (none || one) this.short[id] = 1;
  }

  #choiceSecond(rule: Rule): void {
    const { id, prefix } = rule;
    for (const part of rule.parts) {
      this.#takeSecond(id, part);
      if (this.short[part] === 1) this.short[id] = 1;
    }
    if (this.short[id] === 1) {
      if (rule.op === Op.many || rule.op === Op.setOf) this.#merge(this.second, id, this.first, id);
      if (rule.op === Op.list) this.#merge(this.second, id, this.first, rule.delimiter);
      for (const { rule: each } of rule.operators) this.#merge(this.second, id, this.first, each);
    }
    if (prefix < 0) return;
    this.#takeSecond(id, prefix);
    if (this.short[prefix] === 1) this.#merge(this.second, id, this.first, id);
  }

  #leadsOf(rule: Rule): ReadonlyMap<number, Lead> {
    switch (rule.op) {
      case Op.leaf:
        return this.#leafLeads(rule);
      case Op.seq:
        return this.leadsFrom(rule, 0);
      case Op.table: {
        const rest = new Uint32Array(this.stride);
        for (const each of rule.operators) mergeBits(rest, this.firstOf(each.rule));
        const found = new Map<number, Lead>();
        this.#addLeads(found, this.leads(rule.parts[0]!), rest, true);
        if (rule.prefix >= 0) {
          this.#addLeads(found, this.leads(rule.prefix), this.firstOf(rule.id), false);
        }
        return found;
      }
      case Op.longest:
      case Op.first:
      case Op.setOf:
      case Op.many:
      case Op.list:
      case Op.bare: {
        const found = new Map<number, Lead>();
        const repeats = rule.op === Op.setOf || rule.op === Op.many;
        const rest = repeats
          ? this.firstOf(rule.id)
          : rule.op === Op.list
          ? this.firstOf(rule.delimiter)
          : null;
        for (const part of rule.parts) this.#addLeads(found, this.leads(part), rest, true);
        return found;
      }
      default:
        return NO_LEADS;
    }
  }

  #leafLeads({ leaf }: Rule): ReadonlyMap<number, Lead> {
    const found = new Map<number, Lead>();
    for (const word of leaf!.words) {
      const text = wordText(word);
      if (!WORD.test(text) || this.#leading?.has(text) === false) continue;
      found.set(this.#keys.ofWord(word), { then: this.#none, alone: true });
    }
    return found;
  }

  /** The keywords that the parts of a sequence from one on name at their start. */
  leadsFrom({ parts, optional }: Rule, from: number): ReadonlyMap<number, Lead> {
    const found = new Map<number, Lead>();
    for (let at = from; at < parts.length; at++) {
      const part = parts[at]!;
      const { bits, open } = this.firstFrom(parts, optional, at + 1);
      this.#addLeads(found, this.leads(part), bits, open);
      if (optional[at] === 0 && this.nullable[part] === 0) break;
    }
    return found;
  }

  /** What the parts of a sequence from one on can start with, and whether all may be missing. */
  firstFrom(
    parts: readonly number[],
    optional: Uint8Array,
    from: number,
  ): { bits: Uint32Array; open: boolean } {
    const bits = new Uint32Array(this.stride);
    for (let at = from; at < parts.length; at++) {
      mergeBits(bits, this.firstOf(parts[at]!));
      if (optional[at] === 0 && this.nullable[parts[at]!] === 0) return { bits, open: false };
    }
    return { bits, open: true };
  }

  /** Adds keywords with what stands behind them: `rest`, and nothing more if it is not `open`. */
  #addLeads(
    into: Map<number, Lead>,
    leads: ReadonlyMap<number, Lead>,
    rest: Uint32Array | null,
    open: boolean,
  ): void {
    for (const [key, lead] of leads) {
      const { then, alone } = lead;
      const known = into.get(key);
      const addsRest = alone && rest !== null;
      if (known === undefined && !addsRest) {
        // Leads are shared and never changed: a set of bits of its own each would be most of what
        // loading a dialect takes.
        into.set(key, alone && !open ? { then, alone: false } : lead);
        continue;
      }
      const after = then.slice();
      if (addsRest) mergeBits(after, rest);
      if (known !== undefined) mergeBits(after, known.then);
      into.set(key, { then: after, alone: (alone && open) || known?.alone === true });
    }
  }

  #set(id: number, key: number): void {
    const at = id * this.stride + (key >>> 5);
    this.first[at] = this.first[at]! | (1 << (key & 31));
  }

  #merge(into: Uint32Array, to: number, from: Uint32Array, of: number): void {
    const { stride } = this;
    const end = (to + 1) * stride;
    for (let at = to * stride, there = of * stride; at < end; at++, there++) {
      into[at] = into[at]! | from[there]!;
    }
  }
}

const NO_LEADS: ReadonlyMap<number, Lead> = new Map();
/** A symbol is never a name, so it needs no lead. */
const WORD = /^\w/;

function mergeBits(into: Uint32Array, from: Uint32Array): void {
  for (let each = 0; each < into.length; each++) into[each] = into[each]! | from[each]!;
}
