/**
 * Which rules look at a text in one walk while it is fixed. Each rule has its turn on the text as the
 * rules before it have left it; so those look together that nothing between is going to change
 * anything for.
 */
import { mayNotice } from "../rules/reads.ts";
import type { Rule } from "../rules/rule.ts";

/** Rules by their places in a list, and what is known of each while a text is fixed. */
export interface Known {
  readonly rules: readonly Rule[];
  /** Whether a rule still has to look at the text as it is. */
  isAwake(place: number): boolean;
  /** Whether it is going to change something in its turn. */
  isBusy(place: number): boolean;
}

/** Whether a rule's fixes change nothing but blanks and line breaks. */
function onlyRespaces(rule: Rule): boolean {
  if (!rule.fixable) return false;
  const { recase, respace, move, wrap, insert, remove, replace } = rule.effects;
  return respace === true && !recase && !move && !wrap && !insert && !remove && !replace;
}

/**
 * The places of the rules that look together, from one of the turns on: those that are awake up to the
 * first that is going to change words or code, without those that would notice what one before
 * them does to the blanks. Where none is going to change anything any more, those whose turn comes in
 * the next round look, too. Where `isPlain` is false, others may notice whatever one changes.
 */
export function lookingTogether(
  known: Known,
  turns: readonly number[],
  from: number,
  isPlain: boolean,
): number[] {
  const together: number[] = [];
  let respaced = false;
  for (let turn = from; turn < turns.length; turn++) {
    const place = turns[turn]!;
    const rule = known.rules[place]!;
    const changes = known.isBusy(place);
    const notices = respaced && (changes || !rule.fixable || mayNotice(rule.reads, "blanks"));
    if (!notices && known.isAwake(place)) together.push(place);
    if (!changes) continue;
    if (!isPlain || !onlyRespaces(rule)) return together;
    respaced = true;
  }
  for (let turn = 0; turn < from && !respaced; turn++) {
    if (known.isAwake(turns[turn]!)) together.push(turns[turn]!);
  }
  return together;
}
