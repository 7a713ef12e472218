import { kindName } from "../tree/mod.ts";
import { FAIL } from "./frame.ts";
import type { Machine } from "./machine.ts";

/** What the grammar wanted where it could not go on. */
export interface Expectation {
  /** The token that stood there; the end_of_file at the end. */
  readonly token: number;
  /** What could have stood there: names and kinds of token first, then symbols and keywords. */
  readonly wanted: readonly string[];
  /** Whether the token is a bracket that nothing closes. */
  readonly isUnclosed?: boolean;
}

/** A kind of token in words. */
function inWords(kind: string): string {
  if (kind === "word" || kind.endsWith("double_quote")) return "a name";
  if (kind.endsWith("single_quote")) return "a text in quotes";
  return kind === "numeric_literal" ? "a number" : kind.replaceAll("_", " ");
}

/**
 * What was wanted at the furthest token that the last strict match of a statement looked at: the
 * match is made again, and watched there.
 */
export function expectationAt(machine: Machine, at: number): Expectation {
  const { tables, input } = machine;
  const { keys, starts } = tables;
  const stop = machine.stop === FAIL ? at : input.nextCode(machine.stop);
  const token = Math.max(machine.reach, stop);
  const rules = new Set<number>();
  machine.forget();
  machine.expected = rules;
  machine.expectedAt = token;
  machine.run(tables.statement, at, tables.follow.statement, false);
  machine.expected = null;
  machine.forgetMatches();
  const wanted = new Set<string>();
  const kinds = new Set<string>();
  for (const rule of rules) {
    for (let key = 2; key < keys.count; key++) {
      if (!starts.has(rule, key)) continue;
      const kind = kindName(keys.kind(key));
      if (key >= keys.firstKind) kinds.add(inWords(kind));
      else if (kind !== "word" || starts.leads(rule).has(key)) wanted.add(keys.text(key));
    }
  }
  return { token, wanted: [...[...kinds].sort(), ...[...wanted].sort()] };
}
