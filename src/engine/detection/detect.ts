import { dialectsByUse, findDialect } from "../dialects/mod.ts";
import { parse, type Parsed } from "../parser/mod.ts";
import { UNLEXABLE } from "../tree/mod.ts";
import { signsOf, speaksFor } from "./signs.ts";

/** How much may be tried to find the dialect of one text. */
export interface Effort {
  /** Longest text, in UTF-16 code units. */
  readonly length: number;
  /** Most dialects whose grammar is loaded. */
  readonly dialects: number;
}

/** For a remark beside a text that failed: nobody asked, so it must not cost much. */
export const REMARK: Effort = { length: 100_000, dialects: 8 };
/** For a text whose dialect is to be found. */
export const SEARCH: Effort = { length: 1_000_000, dialects: Infinity };

/** Whether a dialect takes every token and every statement of a text. */
export function takesWhole({ tree, tokens, failure, statements }: Parsed): boolean {
  return failure === null && tree.unparsable.length === 0 &&
    statements.parsed === statements.total &&
    !tokens.kinds.subarray(0, tokens.count).includes(UNLEXABLE);
}

/**
 * The first dialect, by use, that takes the whole of a text which `failed` in the dialect of that
 * name; null if none does, or none within the effort. Only dialects that some sign in the failed
 * parts speaks for are loaded, so that a mistake in plain SQL is seldom taken for another dialect,
 * and mostly costs nothing. The effort is a length and a number, never a time: the same text always
 * has the same answer.
 */
export function otherDialect(failed: Parsed, name: string, effort: Effort): string | null {
  const { text } = failed.tokens;
  if (text.length > effort.length) return null;
  const signs = signsOf(failed);
  const own = findDialect(name);
  let left = effort.dialects;
  for (const dialect of dialectsByUse()) {
    if (dialect === own || !speaksFor(signs, dialect, own)) continue;
    if (left-- === 0) return null;
    if (takesWhole(parse(text, dialect, { stopsAtFault: true }))) return dialect.name;
  }
  return null;
}

/** The dialect of a text: the default where it takes the whole, else another; null if none does. */
export function dialectOf(text: string, byDefault: string): string | null {
  if (text.length > SEARCH.length) return null;
  const parsed = parse(text, byDefault);
  return takesWhole(parsed) ? byDefault : otherDialect(parsed, byDefault, SEARCH);
}
