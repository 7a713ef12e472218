/**
 * The class of a code token as one integer: its key in the low bits, then what stands before it, then
 * a bit for each pattern that can apply to tokens of its key.
 */

/** Keys have to be below this number. */
export const MOST_KEYS = 1 << 12;
/** Where what stands before begins, and the bits of the patterns. */
export const BEFORE_BITS = 12;
export const PATTERN_BITS = 14;
/** Patterns that can apply to tokens of one key at most. */
export const MOST_PATTERNS = 32 - PATTERN_BITS;

/**
 * What stands before a code token: the code token before it, a blank, a comment and the like, or
 * somewhere in the gap a mark of the template, among which indents move.
 */
export const Before = { code: 0, blank: 1, other: 2, mark: 3 } as const;

/** Whether a mark of the template stands before the tokens of a class. */
export function isBehindMark(tokenClass: number): boolean {
  return ((tokenClass >>> BEFORE_BITS) & 3) === Before.mark;
}
