import { After, type Rule } from "../grammar/mod.ts";
import type { Kind } from "../tree/mod.ts";
import {
  CANDIDATE,
  FAIL,
  FOLLOW,
  HAS_OPERAND,
  LENIENT,
  OPERAND,
  OPERAND_START,
  PENDING,
  PENDING_STOP,
  PIECE,
  REACHED,
  START,
  STEP,
} from "./frame.ts";
import type { Machine } from "./machine.ts";

/** What is under way, in `STEP`. */
const AT_OPERAND = 0;
const AT_PREFIX = 1;
const AT_OPERATOR = 2;
/** Steps of the table's follow sets: behind an operand, behind an operator. */
const BEHIND_OPERAND = 0;
const BEHIND_OPERATOR = 1;

/**
 * A run of operands and operators. It is flat: levels only say which operators a run takes, so that
 * the AND of `BETWEEN 1 AND 2` is left alone. An infix operator without an operand behind it is not
 * part of the run.
 */
export function advanceTable(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  const start = stack[frame + START]!;
  stack[frame + OPERAND] = 0;
  stack[frame + OPERAND_START] = start;
  stack[frame + PENDING] = 0;
  stack[frame + PENDING_STOP] = start;
  stack[frame + CANDIDATE] = 0;
  stack[frame + HAS_OPERAND] = 0;
  goOn(machine, frame, rule);
}

/** Goes on with the answer of what is under way. */
export function resumeTable(machine: Machine, frame: number, rule: Rule): void {
  if (take(machine, frame, rule)) goOn(machine, frame, rule);
}

function goOn(machine: Machine, frame: number, rule: Rule): void {
  const { stack } = machine;
  for (;;) {
    const isCalled = stack[frame + STEP] === AT_OPERATOR
      ? tryOperator(machine, frame, rule)
      : tryOperand(machine, frame, rule);
    if (isCalled === "done" || isCalled === "later") return;
    if (!take(machine, frame, rule)) return;
  }
}

type Called = "now" | "later" | "done";

function operandAt(machine: Machine, frame: number): number {
  const { stack, input } = machine;
  const stop = stack[frame + PENDING_STOP]!;
  return stop > stack[frame + START]! ? input.nextCode(stop) : stop;
}

function tryOperand(machine: Machine, frame: number, rule: Rule): Called {
  const { stack, tables } = machine;
  const at = operandAt(machine, frame);
  const isPrefix = stack[frame + STEP] === AT_PREFIX;
  const part = isPrefix ? rule.prefix : rule.parts[0]!;
  if (part < 0) {
    machine.fail(at);
    return "now";
  }
  machine.note(part, at);
  if (!isPrefix && machine.operandGivesWay(part, at, stack[frame + FOLLOW]!)) {
    machine.fail(at);
    return "now";
  }
  const behind = isPrefix ? BEHIND_OPERATOR : BEHIND_OPERAND;
  const follow = tables.follow.at(rule.id, behind, stack[frame + FOLLOW]!);
  return machine.call(part, at, follow, stack[frame + LENIENT]!) ? "now" : "later";
}

function tryOperator(machine: Machine, frame: number, rule: Rule): Called {
  const { stack, tables, input } = machine;
  const at = input.nextCode(stack[frame + REACHED]!);
  if (machine.expected !== null) { for (const each of rule.operators) machine.note(each.rule, at); }
  const candidates = tables.candidates(rule.id, input.keys[at]!);
  const follow = tables.follow.at(rule.id, BEHIND_OPERATOR, stack[frame + FOLLOW]!);
  for (;;) {
    const candidate = candidates[stack[frame + CANDIDATE]!];
    if (candidate === undefined) {
      end(machine, frame);
      return "done";
    }
    const { type, rule: written } = rule.operators[candidate]!;
    const bindsOperand = type === After.suffix || type === After.wrap;
    if (
      (bindsOperand && stack[frame + HAS_OPERAND] === 0) || !machine.canGoOn(written, at)
    ) {
      stack[frame + CANDIDATE] = stack[frame + CANDIDATE]! + 1;
      continue;
    }
    return machine.call(written, at, follow, stack[frame + LENIENT]!) ? "now" : "later";
  }
}

