import { GREEDY, type Rule, STRICT } from "../grammar/mod.ts";
import { UNPARSABLE } from "../tree/mod.ts";
import { FAIL, LIMIT, type Machine, REACHED, ROPE, RULE, START, TERMS } from "./machine.ts";

/** Slots of the search for the longest option, the same in every frame that searches. */
export const CURSOR = 6;
export const BEST_STOP = 7;
export const BEST_ROPE = 8;
export const BEST_OPTION = 9;
/** Where the options are tried. */
export const WORKING = 10;
/** Slots of a choice's frame: its limit before trimming, rounds done, options used up. */
const OUTER_LIMIT = 11;
const ROUNDS = 12;
const USED_LOW = 13;
const USED_HIGH = 14;
/** What the cursor is when no search is under way. */
export const IDLE = -1;

const NO_OPTIONS: readonly number[] = [];

/** Begins a choice or repetition at a token. */
export function startChoice(
  m: Machine,
  id: number,
  rule: Rule,
  at: number,
  limit: number,
  terms: number,
): void {
  if (rule.exclude >= 0 && m.probe(rule.exclude, at, limit, terms)) {
    m.answer(FAIL, 0);
    return;
  }
  const inner = m.addTerminators(terms, rule);
  const end = rule.mode === GREEDY ? m.trim(at, limit, inner, terms) : limit;
  const frame = m.push(id, at, end, inner);
  const stack = m.stack;
  stack[frame + REACHED] = at;
  stack[frame + ROPE] = 0;
  stack[frame + CURSOR] = IDLE;
  stack[frame + WORKING] = at;
  stack[frame + OUTER_LIMIT] = limit;
  stack[frame + ROUNDS] = 0;
  stack[frame + USED_LOW] = 0;
  stack[frame + USED_HIGH] = 0;
  advanceChoice(m, frame, rule);
}

/** Takes the answer of the option under the cursor. */
export function choiceResult(m: Machine, frame: number): void {
  optionResult(m, frame, m.options(m.stack[frame + RULE]!, m.stack[frame + WORKING]!));
}

/** Goes on until an option must be called or the choice is decided. */
export function advanceChoice(m: Machine, frame: number, rule: Rule): void {
  for (;;) {
    const stack = m.stack;
    if (stack[frame + CURSOR] === IDLE) {
      const reached = stack[frame + REACHED]!;
      const end = stack[frame + LIMIT]!;
      const rounds = stack[frame + ROUNDS]!;
      const enough = rounds >= rule.min;
      if (enough && (reached >= end || (rule.max > 0 && rounds >= rule.max))) {
        return finishChoice(m, frame, rule);
      }
      if (reached >= end) return m.finish(FAIL, 0);
      beginSearch(m, frame);
    }
    const options = stack[frame + WORKING]! < stack[frame + LIMIT]!
      ? m.options(stack[frame + RULE]!, stack[frame + WORKING]!)
      : NO_OPTIONS;
    if (!searchOptions(m, frame, options, m.stack[frame + TERMS]!)) return;
    if (!takeBest(m, frame, rule)) return;
  }
}

/** Readies a frame for a search at its working token. */
export function beginSearch(m: Machine, frame: number): void {
  const stack = m.stack;
  stack[frame + CURSOR] = 0;
  stack[frame + BEST_STOP] = FAIL;
  stack[frame + BEST_ROPE] = 0;
  stack[frame + BEST_OPTION] = FAIL;
}

/** Tries options from the cursor on. False if one was called: its answer comes later. */
export function searchOptions(
  m: Machine,
  frame: number,
  options: readonly number[],
  terms: number,
): boolean {
  const working = m.stack[frame + WORKING]!;
  const limit = m.stack[frame + LIMIT]!;
  for (;;) {
    const cursor = m.stack[frame + CURSOR]!;
    if (cursor >= options.length) return true;
    const option = options[cursor]!;
    const plain = m.tables.isLeaf(option);
    if (!plain && !m.canGoOn(option, working, limit)) {
      m.stack[frame + CURSOR] = cursor + 1;
    } else if (!plain && options.length > 1 && m.memo.find(option, working, limit)) {
      m.answer(m.memo.stop, m.memo.rope);
      judgeOption(m, frame, options);
    } else {
      if (!m.enter(option, working, limit, terms)) return false;
      judgeOption(m, frame, options);
    }
  }
}

