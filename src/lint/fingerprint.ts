/**
 * What identifies a finding while the text around it changes: its rule, the statement it is in
 * without white space and comments, and its place among the statement's tokens. Neither the file's
 * name nor a line takes part, so a fingerprint survives moved lines, another indentation and
 * another file name, and ends when the statement itself is changed.
 */
import defer * as crypto from "node:crypto";
import { offsetsOf } from "./positions.ts";
import type { Violation } from "./result.ts";
import {
  type Scanned,
  scanStatements,
  type Statement,
  statementOf,
  tokenAt,
} from "./statements.ts";

/** Hexadecimal digits of a fingerprint: 128 bits, so that two never meet by chance. */
const DIGITS = 32;

const digest = (text: string) => crypto.createHash("sha256").update(text).digest("hex");

/** Between what takes part; no token holds it. */
const BETWEEN = "\0";

function statementDigest(text: string, { starts, ends }: Scanned, statement: Statement): string {
  const { first, end, terminated } = statement;
  const parts = [];
  // Whether a statement ends with `;` is no part of it.
  for (let token = first; token < (terminated ? end - 1 : end); token++) {
    const word = text.slice(starts[token], ends[token]);
    // Function bodies and template blocks may be indented anew as other code may.
    const isCode = word.startsWith("$") || word.startsWith("{");
    parts.push(isCode ? word.replace(/\s+/g, " ") : word);
  }
  return digest(parts.join(BETWEEN));
}

/** Tokens within a literal or a template block count by what is not white space before the place. */
function within(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (!/\s/.test(text[at]!)) count++;
  return count;
}

/** Places inside one long token, in ascending order, without counting from its start each time. */
class Within {
  private token = -1;
  private at = 0;
  private count = 0;

  constructor(private readonly text: string, private readonly scanned: Scanned) {}

  of(token: number, offset: number): number {
    const start = this.scanned.starts[token];
    if (start === undefined || offset <= start) return 0;
    if (token !== this.token || offset < this.at) {
      [this.token, this.at, this.count] = [token, start, 0];
    }
    this.count += within(this.text, this.at, offset);
    this.at = offset;
    return this.count;
  }
}

/**
 * The fingerprint of each violation, in their order: 32 hexadecimal digits. `sql` is the text that
 * was linted. Findings of one text that would have the same are numbered in the order of their
 * places. Time is linear in the text, and `n log n` in the findings.
 */
export function fingerprints(sql: string, violations: readonly Violation[]): string[] {
  if (violations.length === 0) return [];
  const scanned = scanStatements(sql);
  const offsets = offsetsOf(sql, violations);
  const order = violations.map((_, index) => index).sort((i, j) => offsets[i]! - offsets[j]!);
  const digests = new Map<number, string>();
  const seen = new Map<string, number>();
  const inside = new Within(sql, scanned);
  const result = new Array<string>(violations.length);
  for (const index of order) {
    const offset = offsets[index]!;
    const token = tokenAt(scanned, offset);
    const number = statementOf(scanned, token);
    let about = "";
    let place = 0;
    if (number !== null) {
      const statement = scanned.statements[number]!;
      about = digests.get(number) ?? statementDigest(sql, scanned, statement);
      digests.set(number, about);
      place = token - statement.first;
    }
    const key = [violations[index]!.code, about, place, inside.of(token, offset)].join(BETWEEN);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const whole = count === 0 ? key : `${key}${BETWEEN}${count}`;
    result[index] = digest(whole).slice(0, DIGITS);
  }
  return result;
}
