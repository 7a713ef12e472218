import type { Rule } from "../grammar/mod.ts";
import { BRACKETED, DEDENT, INDENT, type Kind, UNPARSABLE } from "../tree/mod.ts";
import { CLOSING, FAIL, LENIENT, START } from "./frame.ts";
import { ALONE } from "./input.ts";
import type { Machine } from "./machine.ts";

/** Round brackets around what they hold; the brackets have been paired before. */
export function advanceBracket(machine: Machine, frame: number, rule: Rule): void {
  const { stack, input, tables } = machine;
  const start = stack[frame + START]!;
  const closing = input.partner(start);
  if (closing === ALONE) {
    if (rule.commit >= 0) machine.metUnclosed = true;
    machine.fail(start);
    return machine.done(FAIL, 0);
  }
  stack[frame + CLOSING] = closing;
  const at = input.nextCode(start + 1);
  machine.note(rule.parts[0]!, at);
  const follow = tables.follow.at(rule.id, 0, 0);
  if (machine.call(rule.parts[0]!, at, follow, stack[frame + LENIENT]!)) {
    resumeBracket(machine, frame, rule);
  }
}

/** Ends the brackets: what they hold must reach the closing one, or be unparsable if lenient. */
export function resumeBracket(machine: Machine, frame: number, rule: Rule): void {
  const { stack, input, matches, stop } = machine;
  const start = stack[frame + START]!;
  const closing = stack[frame + CLOSING]!;
  const content = input.nextCode(start + 1);
  const reached = stop === FAIL ? content : stop;
  const end = input.nextCode(reached);
  let inside = stop === FAIL ? 0 : machine.piece;
  if (end !== closing || (stop === FAIL && end === closing)) {
    machine.fail(stop === FAIL ? content : end);
    if (rule.commit < 0 || stack[frame + LENIENT] === 0 || end >= closing) {
      return machine.done(FAIL, 0);
    }
    const last = input.codeEnd(closing, end);
    inside = matches.join(inside, matches.node(UNPARSABLE, end, last, 0));
  }
  const open = machine.rules[rule.open]!.kind as Kind;
  const close = machine.rules[rule.close]!.kind as Kind;
  machine.done(closing + 1, matches.bracketed(open, close, start, closing, inside));
}

/** Everything up to what may follow or the bracket around it, with brackets as nodes. */
export function takeAnything(machine: Machine, at: number, follow: number): true {
  const { input, matches, tables: { brackets } } = machine;
  const open: { token: number; before: number }[] = [];
  let piece = 0;
  let stop = at;
  let token = at;
  while (token < input.count) {
    if (open.length === 0 && machine.mayFollow(follow, token)) break;
    const side = brackets[input.keys[token]!]! & 3;
    const isRound = input.tokens.textOf(token) === "(";
    if (side === 2) {
      const opened = open.pop();
      if (opened === undefined) break;
      const inside = matches.join(
        matches.join(matches.meta(INDENT, opened.token + 1), piece),
        matches.meta(DEDENT, token),
      );
      const node = input.tokens.textOf(token) === ")"
        ? matches.node(BRACKETED, opened.token, token + 1, inside)
        : inside;
      piece = matches.join(opened.before, node);
    } else if (side === 1 && input.partner(token) !== ALONE) {
      open.push({ token, before: piece });
      piece = 0;
    } else if (isRound) break;
    stop = token + 1;
    token = input.nextCode(stop);
  }
  if (open.length > 0) return machine.fail(token);
  return machine.answer(stop, stop > at ? matches.join(piece, matches.tokens(stop)) : piece);
}
