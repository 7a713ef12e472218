import type { Rule } from "../grammar/mod.ts";
import {
  beginSearch,
  BEST_OPTION,
  BEST_ROPE,
  BEST_STOP,
  CURSOR,
  IDLE,
  optionResult,
  searchOptions,
  WORKING,
} from "./choice.ts";
import { FAIL, LIMIT, type Machine, REACHED, ROPE, RULE, START, TERMS } from "./machine.ts";

/** Slots of a delimited list's frame. `TERMS` is what is in force for the search under way. */
const OUTER_TERMS = 11;
const DELIMITERS = 12;
/** 1 while a delimiter is looked for. */
const SEEKING = 13;
/** The delimiter that waits for content after it: where it stopped, what it made. */
const HELD_STOP = 14;
const HELD_ROPE = 15;

const EMPTY: readonly number[] = [];

/** Begins a delimited list at a token. */
export function startDelimited(
  m: Machine,
  id: number,
  at: number,
  limit: number,
  terms: number,
): void {
  const frame = m.push(id, at, limit, terms);
  const stack = m.stack;
  stack[frame + REACHED] = at;
  stack[frame + ROPE] = 0;
  stack[frame + CURSOR] = IDLE;
  stack[frame + WORKING] = at;
  stack[frame + OUTER_TERMS] = terms;
  stack[frame + DELIMITERS] = 0;
  stack[frame + SEEKING] = 0;
  stack[frame + HELD_STOP] = FAIL;
  stack[frame + HELD_ROPE] = 0;
  advanceDelimited(m, frame, m.rules[id]!);
}

/** Takes the answer of the option or delimiter that was called. */
export function delimitedResult(m: Machine, frame: number, rule: Rule): void {
  optionResult(m, frame, optionsOf(m, frame, rule));
}

/** Goes on until something must be called or the list has ended. */
export function advanceDelimited(m: Machine, frame: number, rule: Rule): void {
  for (;;) {
    if (m.stack[frame + CURSOR] === IDLE && !beginItem(m, frame, rule)) {
      return finishDelimited(m, frame, rule);
    }
    const options = optionsOf(m, frame, rule);
    if (!searchOptions(m, frame, options, m.stack[frame + TERMS]!)) return;
    if (!takeItem(m, frame, rule)) return finishDelimited(m, frame, rule);
  }
}

/** What can stand at the working token: the options, or the delimiter. */
function optionsOf(m: Machine, frame: number, rule: Rule): readonly number[] {
  const working = m.stack[frame + WORKING]!;
  if (m.stack[frame + SEEKING] === 1) {
    return m.canStart(rule.delimiter, working) ? rule.delimiters : EMPTY;
  }
  return m.options(m.stack[frame + RULE]!, working);
}

/** Moves to the next item's first token. False if the list ends there. */
function beginItem(m: Machine, frame: number, rule: Rule): boolean {
  const stack = m.stack;
  const limit = stack[frame + LIMIT]!;
  let working = stack[frame + WORKING]!;
  if (rule.gaps && working > stack[frame + START]!) {
    working = Math.min(m.input.nextCode(working), limit);
    stack[frame + WORKING] = working;
  }
  if (working >= limit) return false;
  if (!rule.gaps && m.input.keys[working] === 0) return false;
  const outer = stack[frame + OUTER_TERMS]!;
  const { terminators } = m.tables;
  const ends = terminators.ofDelimited(outer, stack[frame + RULE]!);
  if (m.terminatorAt(ends, working, limit, outer)) return false;
  m.stack[frame + TERMS] = m.stack[frame + SEEKING] === 1
    ? outer
    : terminators.push(outer, rule.delimiter);
  beginSearch(m, frame);
  return true;
}

/** Adds what the search found. False if it found nothing and the list ends. */
function takeItem(m: Machine, frame: number, rule: Rule): boolean {
  const stack = m.stack;
  stack[frame + CURSOR] = IDLE;
  const seeking = stack[frame + SEEKING] === 1;
  if (stack[frame + BEST_OPTION] === FAIL) {
    if (!seeking || !rule.optionalDelimiter) return false;
    stack[frame + SEEKING] = 0;
    return true;
  }
  const stop = stack[frame + BEST_STOP]!;
  const rope = stack[frame + BEST_ROPE]!;
  if (seeking) {
    stack[frame + HELD_STOP] = stop;
    stack[frame + HELD_ROPE] = rope;
  } else {
    if (stack[frame + HELD_STOP] !== FAIL) takeHeld(m, frame);
    stack[frame + ROPE] = m.ropes.join(stack[frame + ROPE]!, rope);
    stack[frame + REACHED] = stop;
  }
  stack[frame + WORKING] = stop;
  stack[frame + SEEKING] = seeking ? 0 : 1;
  return true;
}

function takeHeld(m: Machine, frame: number): void {
  const stack = m.stack;
  stack[frame + DELIMITERS] = stack[frame + DELIMITERS]! + 1;
  stack[frame + ROPE] = m.ropes.join(stack[frame + ROPE]!, stack[frame + HELD_ROPE]!);
  stack[frame + REACHED] = stack[frame + HELD_STOP]!;
  stack[frame + HELD_STOP] = FAIL;
}

/** Answers with the items; a delimiter after the last one belongs to the list only if it may. */
function finishDelimited(m: Machine, frame: number, rule: Rule): void {
  const stack = m.stack;
  if (rule.trailing && stack[frame + HELD_STOP] !== FAIL) takeHeld(m, frame);
  const start = stack[frame + START]!;
  const reached = stack[frame + REACHED]!;
  if (stack[frame + DELIMITERS]! < rule.min || reached === start) return m.finish(FAIL, 0);
  m.finish(reached, stack[frame + ROPE]!);
}
