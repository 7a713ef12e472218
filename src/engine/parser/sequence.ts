import { GREEDY, GREEDY_ONCE_STARTED, Op, type Rule, STRICT } from "../grammar/mod.ts";
import { DEDENT, type Kind, PLACEHOLDER, type Tokens, UNPARSABLE } from "../tree/mod.ts";
import { FAIL, type Machine, REACHED, ROPE, START, TERMS } from "./machine.ts";

/** Slots of a sequence's frame. */
const END = 2;
const CURSOR = 6;
/** Index of the first part that may be an indent not yet placed. */
const PENDING = 7;
const FIRST_DONE = 8;
/** Where the part being matched began. */
const PART_AT = 9;

/** Begins a sequence at a token. */
export function startSequence(
  m: Machine,
  id: number,
  rule: Rule,
  at: number,
  limit: number,
  terms: number,
): void {
  let end = limit;
  if (rule.mode === GREEDY) {
    end = m.trim(at, limit, m.tables.terminators.add(terms, rule.terminators, false), terms);
  }
  const frame = m.push(id, at, end, terms);
  const stack = m.stack;
  stack[frame + REACHED] = at;
  stack[frame + ROPE] = 0;
  stack[frame + CURSOR] = 0;
  stack[frame + PENDING] = 0;
  stack[frame + FIRST_DONE] = 0;
  advanceSequence(m, frame, rule);
}

/** Takes the answer for the part under the cursor; a part that failed is judged by `advance`. */
export function sequenceResult(m: Machine, frame: number, rule: Rule): void {
  if (m.stop === FAIL) {
    m.stack[frame + PART_AT] = FAIL;
    return;
  }
  take(m, frame, rule, m.stop, m.rope);
}

/** Goes on with the parts until one must be called or the sequence is decided. */
export function advanceSequence(m: Machine, frame: number, rule: Rule): void {
  const { parts, optional } = rule;
  const { input } = m;
  const { gated, ops } = m.tables;
  let cursor = m.stack[frame + CURSOR]!;
  if (m.stack[frame + PART_AT] === FAIL && cursor > 0) {
    m.stack[frame + PART_AT] = 0;
    if (optional[cursor - 1] === 0) return failPart(m, frame, rule);
  }
  for (; cursor < parts.length; cursor++) {
    const part = parts[cursor]!;
    if (ops[part] === Op.meta) continue;
    const stack = m.stack;
    const reached = stack[frame + REACHED]!;
    const end = stack[frame + END]!;
    const at = rule.gaps ? Math.min(input.nextCode(reached), end) : reached;
    if (at >= end) {
      if (optional[cursor] === 1) continue;
      return runOut(m, frame, rule, cursor);
    }
    const fails = gated[part] === 1 && !(m.canStart(part, at) && m.canGoOn(part, at, end));
    if (!fails) {
      stack[frame + CURSOR] = cursor + 1;
      stack[frame + PART_AT] = at;
      if (!m.enter(part, at, end, stack[frame + TERMS]!)) return;
      if (m.stop !== FAIL) {
        take(m, frame, rule, m.stop, m.rope);
        continue;
      }
    }
    if (optional[cursor] === 0) return failPart(m, frame, rule);
  }
  finishSequence(m, frame, rule);
}

/** Adds a matched part, the indents before it placed first. */
function take(m: Machine, frame: number, rule: Rule, stop: number, rope: number): void {
  const stack = m.stack;
  const reached = stack[frame + REACHED]!;
  const at = stack[frame + PART_AT]!;
  const cursor = stack[frame + CURSOR]! - 1;
  const pending = stack[frame + PENDING]!;
  let whole = stack[frame + ROPE]!;
  if (pending < cursor) {
    whole = placeIndents(m, rule, whole, pending, cursor, reached, at);
  }
  stack[frame + PENDING] = cursor + 1;
  stack[frame + ROPE] = m.ropes.join(whole, rope);
  stack[frame + REACHED] = stop;
  if (rule.mode === GREEDY_ONCE_STARTED && stack[frame + FIRST_DONE] === 0) {
    stack[frame + FIRST_DONE] = 1;
    const terms = stack[frame + TERMS]!;
    const set = m.tables.terminators.add(terms, rule.terminators, false);
    const end = m.trim(stop, stack[frame + END]!, set, terms);
    m.stack[frame + END] = end;
  }
}

