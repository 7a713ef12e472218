import { END_KEY } from "./keys.ts";
import { Op, type Rule } from "./program.ts";
import type { Lead, Starts } from "./starts.ts";

/** What may follow a place: the keys, and for keywords what may come behind them. */
interface FollowSet {
  readonly keys: Uint32Array;
  /** Keywords by key; null where anything may come behind one. */
  readonly leads: ReadonlyMap<number, Uint32Array | null>;
}

/** Number of the set that holds nothing. */
export const NOTHING = 0;
const UNKNOWN = -1;

/**
 * Sets of what may follow, interned: the parser passes the number of one down with each call.
 *
 * What follows a part of a rule are the rule's own next parts and, if those may all be missing, what
 * follows the rule where it was called. The first is known from the grammar, so a call costs one
 * look-up in a table of unions.
 */
export class FollowSets {
  readonly #sets: FollowSet[] = [];
  /** By hash the sets that have it. */
  readonly #ids = new Map<number, number[]>();
  /** By own set, by inherited set, their union. */
  readonly #unions: Int32Array[] = [];
  /** By rule and step its own set; with `#open` 1 where what is inherited counts too. */
  readonly #own: (Int32Array | undefined)[] = [];
  readonly #open: (Uint8Array | undefined)[] = [];
  readonly #starts: Starts;
  readonly #rules: readonly Rule[];
  /** What follows a statement: one of the rules that were named, or the end of the text. */
  readonly statement: number;

  /** `behindStatements` are the rules of what may stand behind a statement. */
  constructor(rules: readonly Rule[], starts: Starts, behindStatements: readonly number[]) {
    this.#rules = rules;
    this.#starts = starts;
    this.#intern({ keys: new Uint32Array(starts.stride), leads: new Map() });
    const keys = new Uint32Array(starts.stride);
    const leads = new Map<number, Uint32Array | null>();
    for (const rule of behindStatements) {
      merge(keys, starts.firstOf(rule));
      addLeads(leads, starts.leads(rule));
    }
    keys[0] = keys[0]! | (1 << END_KEY);
    this.statement = this.#intern({ keys, leads });
  }

  /** What follows a step of a rule, where `inherited` follows the rule. */
  at(rule: number, step: number, inherited: number): number {
    const own = this.#own[rule] ?? this.#solve(rule);
    if (this.#open[rule]![step] === 0) return own[step]!;
    return own[step] === NOTHING ? inherited : this.#union(own[step]!, inherited);
  }

  /** Whether a token with a key may follow, the token behind it having `next`. */
  has(set: number, key: number, next: number): boolean {
    const { keys, leads } = this.#sets[set]!;
    if ((keys[key >>> 5]! & (1 << (key & 31))) === 0) return false;
    const then = leads.get(key);
    return then === undefined || then === null || has(then, next);
  }

  /**
   * Whether the token is a keyword that what follows starts with, even if that is not whole. Where
   * only words can stand behind it, as in GROUP BY, one of them does; their keys are before `kinds`.
   */
  leadsNext(set: number, key: number, next: number, kinds: number): boolean {
    const then = this.#sets[set]!.leads.get(key);
    if (then === undefined) return false;
    return then === null || has(then, next) || holdsFrom(then, kinds);
  }

  /** Whether the token is a keyword that starts what follows. */
  startsNext(set: number, key: number, next: number): boolean {
    const then = this.#sets[set]!.leads.get(key);
    return then === null || (then !== undefined && has(then, next));
  }

  #solve(id: number): Int32Array {
    const rule = this.#rules[id]!;
    const steps = Math.max(rule.parts.length, 1) + 1;
    const own = new Int32Array(steps).fill(UNKNOWN);
    const open = new Uint8Array(steps);
    for (let step = 0; step < steps; step++) {
      const { keys, leads, isOpen } = this.#after(rule, step);
      own[step] = this.#intern({ keys, leads });
      open[step] = isOpen ? 1 : 0;
    }
    this.#open[id] = open;
    return this.#own[id] = own;
  }

