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
    rule.parts.forEach((part, at) => {
      const earlier = rule.parts.slice(0, at);
      if (!earlier.includes(part) && !isCovered(rules, starts, part, earlier)) return;
      throw new GrammarError(rule.place, `alternative ${at + 1} of ${rule.name} is never reached`);
    });
  }
}

/** Whether one-token alternatives before this one take each token that it does. */
function isCovered(
  rules: readonly Rule[],
  starts: Starts,
  part: number,
  earlier: readonly number[],
): boolean {
  if (earlier.length === 0 || rules[part]!.op !== Op.leaf) return false;
  const rest = starts.firstOf(part).slice();
  for (const each of earlier) {
    const { op, leaf } = rules[each]!;
    if (op !== Op.leaf || leaf!.pattern !== null) continue;
    const bits = starts.firstOf(each);
    for (let at = 0; at < rest.length; at++) rest[at] = rest[at]! & ~bits[at]!;
  }
  return rest.every((bits) => bits === 0);
}
