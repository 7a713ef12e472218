import { Lenience, Op, type Rule } from "../grammar/mod.ts";
import type { Kind } from "../tree/mod.ts";
import { FAIL, FOLLOW, LENIENT, PIECE, REACHED, START, STEP } from "./frame.ts";
import type { Machine } from "./machine.ts";
import { recoverSequence, resumesAt, skipToClosing } from "./recovery.ts";

/** Matches the parts of a sequence one after the other, from the one that is under way. */
export function advanceSequence(machine: Machine, frame: number, rule: Rule): void {
  const { stack, input, matches, tables: { ops, follow: sets } } = machine;
  const { parts, optional } = rule;
  const start = stack[frame + START]!;
  const inherited = stack[frame + FOLLOW]!;
  const lenient = stack[frame + LENIENT]!;
  let step = stack[frame + STEP]!;
  let reached = stack[frame + REACHED]!;
  let piece = stack[frame + PIECE]!;
  for (; step < parts.length; step++) {
    const part = parts[step]!;
    const op = ops[part]!;
    if (op === Op.indent) {
      if (machine.indents[part] === 1) {
        const kind = machine.rules[part]!.kind as Kind;
        const token = input.placeAmongMarks(kind, reached, reached > start);
        piece = matches.join(piece, matches.meta(kind, token));
      }
      continue;
    }
    const at = reached > start ? input.nextCode(reached) : start;
    if (op === Op.tight) {
      if (!input.spaceBefore(at)) continue;
      stack[frame + STEP] = step;
      return failSequence(machine, frame, rule, reached, piece, at);
    }
    const mayMiss = optional[step] === 1;
    machine.note(part, at);
    if (!machine.isNullable(part) && !machine.canStart(part, at)) {
      if (mayMiss) continue;
      stack[frame + STEP] = step;
      return failSequence(machine, frame, rule, reached, piece, at);
    }
    const follow = sets.at(rule.id, step, inherited);
    if (mayMiss && (!machine.canGoOn(part, at) || machine.givesWay(part, at, follow))) continue;
    stack[frame + STEP] = step;
    stack[frame + REACHED] = reached;
    stack[frame + PIECE] = piece;
    if (!machine.call(part, at, follow, lenient)) return;
    if (machine.stop === FAIL) {
      if (mayMiss) continue;
      return failSequence(machine, frame, rule, reached, piece, at);
    }
    piece = matches.join(piece, taken(machine, at, reached));
    if (machine.stop > at) reached = machine.stop;
  }
  endSequence(machine, frame, rule, reached, piece);
}

/** Goes on with the answer of the part under way. */
export function resumeSequence(machine: Machine, frame: number, rule: Rule): void {
  const { stack, input, matches, stop } = machine;
  const step = stack[frame + STEP]!;
  const reached = stack[frame + REACHED]!;
  const start = stack[frame + START]!;
  const at = reached > start ? input.nextCode(reached) : start;
  if (stop === FAIL) {
    if (rule.optional[step] === 0) {
      return failSequence(machine, frame, rule, reached, stack[frame + PIECE]!, at);
    }
  } else {
    stack[frame + PIECE] = matches.join(stack[frame + PIECE]!, taken(machine, at, reached));
    if (stop > at) stack[frame + REACHED] = stop;
  }
  stack[frame + STEP] = step + 1;
  advanceSequence(machine, frame, rule);
}

/** What a part has made; indents of one that took no token stand behind what came before. */
function taken(machine: Machine, at: number, reached: number): number {
  if (machine.stop > at || machine.piece === 0) return machine.piece;
  return machine.matches.moved(machine.piece, reached);
}

function isCommitted(rule: Rule, lenience: number): boolean {
  return rule.commit >= 0 && lenience !== Lenience.none && lenience >= rule.commitsFrom;
}

/** A part is missing: the sequence is no match, unless it is lenient and committed to. */
function failSequence(
  machine: Machine,
  frame: number,
  rule: Rule,
  reached: number,
  piece: number,
  at: number,
): void {
  machine.fail(at);
  const { stack } = machine;
  if (stack[frame + STEP]! >= rule.commit && isCommitted(rule, stack[frame + LENIENT]!)) {
    if (skipToClosing(machine, frame, rule, reached, piece)) {
      return advanceSequence(machine, frame, rule);
    }
    return recoverSequence(machine, frame, rule, reached, piece, stack[frame + STEP]!);
  }
  machine.done(FAIL, 0);
}

/** All parts are there; what may not follow a committed sequence is unparsable in it. */
function endSequence(
  machine: Machine,
  frame: number,
  rule: Rule,
  reached: number,
  piece: number,
): void {
  const { stack, input } = machine;
  if (isCommitted(rule, stack[frame + LENIENT]!)) {
    const next = input.nextCode(reached);
    if (!resumesAt(machine, stack[frame + FOLLOW]!, next)) {
      return recoverSequence(machine, frame, rule, reached, piece, rule.parts.length);
    }
  }
  machine.done(reached, piece);
}
