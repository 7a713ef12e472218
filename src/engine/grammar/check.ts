import type { Linked } from "./link.ts";
import { Op, type Rule } from "./program.ts";
import type { Starts } from "./starts.ts";
import { GrammarError } from "./syntax.ts";

/**
 * Refuses what a dialect says in vain: a production that nothing uses, an alternative that an
 * earlier one always takes. Throws GrammarError.
 */
export function checkGrammar(
  linked: Linked,
  rules: readonly Rule[],
  used: ReadonlySet<string>,
  starts: Starts,
): void {
  for (const { name, isOwn, at } of linked.productions.values()) {
    if (isOwn && !used.has(name)) throw new GrammarError(at, `nothing uses ${name}`);
  }
  for (const rule of rules) {
    if (rule.op !== Op.longest && rule.op !== Op.first) continue;
    const at = neverReached(rules, starts, rule.parts);
    if (at < 0) continue;
    throw new GrammarError(rule.place, `alternative ${at + 1} of ${rule.name} is never reached`);
  }
}

/**
 * The first alternative that those before it always take: one of them itself, or a token that those
 * which are one token take; -1 where there is none.
 */
function neverReached(rules: readonly Rule[], starts: Starts, parts: readonly number[]): number {
  /** The keys that some token before takes whatever it looks like; null while there is none. */
  let taken: Uint32Array | null = null;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if (parts.indexOf(part) < at) return at;
    const { op, leaf } = rules[part]!;
    if (op !== Op.leaf) continue;
    const bits = starts.firstOf(part);
    if (taken !== null && holds(taken, bits)) return at;
    if (leaf!.pattern !== null) continue;
    if (taken === null) taken = bits.slice();
    else for (let of = 0; of < taken.length; of++) taken[of] = taken[of]! | bits[of]!;
  }
  return -1;
}

/** Whether a bitset has all bits of another. */
function holds(taken: Uint32Array, bits: Uint32Array): boolean {
  for (let of = 0; of < bits.length; of++) if ((bits[of]! & ~taken[of]!) !== 0) return false;
  return true;
}