/** Keeps what has matched; false once the run has ended. */
function take(machine: Machine, frame: number, rule: Rule): boolean {
  const { stack } = machine;
  if (stack[frame + STEP] === AT_OPERATOR) takeOperator(machine, frame, rule);
  else if (stack[frame + STEP] === AT_PREFIX) {
    if (machine.stop === FAIL) return withoutOperand(machine, frame);
    stack[frame + PENDING] = machine.matches.join(stack[frame + PENDING]!, machine.piece);
    stack[frame + PENDING_STOP] = machine.stop;
    stack[frame + STEP] = AT_OPERAND;
  } else takeOperand(machine, frame);
  return true;
}

/**
 * No operand stands behind an operator or at the start: another operator may start alike (`&` and
 * `&&`); else the run ends before it.
 */
function withoutOperand(machine: Machine, frame: number): boolean {
  const { stack } = machine;
  if (stack[frame + REACHED] === stack[frame + START]) {
    machine.done(FAIL, 0);
    return false;
  }
  stack[frame + PENDING] = 0;
  stack[frame + PENDING_STOP] = stack[frame + REACHED]!;
  stack[frame + CANDIDATE] = stack[frame + CANDIDATE]! + 1;
  stack[frame + STEP] = AT_OPERATOR;
  return true;
}

function takeOperand(machine: Machine, frame: number): void {
  const { stack, matches, stop } = machine;
  if (stop === FAIL) {
    stack[frame + STEP] = AT_PREFIX;
    return;
  }
  const before = matches.join(stack[frame + PIECE]!, stack[frame + OPERAND]!);
  const at = operandAt(machine, frame);
  stack[frame + PIECE] = matches.join(before, stack[frame + PENDING]!);
  stack[frame + OPERAND] = machine.piece;
  stack[frame + OPERAND_START] = at;
  stack[frame + HAS_OPERAND] = 1;
  stack[frame + PENDING] = 0;
  settle(machine, frame, stop);
}

function takeOperator(machine: Machine, frame: number, rule: Rule): void {
  const { stack, matches, stop, tables, input } = machine;
  if (stop === FAIL) {
    stack[frame + CANDIDATE] = stack[frame + CANDIDATE]! + 1;
    return;
  }
  const at = input.nextCode(stack[frame + REACHED]!);
  const candidates = tables.candidates(rule.id, input.keys[at]!);
  const { type, kind } = rule.operators[candidates[stack[frame + CANDIDATE]!]!]!;
  if (type === After.infix) {
    stack[frame + PENDING] = machine.piece;
    stack[frame + PENDING_STOP] = stop;
    stack[frame + STEP] = AT_OPERAND;
    return;
  }
  const operand = matches.join(stack[frame + OPERAND]!, machine.piece);
  if (type === After.wrap) {
    const start = stack[frame + OPERAND_START]!;
    stack[frame + OPERAND] = matches.node(kind as Kind, start, stop, operand);
  } else {
    stack[frame + OPERAND] = operand;
    if (type === After.postfix) stack[frame + HAS_OPERAND] = 0;
  }
  settle(machine, frame, stop);
}

/** The run reaches to a token for good, and an operator may come next. */
function settle(machine: Machine, frame: number, stop: number): void {
  const { stack } = machine;
  stack[frame + REACHED] = stop;
  stack[frame + PENDING_STOP] = stop;
  stack[frame + CANDIDATE] = 0;
  stack[frame + STEP] = AT_OPERATOR;
}

function end(machine: Machine, frame: number): void {
  const { stack, matches } = machine;
  const reached = stack[frame + REACHED]!;
  if (reached === stack[frame + START]!) return machine.done(FAIL, 0);
  machine.done(reached, matches.join(stack[frame + PIECE]!, stack[frame + OPERAND]!));
}
