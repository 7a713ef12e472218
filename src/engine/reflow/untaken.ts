/**
 * The indents that were opened on the way without a line break: a stack of indent balances, each
 * named by the balance that the indent goes up to. It only grows at the top and shrinks from it,
 * so it is shared as a linked list: a point keeps its own view for the price of a pointer.
 */
export interface Untaken {
  readonly value: number;
  /** Number of entries from here down. */
  readonly count: number;
  readonly below: Untaken | null;
}

/** The stack with one more indent. */
export function pushUntaken(stack: Untaken | null, value: number): Untaken {
  return { value, count: countUntaken(stack) + 1, below: stack };
}

/** The stack without the indents above a balance. */
export function pruneUntaken(stack: Untaken | null, highest: number): Untaken | null {
  let at = stack;
  while (at !== null && at.value > highest) at = at.below;
  return at;
}

export function countUntaken(stack: Untaken | null): number {
  return stack === null ? 0 : stack.count;
}

export function hasUntaken(stack: Untaken | null, value: number): boolean {
  return pruneUntaken(stack, value)?.value === value;
}
