import { LAST_ZERO_WIDTH, Op, type Rule, type Starts } from "../grammar/mod.ts";

/** As long as anything is told apart. */
const LONGEST = 255;

/** How many tokens rules take at least, for where a text does not parse. */
export class Shortest {
  readonly #rules: readonly Rule[];
  readonly #starts: Starts;
  /** By rule, whatever it starts with. */
  readonly #any: Uint8Array;
  /** By rule what was found for each key that it starts with. */
  readonly #known: (Map<number, number> | undefined)[];

  constructor(rules: readonly Rule[], starts: Starts) {
    this.#rules = rules;
    this.#starts = starts;
    this.#any = new Uint8Array(rules.length).fill(LONGEST);
    this.#known = new Array(rules.length);
    while (this.#shorten());
  }

  /** How many tokens a rule takes at least where the first of them has a key. */
  from(rule: number, key: number): number {
    const known = this.#known[rule] ??= new Map();
    let tokens = known.get(key);
    if (tokens === undefined) {
      // What comes back to itself is no shorter for it.
      known.set(key, LONGEST);
      tokens = Math.min(this.#find(this.#rules[rule]!, key), LONGEST);
      known.set(key, tokens);
    }
    return tokens;
  }

  #find(rule: Rule, key: number): number {
    if (rule.op === Op.seq) return this.#inSequence(rule, key);
    if (rule.op === Op.bracket || rule.op <= Op.leaf || rule.op === Op.anything) {
      return this.#any[rule.id]!;
    }
    let least = LONGEST;
    for (const part of rule.parts) {
      if (this.#starts.has(part, key)) least = Math.min(least, this.from(part, key));
    }
    // Else a table starts with a prefix.
    return least === LONGEST && rule.op === Op.table ? 1 + this.#any[rule.id]! : least;
  }

  /** Of a sequence the first part may be missing, and another may start it. */
  #inSequence({ parts, optional }: Rule, key: number): number {
    let least = LONGEST;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      if (this.#starts.has(part, key)) {
        let tokens = this.from(part, key);
        for (let rest = at + 1; rest < parts.length; rest++) {
          if (optional[rest] === 0) tokens += this.#any[parts[rest]!]!;
        }
        least = Math.min(least, tokens);
      }
      if (optional[at] === 0 && this.#starts.nullable[part] === 0) break;
    }
    return least;
  }

  /** Works out once more what rules take; false if that has changed nothing. */
  #shorten(): boolean {
    let isShorter = false;
    for (const rule of this.#rules) {
      const tokens = Math.min(this.#ofParts(rule), LONGEST);
      if (tokens >= this.#any[rule.id]!) continue;
      this.#any[rule.id] = tokens;
      isShorter = true;
    }
    return isShorter;
  }

  #ofParts(rule: Rule): number {
    const any = this.#any;
    if (rule.op <= LAST_ZERO_WIDTH || rule.op === Op.anything) return 0;
    if (rule.op === Op.leaf) return 1;
    if (rule.op === Op.bracket) return 2 + any[rule.parts[0]!]!;
    if (rule.op !== Op.seq) {
      return rule.parts.reduce((least, part) => Math.min(least, any[part]!), LONGEST);
    }
    return rule.parts.reduce(
      (sum, part, at) => rule.optional[at] === 1 ? sum : sum + any[part]!,
      0,
    );
  }
}