/** Remembers and judges the answer of the option that was called. */
export function optionResult(m: Machine, frame: number, options: readonly number[]): void {
  if (options.length > 1) {
    const option = options[m.stack[frame + CURSOR]!]!;
    m.memo.put(option, m.stack[frame + WORKING]!, m.stack[frame + LIMIT]!, m.stop, m.rope);
  }
  judgeOption(m, frame, options);
}

/**
 * Keeps the answer if it is the longest yet. The search is over once a match reaches the limit, or
 * a terminator stands after the best match.
 */
function judgeOption(m: Machine, frame: number, options: readonly number[]): void {
  const stack = m.stack;
  const cursor = stack[frame + CURSOR]!;
  const working = stack[frame + WORKING]!;
  const limit = stack[frame + LIMIT]!;
  const stop = m.stop;
  stack[frame + CURSOR] = cursor + 1;
  const best = Math.max(stack[frame + BEST_STOP]!, working);
  if (stop <= best) return;
  stack[frame + BEST_STOP] = stop;
  stack[frame + BEST_ROPE] = m.rope;
  stack[frame + BEST_OPTION] = options[cursor]!;
  if (cursor + 1 >= options.length) return;
  const next = Math.min(m.input.nextCode(stop), limit);
  const terms = stack[frame + TERMS]!;
  if (
    stop === limit || (terms !== 0 && (next >= limit || m.terminatorAt(terms, next, limit, terms)))
  ) {
    m.stack[frame + CURSOR] = options.length;
  }
}

/** Appends the round's best option. False if the choice has been decided. */
function takeBest(m: Machine, frame: number, rule: Rule): boolean {
  const stack = m.stack;
  const option = stack[frame + BEST_OPTION]!;
  stack[frame + CURSOR] = IDLE;
  if (option === FAIL) {
    if (stack[frame + ROUNDS]! < rule.min) {
      stack[frame + REACHED] = stack[frame + START]!;
      stack[frame + ROPE] = 0;
    }
    finishChoice(m, frame, rule);
    return false;
  }
  if (rule.maxEach > 0 && !useOption(m, frame, rule, option)) {
    finishChoice(m, frame, rule);
    return false;
  }
  const stop = stack[frame + BEST_STOP]!;
  stack[frame + ROPE] = m.ropes.join(stack[frame + ROPE]!, stack[frame + BEST_ROPE]!);
  stack[frame + REACHED] = stop;
  stack[frame + WORKING] = rule.gaps
    ? Math.min(m.input.nextCode(stop), stack[frame + OUTER_LIMIT]!)
    : stop;
  stack[frame + ROUNDS] = stack[frame + ROUNDS]! + 1;
  return true;
}

/** Counts a use of an option; false if it had been used already. Options past 64 go uncounted. */
function useOption(m: Machine, frame: number, rule: Rule, option: number): boolean {
  const index = rule.parts.indexOf(option);
  if (index >= 64) return true;
  const slot = frame + (index < 32 ? USED_LOW : USED_HIGH);
  const bit = 1 << (index & 31);
  if (m.stack[slot]! & bit) return false;
  m.stack[slot] = m.stack[slot]! | bit;
  return true;
}

/** Answers with what was matched; code that a greedy choice has left over is unparsable. */
function finishChoice(m: Machine, frame: number, rule: Rule): void {
  const stack = m.stack;
  const start = stack[frame + START]!;
  const end = stack[frame + LIMIT]!;
  const reached = stack[frame + REACHED]!;
  const rope = stack[frame + ROPE]!;
  if (rule.mode !== STRICT && m.input.codeEnd(end, reached) > reached) {
    const from = m.input.nextCode(reached);
    return m.finish(end, m.ropes.join(rope, m.ropes.node(UNPARSABLE, from, end, 0)));
  }
  m.finish(reached === start ? FAIL : reached, rope);
}
