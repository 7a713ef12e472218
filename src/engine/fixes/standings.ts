/** What is known of each rule while a text is fixed, by its place in the list of those that fix. */
import type { Document } from "../document.ts";
import type { Finding } from "../rules/findings.ts";
import { type Change, mayNotice } from "../rules/reads.ts";
import type { Rule } from "../rules/rule.ts";
import type { Known } from "./together.ts";

/** So many of the choices from one list of rules are kept as lists. */
const MOST_CHOICES = 64;

/** The rules of a list that fix, by their places. */
export class FixingRules {
  readonly rules: readonly Rule[];
  /** The places of all of them, and of those that fix last. */
  readonly all: readonly number[];
  readonly late: readonly number[];
  readonly #places: ReadonlyMap<Rule, number>;
  #choices = new Map<string, readonly Rule[]>();

  constructor(rules: readonly Rule[]) {
    this.rules = rules.filter((rule) => rule.fixable);
    this.all = this.rules.map((_, place) => place);
    this.late = this.all.filter((place) => this.rules[place]!.phase === "post");
    this.#places = new Map(this.rules.map((rule, place) => [rule, place]));
  }

  /** The place of a rule, or -1. */
  placeOf(rule: Rule): number {
    return this.#places.get(rule) ?? -1;
  }

  /** A choice of them as a list, mostly the same one each time: what is known of a list stays with it. */
  listOf(chosen: readonly number[]): readonly Rule[] {
    const bits = new Array<number>((this.rules.length + 31) >>> 5).fill(0);
    for (let at = 0; at < chosen.length; at++) bits[chosen[at]! >>> 5]! |= 1 << (chosen[at]! & 31);
    const key = bits.join();
    let list = this.#choices.get(key);
    if (list !== undefined) return list;
    if (this.#choices.size >= MOST_CHOICES) this.#choices = new Map();
    this.#choices.set(key, list = chosen.map((place) => this.rules[place]!));
    return list;
  }
}

const known = new WeakMap<readonly Rule[], FixingRules>();

/** Those of some rules that fix, made once a list. */
export function fixingRules(rules: readonly Rule[]): FixingRules {
  let fixing = known.get(rules);
  if (fixing === undefined) known.set(rules, fixing = new FixingRules(rules));
  return fixing;
}

/** How rules stand to a text that is fixed. */
export class Standings implements Known {
  readonly rules: readonly Rule[];
  /** By place 1 for those that had nothing to fix, and that no change since has given anything to find. */
  readonly #idle: Uint8Array;
  /** By place 1 for those that had something to fix when they looked last. */
  readonly #busy: Uint8Array;
  /** What each has found to fix in the text as it is. */
  readonly #found: (Finding[] | null)[];
  /** The document that each was tried on last without a change. */
  readonly #tried: (Document | null)[];

  constructor(readonly fixing: FixingRules, public document: Document) {
    this.rules = fixing.rules;
    const { length } = fixing.rules;
    this.#idle = new Uint8Array(length);
    this.#busy = new Uint8Array(length);
    this.#found = new Array<Finding[] | null>(length).fill(null);
    this.#tried = new Array<Document | null>(length).fill(null);
  }

  isAwake(place: number): boolean {
    return this.#idle[place] === 0 && this.#found[place] === null &&
      this.#tried[place] !== this.document;
  }

  isBusy(place: number): boolean {
    return this.#busy[place] === 1;
  }

  /** What a rule has found to fix in the text as it is and was not tried yet; null for nothing. */
  found(place: number): readonly Finding[] | null {
    return this.#tried[place] === this.document ? null : this.#found[place]!;
  }

  /** Notes what rules have found in the text as it is. */
  note(looked: readonly number[], findings: readonly Finding[]): void {
    for (let at = 0; at < looked.length; at++) {
      this.#idle[looked[at]!] = 1;
      this.#busy[looked[at]!] = 0;
      this.#found[looked[at]!] = null;
    }
    for (let at = 0; at < findings.length; at++) {
      const finding = findings[at]!;
      if (finding.fixes.length === 0) continue;
      const place = this.fixing.placeOf(finding.rule);
      if (place < 0) continue;
      this.#idle[place] = 0;
      this.#busy[place] = 1;
      const found = this.#found[place]!;
      if (found === null) this.#found[place] = [finding];
      else found.push(finding);
    }
  }

  /** Notes that what a rule has found made no change of the text. */
  failed(place: number): void {
    this.#tried[place] = this.document;
  }

  /** Goes on with a changed document; those look again that the change may give something to find. */
  goOn(document: Document, change: Change, isPlain: boolean): void {
    this.document = document;
    for (let place = 0; place < this.rules.length; place++) {
      const rule = this.rules[place]!;
      this.#found[place] = null;
      if (!isPlain || !rule.fixable || mayNotice(rule.reads, change)) this.#idle[place] = 0;
    }
  }
}
