import { Lenience, Op, type Rule } from "../grammar/mod.ts";
import { type Kind, UNPARSABLE } from "../tree/mod.ts";
import { FOLLOW, LENIENT, PIECE, REACHED, START, STEP } from "./frame.ts";
import { ALONE } from "./input.ts";
import type { Machine } from "./machine.ts";

const CLOSES = 2;
const OPENS = 1;
const SIDE = 3;

/**
 * Whether what may follow shows at a token, so that text that does not parse ends before it. Where
 * a name may start a statement, only a symbol or a keyword shows it.
 */
export function resumesAt(machine: Machine, follow: number, at: number): boolean {
  const { batchEnd, follow: sets, keys } = machine.tables;
  const key = machine.input.keys[at]!;
  if (batchEnd < 0 || !keys.isWord(key)) return machine.mayFollow(follow, at);
  return sets.startsNext(follow, key, machine.keyAfter(at));
}

/** Whether a token is a keyword that what may follow starts with, be that whole or not. */
function leadsOn(machine: Machine, follow: number, at: number): boolean {
  const { follow: sets, keys } = machine.tables;
  return sets.leadsNext(follow, machine.input.keys[at]!, machine.keyAfter(at), keys.firstKind);
}

/**
 * Where an unparsable stretch that starts at a token ends: before the first token outside of
 * brackets that may follow, or before the bracket that closes around it. What starts the rule
 * `forbidden` (-1 for none) ends nothing: it must not stand there.
 */
export function endOfStretch(
  machine: Machine,
  from: number,
  follow: number,
  forbidden = -1,
): number {
  const { input, tables: { brackets } } = machine;
  let at = from;
  let end = from;
  const isForbidden = (token: number) => forbidden >= 0 && machine.canStart(forbidden, token);
  // Behind something else a keyword alone shows that the stretch is over: its own clause may be
  // broken, too.
  const ends = (token: number) =>
    resumesAt(machine, follow, token) || (token > from && leadsOn(machine, follow, token));
  while (at < input.count && (isForbidden(at) || !ends(at))) {
    const side = brackets[input.keys[at]!]! & SIDE;
    if (side === CLOSES && input.partner(at) !== ALONE) break;
    const partner = side === OPENS ? input.partner(at) : ALONE;
    if (side === OPENS && partner === ALONE) machine.metUnclosed = true;
    end = (partner === ALONE ? at : partner) + 1;
    at = input.nextCode(end);
  }
  return end;
}

/** The indents among parts that are not matched any more, so that all of them keep their balance. */
function indentsOf(
  { matches, rules, indents, tables }: Machine,
  parts: number[],
  at: number,
): number {
  let piece = 0;
  for (const part of parts) {
    if (tables.ops[part] !== Op.indent || indents[part] !== 1) continue;
    piece = matches.join(piece, matches.meta(rules[part]!.kind as Kind, at));
  }
  return piece;
}

/**
 * Goes on at the closing bracket of a committed sequence that an opening one starts, as `[ … ]`: what
 * stands before it is unparsable. False where the sequence has no such bracket, or has come to it.
 */
export function skipToClosing(
  machine: Machine,
  frame: number,
  rule: Rule,
  reached: number,
  piece: number,
): boolean {
  const { stack, input, matches } = machine;
  const start = stack[frame + START]!;
  const closing = input.opens(start) ? input.partner(start) : ALONE;
  const from = input.nextCode(reached);
  if (closing === ALONE || reached === start || from >= closing) return false;
  const to = input.codeEnd(closing, from);
  const broken = matches.join(piece, matches.node(UNPARSABLE, from, to, 0));
  const last = rule.parts.length - 1;
  const left = rule.parts.slice(stack[frame + STEP]!, last);
  const whole = matches.join(broken, indentsOf(machine, left, to));
  stack[frame + STEP] = last;
  stack[frame + REACHED] = to;
  stack[frame + PIECE] = whole;
  return true;
}

/**
 * Ends a committed sequence that cannot go on at part `step`: its indents keep their balance, and
 * what stands before the next token that may follow is unparsable. Where there is nothing, what the
 * sequence has taken is unparsable itself.
 */
export function recoverSequence(
  machine: Machine,
  frame: number,
  rule: Rule,
  reached: number,
  piece: number,
  step: number,
): void {
  const { stack, input, matches, tables: { ops } } = machine;
  const start = stack[frame + START]!;
  const from = reached > start ? input.nextCode(reached) : start;
  const failed = rule.parts[step]!;
  const forbidden = ops[failed] === Op.not ? machine.rules[failed]!.parts[0]! : -1;
  // A keyword that leads on where nothing has come yet shows that all of the content is missing. In
  // a statement inside of another one it is taken all the same, so that the other one goes on.
  const isEmpty = step < rule.parts.length && reached > start && forbidden < 0 &&
    stack[frame + LENIENT] === Lenience.whole && leadsOn(machine, stack[frame + FOLLOW]!, from);
  const end = isEmpty ? from : endOfStretch(machine, from, stack[frame + FOLLOW]!, forbidden);
  if (end === from) {
    return machine.done(reached, matches.node(UNPARSABLE, start, reached, piece));
  }
  const broken = matches.node(UNPARSABLE, from, end, 0);
  // A clause of its own is no part of one that is whole, although it is broken itself.
  if (step === rule.parts.length && leadsOn(machine, stack[frame + FOLLOW]!, from)) {
    return machine.done(end, piece, reached, broken);
  }
  const whole = matches.join(piece, indentsOf(machine, rule.parts.slice(step), reached));
  machine.done(end, matches.join(whole, broken));
}
