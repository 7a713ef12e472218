import type { Rule } from "../grammar/mod.ts";
import {
  FAIL,
  FOLLOW,
  GOOD_PIECE,
  GOOD_STOP,
  LENIENT,
  PIECE,
  REACHED,
  START,
  STEP,
  TAKEN,
} from "./frame.ts";
import type { Machine } from "./machine.ts";

/** One or more of a part, until it does not match or gives way to what follows. */
export function advanceMany(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  const [part] = rule.parts;
  const follow = machine.tables.follow.at(rule.id, 0, stack[frame + FOLLOW]!);
  for (;;) {
    const at = next(machine, frame);
    const isFirst = stack[frame + STEP] === 0;
    machine.note(part!, at);
    if (!isFirst && (!machine.canStart(part!, at) || machine.givesWay(part!, at, follow))) break;
    if (!machine.call(part!, at, follow, stack[frame + LENIENT]!)) return;
    if (!takeAnother(machine, frame, at)) break;
  }
  endRepeat(machine, frame);
}

/** Goes on with the answer of the part under way. */
export function resumeMany(machine: Machine, frame: number, rule: Rule): void {
  if (takeAnother(machine, frame, next(machine, frame))) advanceMany(machine, frame, rule);
  else endRepeat(machine, frame);
}

/** Keeps a match; false if there is none, or it took nothing. */
function takeAnother(machine: Machine, frame: number, at: number): boolean {
  const { stack, stop, matches } = machine;
  if (stop === FAIL) return false;
  stack[frame + PIECE] = matches.join(stack[frame + PIECE]!, machine.piece);
  stack[frame + STEP] = stack[frame + STEP]! + 1;
  if (stop === at) return false;
  stack[frame + REACHED] = stop;
  return true;
}

function endRepeat(machine: Machine, frame: number): void {
  const { stack } = machine;
  if (stack[frame + STEP] === 0) return machine.done(FAIL, 0);
  machine.done(stack[frame + REACHED]!, stack[frame + PIECE]!);
}

function next(machine: Machine, frame: number): number {
  const reached = machine.stack[frame + REACHED]!;
  return reached > machine.stack[frame + START]! ? machine.input.nextCode(reached) : reached;
}

/** Some parts of a set in any order, each once, at least one: `STEP` is the part under way. */
export function advanceSet(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  stack[frame + TAKEN] = 0;
  tryParts(machine, frame, rule);
}

/** Goes on with the answer of the part under way. */
export function resumeSet(machine: Machine, frame: number, rule: Rule): void {
  takePart(machine, frame, next(machine, frame));
  tryParts(machine, frame, rule);
}

function tryParts(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  const follow = machine.tables.follow.at(rule.id, 0, stack[frame + FOLLOW]!);
  while (stack[frame + STEP]! < rule.parts.length) {
    const step = stack[frame + STEP]!;
    const part = rule.parts[step]!;
    const at = next(machine, frame);
    const isTaken = (stack[frame + TAKEN]! & (1 << step)) !== 0;
    machine.note(part, at);
    if (isTaken || !machine.canStart(part, at) || machine.givesWay(part, at, follow)) {
      stack[frame + STEP] = step + 1;
      continue;
    }
    if (!machine.call(part, at, follow, stack[frame + LENIENT]!)) return;
    takePart(machine, frame, at);
  }
  if (stack[frame + TAKEN] === 0) return machine.done(FAIL, 0);
  machine.done(stack[frame + REACHED]!, stack[frame + PIECE]!);
}

/** Keeps a part, and starts over with the rest; without a match the next part is tried. */
function takePart(machine: Machine, frame: number, at: number): void {
  const { stack, stop, matches } = machine;
  const step = stack[frame + STEP]!;
  if (stop === FAIL || stop === at) {
    stack[frame + STEP] = step + 1;
    return;
  }
  stack[frame + TAKEN] = stack[frame + TAKEN]! | (1 << step);
  stack[frame + PIECE] = matches.join(stack[frame + PIECE]!, machine.piece);
  stack[frame + REACHED] = stop;
  stack[frame + STEP] = 0;
}

const ITEM = 0;
const DELIMITER = 1;
const END = 2;

/** Parts with a delimiter between them; one behind the last part only where it may trail. */
export function advanceList(machine: Machine, frame: number, rule: Rule): void {
  machine.stack[frame + GOOD_STOP] = FAIL;
  machine.stack[frame + GOOD_PIECE] = 0;
  goOnList(machine, frame, rule);
}

/** Goes on with the answer of the part or delimiter under way. */
export function resumeList(machine: Machine, frame: number, rule: Rule): void {
  if (takeInList(machine, frame, rule)) goOnList(machine, frame, rule);
}

function goOnList(machine: Machine, frame: number, rule: Rule): void {
  const { stack, tables } = machine;
  for (;;) {
    const isItem = stack[frame + STEP] === ITEM;
    const at = next(machine, frame);
    const part = isItem ? rule.parts[0]! : rule.delimiter;
    machine.note(part, at);
    const follow = tables.follow.at(rule.id, isItem ? 0 : 1, stack[frame + FOLLOW]!);
    if (!machine.call(part, at, follow, isItem ? stack[frame + LENIENT]! : 0)) return;
    if (!takeInList(machine, frame, rule)) return;
  }
}

/** Keeps what has matched; false once the list has ended. */
function takeInList(machine: Machine, frame: number, rule: Rule): boolean {
  const { stack, stop, matches } = machine;
  if (stack[frame + STEP] === END || stop === FAIL) {
    endList(machine, frame, rule);
    return false;
  }
  stack[frame + PIECE] = matches.join(stack[frame + PIECE]!, machine.piece);
  stack[frame + REACHED] = stop;
  if (stack[frame + STEP] === ITEM) {
    stack[frame + GOOD_STOP] = stop;
    stack[frame + GOOD_PIECE] = stack[frame + PIECE]!;
    stack[frame + STEP] = DELIMITER;
  } else stack[frame + STEP] = ITEM;
  return true;
}

function endList(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  const trails = rule.trailing >= 0 && stack[frame + STEP] === ITEM &&
    stack[frame + GOOD_STOP] !== FAIL;
  if (trails) return machine.done(stack[frame + REACHED]!, stack[frame + PIECE]!);
  machine.done(stack[frame + GOOD_STOP]!, stack[frame + GOOD_PIECE]!);
}
