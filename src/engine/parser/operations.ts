/** The operations of the machine: how the frame of a rule begins, and how it goes on. */
import { LAST_ZERO_WIDTH, Op, type Rule } from "../grammar/mod.ts";
import { advanceBracket, resumeBracket, takeAnything } from "./brackets.ts";
import { advanceChoice, resumeChoice } from "./choices.ts";
import { FAIL, FOLLOW, LENIENT, START, STEP } from "./frame.ts";
import type { Machine, Operations } from "./machine.ts";
import { advanceTable, resumeTable } from "./operators.ts";
import {
  advanceList,
  advanceMany,
  advanceSet,
  resumeList,
  resumeMany,
  resumeSet,
} from "./repeats.ts";
import { advanceSequence, resumeSequence } from "./sequences.ts";

function advance(machine: Machine, frame: number, rule: Rule, isNew: boolean): void {
  switch (rule.op) {
    case Op.seq:
      return isNew ? advanceSequence(machine, frame, rule) : resumeSequence(machine, frame, rule);
    case Op.longest:
    case Op.first:
      return isNew ? advanceChoice(machine, frame, rule) : resumeChoice(machine, frame, rule);
    case Op.table:
      return isNew ? advanceTable(machine, frame, rule) : resumeTable(machine, frame, rule);
    case Op.list:
      return isNew ? advanceList(machine, frame, rule) : resumeList(machine, frame, rule);
    case Op.many:
      return isNew ? advanceMany(machine, frame, rule) : resumeMany(machine, frame, rule);
    case Op.setOf:
      return isNew ? advanceSet(machine, frame, rule) : resumeSet(machine, frame, rule);
    case Op.bracket:
      return isNew ? advanceBracket(machine, frame, rule) : resumeBracket(machine, frame, rule);
    default:
      return advanceWrapper(machine, frame, rule, isNew);
  }
}

/** A rule around one part: a look-ahead, or what may drop its part's node. */
function advanceWrapper(machine: Machine, frame: number, rule: Rule, isNew: boolean): void {
  const { stack } = machine;
  const start = stack[frame + START]!;
  if (isNew) {
    const lenient = rule.op === Op.bare ? stack[frame + LENIENT]! : 0;
    if (rule.op <= LAST_ZERO_WIDTH) stack[frame + STEP] = machine.reach;
    if (!machine.call(rule.parts[0]!, start, stack[frame + FOLLOW]!, lenient)) return;
  }
  if (rule.op === Op.bare) {
    const kinds = machine.tables.bareKinds(rule);
    return machine.done(machine.stop, machine.matches.onlyChild(machine.piece, kinds));
  }
  // A look-ahead says nothing about how far the text goes on.
  machine.reach = machine.stack[frame + STEP]!;
  const holds = (machine.stop !== FAIL) === (rule.op === Op.ahead);
  machine.done(holds ? start : FAIL, 0);
}

export const OPERATIONS: Operations = { advance, takeAnything };
