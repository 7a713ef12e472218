/** What joins are joined by. */
import type { Join } from "./model.ts";

/** Words of a join that needs no condition. */
const UNCONDITIONAL = ["APPLY", "CROSS", "NATURAL", "POSITIONAL"];
const OUTER = ["LEFT", "RIGHT", "FULL"];
/** Words of a join that only tests for matches, whatever side it names. */
const TESTS = ["SEMI", "ANTI"];

/** Whether a join has no condition though its kind takes one; an unnested array needs none. */
export function lacksCondition({ words, using, on, source }: Join): boolean {
  if (on.length > 0 || using.length > 0) return false;
  if (words.includes("ON") || words.includes("USING")) return false;
  return !words.some((each) => UNCONDITIONAL.includes(each)) && source?.call !== "UNNEST";
}

/** Whether a join keeps rows of one side, or of both, that match nothing. */
export function isOuter({ words }: Join): boolean {
  let isOne = false;
  for (let at = 0; at < words.length; at++) {
    if (TESTS.includes(words[at]!)) return false;
    if (OUTER.includes(words[at]!)) isOne = true;
  }
  return isOne;
}

/** Whether rows that come before a join may stay though they match nothing of it, or go missing. */
export function keepsRight({ words }: Join): boolean {
  return words.includes("RIGHT") || words.includes("FULL");
}
