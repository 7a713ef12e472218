/**
 * Which rules look at a text in one walk while it is fixed. Each rule has its turn on the text as the
 * rules before it have left it; so those look together that nothing between is going to change
 * anything for.
 */
import { mayNotice } from "../rules/reads.ts";
import type { Rule } from "../rules/rule.ts";

/** Whether a rule's fixes change nothing but blanks and line breaks. */
function onlyRespaces(rule: Rule): boolean {
  if (!rule.fixable) return false;
  const { recase, respace, move, wrap, insert, remove, replace } = rule.effects;
  return respace === true && !recase && !move && !wrap && !insert && !remove && !replace;
}

/**
 * The rules that look together, from a place of the list on: those that are awake up to the first
 * that is going to change words or code, without those that would notice what one before them
 * does to the blanks. `isBusy` tells which rules are going to change something; where `isPlain` is
 * false, others may notice whatever they change.
 */
export function lookingTogether(
  rules: readonly Rule[],
  from: number,
  isAwake: (rule: Rule) => boolean,
  isBusy: (rule: Rule) => boolean,
  isPlain: boolean,
): Rule[] {
  const together: Rule[] = [];
  let respaced = false;
  for (let place = from; place < rules.length; place++) {
    const rule = rules[place]!;
    const changes = isBusy(rule);
    const notices = respaced && (changes || !rule.fixable || mayNotice(rule.reads, "blanks"));
    if (!notices && isAwake(rule)) together.push(rule);
    if (!changes) continue;
    if (!isPlain || !onlyRespaces(rule)) break;
    respaced = true;
  }
  return together;
}
