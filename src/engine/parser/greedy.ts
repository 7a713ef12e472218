import type { Kind } from "../tree/mod.ts";
import type { Rule } from "../grammar/mod.ts";
import { ParseFailure } from "./failure.ts";
import { NEVER_CLOSED } from "./input.ts";
import { FAIL, type Machine } from "./machine.ts";

const UNEXPECTED_END = "Found unexpected end bracket!";
const NO_END = "Couldn't find closing bracket for opening bracket.";

/** The partner of an opening bracket below the limit. Throws ParseFailure if it has none. */
function partnerOf(m: Machine, token: number, limit: number): number {
  const partner = m.input.partner(token);
  if (partner === NEVER_CLOSED) {
    const culprit = m.input.culprit.get(token) ?? token;
    const roles = m.tables.bracketRole;
    const message = roles[m.input.keys[culprit]!]! < 0 ? UNEXPECTED_END : NO_END;
    throw new ParseFailure(message, culprit);
  }
  if (partner >= limit) throw new ParseFailure(NO_END, token);
  return partner;
}

/**
 * The first terminator at or after `at`, outside brackets that open after it; `limit` if there is
 * none before the limit, or before a bracket closes that was not opened. A terminator made of
 * letters counts only after whitespace, or where the search began. `terms` is in force while a
 * terminator of `set` is matched.
 */
function findTerminator(
  m: Machine,
  at: number,
  limit: number,
  set: number,
  terms: number,
): number {
  const { keys } = m.input;
  const { bracketRole, terminators } = m.tables;
  let from = at;
  let token = at;
  search: while (token < limit) {
    const key = keys[token]!;
    if (key === 0) {
      token++;
      continue;
    }
    for (const rule of terminators.candidates(set, key)) {
      if (!m.probe(rule, token, limit, terms)) continue;
      if (token === from || !terminators.needsSpace(rule) || m.input.spaceBefore(token)) {
        return token;
      }
      from = token = m.stop;
      continue search;
    }
    const role = bracketRole[key]!;
    if (role < 0) return limit;
    token = role > 0 ? partnerOf(m, token, limit) + 1 : token + 1;
  }
  return limit;
}

/**
 * Where a greedy rule that starts at `at` must end: before the next terminator and the blanks
 * before it, at `at` itself if one stands there.
 */
export function greedyEnd(
  m: Machine,
  at: number,
  limit: number,
  set: number,
  terms: number,
): number {
  if (at >= limit) return limit;
  if (m.terminatorAt(set, at, limit, terms)) return at;
  return m.input.codeEnd(findTerminator(m, at, limit, set, terms), at);
}

/**
 * Takes everything up to a terminator. Brackets in it become nodes, two levels deep, as SQLFluff
 * keeps them.
 */
export function matchAnything(
  m: Machine,
  rule: Rule,
  at: number,
  limit: number,
  terms: number,
): void {
  const set = m.tables.terminators.add(rule.reset ? 0 : terms, rule.terminators, false);
  if (set === 0) {
    m.answer(limit, 0);
    return;
  }
  const end = findTerminator(m, at, limit, set, terms);
  const code = end === limit ? limit : m.input.codeEnd(end, at);
  const stop = code === at ? end : code;
  m.answer(stop > at ? stop : FAIL, bracketsIn(m, at, stop, 2));
}

/** The bracket pairs between two tokens, and those in them, as many levels as asked for. */
function bracketsIn(m: Machine, from: number, to: number, levels: number): number {
  let rope = 0;
  if (levels === 0) return rope;
  for (let token = from; token < to; token++) {
    const role = m.tables.bracketRole[m.input.keys[token]!]!;
    if (role <= 0) continue;
    const partner = m.input.partner(token);
    if (partner === NEVER_CLOSED || partner >= to) continue;
    const pair = m.tables.brackets[role - 1]!;
    const open = m.rules[pair.open]!.kind as Kind;
    const close = m.rules[pair.close]!.kind as Kind;
    const inside = bracketsIn(m, token + 1, partner, levels - 1);
    rope = m.ropes.join(
      rope,
      m.ropes.brackets(open, close, token, partner, inside, pair.persists),
    );
    token = partner;
  }
  return rope;
}
