import { Op, type Rule } from "../grammar/mod.ts";
import {
  BEST_PIECE,
  BEST_STOP,
  FAIL,
  FOLLOW,
  FURTHEST,
  FURTHEST_REACH,
  LENIENT,
  START,
  STEP,
} from "./frame.ts";
import { kind } from "../tree/mod.ts";
import type { Machine } from "./machine.ts";
import { resumesAt } from "./recovery.ts";

const COMMA = kind("comma");

/** What `STEP` says while the candidate that looked furthest is matched leniently. */
const LENIENTLY = -1;

/**
 * Matches the candidates of a choice: of `|` the longest counts, and of equals the first; of `/`
 * the first. A lenient choice matches all of them strictly, and leniently only the one that looked
 * furthest: trying all of them would cost a power of the nesting.
 */
export function advanceChoice(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  stack[frame + BEST_STOP] = FAIL;
  stack[frame + BEST_PIECE] = 0;
  stack[frame + FURTHEST] = FAIL;
  stack[frame + FURTHEST_REACH] = FAIL;
  goOn(machine, frame, rule);
}

/** Goes on with the answer of the candidate under way. */
export function resumeChoice(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  if (stack[frame + STEP] === LENIENTLY) return endLeniently(machine, frame);
  if (take(machine, frame, rule)) goOn(machine, frame, rule);
}

function goOn(machine: Machine, frame: number, rule: Rule): void {
  const { stack, input } = machine;
  const at = stack[frame + START]!;
  const follow = stack[frame + FOLLOW]!;
  const candidates = machine.tables.candidates(rule.id, input.keys[at]!);
  const lenient = stack[frame + LENIENT] !== 0;
  while (stack[frame + STEP]! < candidates.length) {
    const candidate = candidates[stack[frame + STEP]!]!;
    machine.note(candidate, at);
    if (!lenient && !machine.canGoOn(candidate, at)) {
      stack[frame + STEP] = stack[frame + STEP]! + 1;
      continue;
    }
    if (lenient) machine.reach = at;
    if (!machine.call(candidate, at, follow, 0)) return;
    if (!take(machine, frame, rule)) return;
  }
  if (lenient) return matchLeniently(machine, frame, candidates);
  machine.done(stack[frame + BEST_STOP]!, stack[frame + BEST_PIECE]!);
}

/** Keeps a candidate's match if it is better; false if it decides the choice. */
function take(machine: Machine, frame: number, rule: Rule): boolean {
  const { stack, stop } = machine;
  const lenient = stack[frame + LENIENT] !== 0;
  if (lenient) {
    const reach = Math.max(machine.reach, stop);
    const furthest = stack[frame + FURTHEST_REACH]!;
    if (reach > furthest || (reach === furthest && promisesMore(machine, frame, rule))) {
      stack[frame + FURTHEST] = stack[frame + STEP]!;
      stack[frame + FURTHEST_REACH] = reach;
    }
  }
  stack[frame + STEP] = stack[frame + STEP]! + 1;
  if (stop > stack[frame + BEST_STOP]!) {
    stack[frame + BEST_STOP] = stop;
    stack[frame + BEST_PIECE] = machine.piece;
    if (rule.op !== Op.first) return true;
    if (!lenient) {
      machine.done(stop, machine.piece);
      return false;
    }
    stack[frame + STEP] = rule.parts.length;
  }
  return true;
}

/**
 * Whether a candidate that looked as far as another is the one to match leniently: it has matched
 * more, or it needs less, and so is sooner whole where a part of it recovers.
 */
function promisesMore(machine: Machine, frame: number, rule: Rule): boolean {
  const { stack, stop, tables, input } = machine;
  const best = stack[frame + BEST_STOP]!;
  if (stop !== best) return stop > best;
  const key = input.keys[stack[frame + START]!]!;
  const candidates = tables.candidates(rule.id, key);
  const candidate = candidates[stack[frame + STEP]!]!;
  const other = candidates[stack[frame + FURTHEST]!]!;
  return tables.shortest.from(candidate, key) < tables.shortest.from(other, key);
}

function matchLeniently(machine: Machine, frame: number, candidates: readonly number[]): void {
  const { stack, input } = machine;
  const at = stack[frame + START]!;
  const follow = stack[frame + FOLLOW]!;
  const best = stack[frame + BEST_STOP]!;
  const furthest = stack[frame + FURTHEST]!;
  machine.reach = stack[frame + FURTHEST_REACH]!;
  const isDone = best !== FAIL && resumesAt(machine, follow, input.nextCode(best)) &&
    !looksInto(machine, input.nextCode(best));
  if (isDone || furthest === FAIL) {
    return machine.done(best, stack[frame + BEST_PIECE]!);
  }
  stack[frame + STEP] = LENIENTLY;
  const lenience = stack[frame + LENIENT]!;
  if (machine.call(candidates[furthest]!, at, follow, lenience)) endLeniently(machine, frame);
}

/** The most words before a bracket, as in `IGNORE NULLS OVER (`. */
const WORDS_BEFORE_BRACKET = 3;

/**
 * Whether something else that was tried has read on into a bracket at a token, or behind a comma or
 * words that start there, as a call and its OVER do.
 */
function looksInto(machine: Machine, token: number): boolean {
  const { input, tables: { keys } } = machine;
  const isListed = input.tokens.kind(token) === COMMA;
  let at = isListed ? input.nextCode(token + 1) : token;
  for (let words = 0; at < machine.reach && words <= WORDS_BEFORE_BRACKET; words++) {
    if (input.opens(at)) return true;
    if (!keys.isWord(input.keys[at]!)) return false;
    at = input.nextCode(at + 1);
  }
  return false;
}

function endLeniently(machine: Machine, frame: number): void {
  const { stack, stop } = machine;
  const best = stack[frame + BEST_STOP]!;
  if (stop >= best) return machine.done(stop, machine.piece);
  machine.done(best, stack[frame + BEST_PIECE]!);
}