/**
 * Indents among the parts `[from, to)`. They stand before the blanks between the parts if all of
 * them open, and after the blanks if one closes.
 */
function placeIndents(
  m: Machine,
  rule: Rule,
  rope: number,
  from: number,
  to: number,
  before: number,
  after: number,
): number {
  let closes = false;
  for (let each = from; each < to; each++) {
    const id = rule.parts[each]!;
    closes ||= m.rules[id]!.kind === DEDENT && m.rules[id]!.op === Op.meta && m.enabled[id] === 1;
  }
  let at = closes ? after : before;
  if (m.input.tokens.origins !== null) {
    at = closes
      ? beforeOpeningTag(m.input.tokens, before, after)
      : behindClosingTag(m.input.tokens, before, after);
  }
  let whole = rope;
  for (let each = from; each < to; each++) {
    const id = rule.parts[each]!;
    const compiled = m.rules[id]!;
    if (compiled.op !== Op.meta || m.enabled[id] === 0) continue;
    whole = m.ropes.join(whole, m.ropes.meta(compiled.kind as Kind, at));
  }
  return whole;
}

/** Where an indent that closes goes among tags: before a first one that opens a block. */
function beforeOpeningTag({ kinds, origins }: Tokens, from: number, to: number): number {
  for (let token = from; token < to; token++) {
    if (kinds[token] !== PLACEHOLDER) continue;
    return origins!.marks.get(token)?.type === "block_start" ? token : to;
  }
  return to;
}

/** Where indents that open go among tags: behind a last one that ends a block. */
function behindClosingTag({ kinds, origins }: Tokens, from: number, to: number): number {
  for (let token = to; token > from; token--) {
    if (kinds[token - 1] !== PLACEHOLDER) continue;
    return origins!.marks.get(token - 1)?.type === "block_end" ? token : from;
  }
  return from;
}

/** The text ended before a part that may not be left out. */
function runOut(m: Machine, frame: number, rule: Rule, cursor: number): void {
  const stack = m.stack;
  const start = stack[frame + START]!;
  const reached = stack[frame + REACHED]!;
  if (rule.mode === STRICT || reached === start) return m.finish(FAIL, 0);
  const pending = stack[frame + PENDING]!;
  const rope = placeIndents(m, rule, stack[frame + ROPE]!, pending, cursor, reached, reached);
  m.finish(reached, m.ropes.node(UNPARSABLE, start, reached, rope));
}

/** A part that may not be left out did not match. */
function failPart(m: Machine, frame: number, rule: Rule): void {
  const stack = m.stack;
  const start = stack[frame + START]!;
  const reached = stack[frame + REACHED]!;
  const end = stack[frame + END]!;
  if (rule.mode === STRICT) return m.finish(FAIL, 0);
  if (reached === start) {
    if (rule.mode === GREEDY_ONCE_STARTED) return m.finish(FAIL, 0);
    return m.finish(end, m.ropes.node(UNPARSABLE, start, end, 0));
  }
  const from = Math.min(m.input.nextCode(reached), end);
  const rest = m.ropes.node(UNPARSABLE, from, end, 0);
  m.finish(end, m.ropes.join(stack[frame + ROPE]!, rest));
}

/** All parts are matched or left out; what a greedy sequence has left over is unparsable. */
function finishSequence(m: Machine, frame: number, rule: Rule): void {
  const stack = m.stack;
  const start = stack[frame + START]!;
  const end = stack[frame + END]!;
  let reached = stack[frame + REACHED]!;
  const pending = stack[frame + PENDING]!;
  let rope = stack[frame + ROPE]!;
  if (pending < rule.parts.length) {
    rope = placeIndents(m, rule, rope, pending, rule.parts.length, reached, reached);
  }
  if (rule.mode !== STRICT && end > reached) {
    const from = Math.min(m.input.nextCode(reached), end);
    const to = m.input.codeEnd(end, from);
    if (to > from) {
      rope = m.ropes.join(rope, m.ropes.node(UNPARSABLE, from, to, 0));
      reached = to;
    }
  }
  m.finish(reached === start && rope === 0 ? FAIL : reached, rope);
}