  #after(rule: Rule, step: number): FollowSet & { isOpen: boolean } {
    const starts = this.#starts;
    const keys = new Uint32Array(starts.stride);
    const leads = new Map<number, Uint32Array | null>();
    const add = (id: number) => {
      merge(keys, starts.firstOf(id));
      addLeads(leads, starts.leads(id));
    };
    switch (rule.op) {
      case Op.seq: {
        const { bits, open } = starts.firstFrom(rule.parts, rule.optional, step + 1);
        addLeads(leads, starts.leadsFrom(rule, step + 1));
        return { keys: bits, leads, isOpen: open };
      }
      case Op.bracket:
        add(rule.close);
        return { keys, leads, isOpen: false };
      case Op.many:
      case Op.setOf:
        for (const part of rule.parts) add(part);
        return { keys, leads, isOpen: true };
      case Op.list:
        add(step === 0 ? rule.delimiter : rule.parts[0]!);
        return { keys, leads, isOpen: true };
      case Op.table:
        // Step 0 is what follows an operand, step 1 what follows an operator.
        if (step === 0) { for (const operator of rule.operators) add(operator.rule); }
        else {
          add(rule.parts[0]!);
          for (const operator of rule.operators) add(operator.rule);
        }
        return { keys, leads, isOpen: true };
      default:
        return { keys, leads, isOpen: true };
    }
  }

  #union(a: number, b: number): number {
    const row = this.#unions[a];
    const known = row?.[b];
    if (known !== undefined && known !== UNKNOWN) return known;
    const left = this.#sets[a]!;
    const right = this.#sets[b]!;
    const keys = left.keys.slice();
    merge(keys, right.keys);
    const leads = new Map(left.leads);
    for (const [key, then] of right.leads) addLead(leads, key, then);
    // A name may stand where the other has a keyword: then anything may come behind it.
    const id = this.#intern({ keys, leads });
    let grown = row;
    if (grown === undefined || grown.length <= b) {
      grown = new Int32Array(Math.max(64, b * 2)).fill(UNKNOWN);
      if (row !== undefined) grown.set(row);
      this.#unions[a] = grown;
    }
    grown[b] = id;
    return id;
  }

  #intern(set: FollowSet): number {
    const hash = hashOf(set);
    const alike = this.#ids.get(hash);
    const known = alike?.find((id) => isSame(this.#sets[id]!, set));
    if (known !== undefined) return known;
    const id = this.#sets.length;
    this.#sets.push(set);
    if (alike === undefined) this.#ids.set(hash, [id]);
    else alike.push(id);
    return id;
  }
}

/** A number that equal sets have in common; the order of their leads does not count. */
function hashOf({ keys, leads }: FollowSet): number {
  let sum = hashOfBits(keys);
  for (const [key, then] of leads) {
    const lead = Math.imul(key + 1, 0x85ebca6b) ^ (then === null ? 0 : hashOfBits(then));
    sum = (sum + Math.imul(lead ^ (lead >>> 13), 0x2c1b3c6d)) | 0;
  }
  return sum;
}

function hashOfBits(bits: Uint32Array): number {
  let hash = 0;
  for (let each = 0; each < bits.length; each++) {
    hash = Math.imul(hash ^ bits[each]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isSame(one: FollowSet, other: FollowSet): boolean {
  if (one.leads.size !== other.leads.size || !hasSameBits(one.keys, other.keys)) return false;
  for (const [key, then] of one.leads) {
    const others = other.leads.get(key);
    if (others === undefined || !hasSameBits(then, others)) return false;
  }
  return true;
}

function hasSameBits(one: Uint32Array | null, other: Uint32Array | null): boolean {
  if (one === null || other === null) return one === other;
  for (let each = 0; each < one.length; each++) if (one[each] !== other[each]) return false;
  return true;
}

function has(bits: Uint32Array, key: number): boolean {
  return (bits[key >>> 5]! & (1 << (key & 31))) !== 0;
}

/** Whether a bitset holds a key from one on. */
function holdsFrom(bits: Uint32Array, key: number): boolean {
  const first = key >>> 5;
  if ((bits[first]! >>> (key & 31)) !== 0) return true;
  for (let each = first + 1; each < bits.length; each++) if (bits[each] !== 0) return true;
  return false;
}

function merge(into: Uint32Array, from: Uint32Array): void {
  for (let each = 0; each < into.length; each++) into[each] = into[each]! | from[each]!;
}

function addLeads(into: Map<number, Uint32Array | null>, leads: ReadonlyMap<number, Lead>): void {
  for (const [key, { then, alone }] of leads) addLead(into, key, alone ? null : then);
}

function addLead(
  into: Map<number, Uint32Array | null>,
  key: number,
  then: Uint32Array | null,
): void {
  const known = into.get(key);
  if (known === null) return;
  if (then === null || known === undefined) {
    into.set(key, then);
    return;
  }
  const both = known.slice();
  merge(both, then);
  into.set(key, both);
}
