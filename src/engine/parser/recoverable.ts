import { LAST_ZERO_WIDTH, Op, type Rule } from "../grammar/mod.ts";

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Which rules are committed to, or begin with what is: a lenient match of these can recover. */
export class Recoverable {
  readonly #rules: readonly Rule[];
  readonly #known: Uint8Array;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#known = new Uint8Array(rules.length);
  }

  /** Whether a rule is one of them; found when it is first asked for. */
  has(rule: number): boolean {
    if (this.#known[rule] === UNKNOWN) {
      // A rule that comes back to itself says nothing about itself.
      this.#known[rule] = NO;
      if (this.#find(this.#rules[rule]!)) this.#known[rule] = YES;
    }
    return this.#known[rule] === YES;
  }

  #find(rule: Rule): boolean {
    switch (rule.op) {
      case Op.seq: {
        if (rule.commit >= 0) return true;
        const first = rule.parts.find((part) => this.#rules[part]!.op > LAST_ZERO_WIDTH);
        return first !== undefined && this.has(first);
      }
      case Op.bracket:
        return rule.commit >= 0;
      case Op.leaf:
      case Op.anything:
        return false;
      default:
        return rule.parts.some((part) => this.has(part));
    }
  }
}
