/**
 * The quotes around a text literal (CV10). A literal is written in the wanted quotes unless the
 * other kind does with fewer backslashes; backslashes that neither needs go.
 */

import type { Tree } from "../../tree/mod.ts";

export type Quote = "'" | '"';

/** A text literal by its parts. */
export interface QuotedText {
  /** Letters in front: `r` of a raw text, `b` of bytes, or both. */
  readonly prefix: string;
  readonly quote: Quote;
  /** Whether it begins with three quotes; where a dialect has no such quotes, two are a quote. */
  readonly isTriple: boolean;
  readonly body: string;
}

const LITERAL = /^([rb]*)(['"])([^]*)\2$/i;

/** Reads a literal; null for one that has no quotes of these kinds. */
export function readQuoted(text: string): QuotedText | null {
  const parts = LITERAL.exec(text);
  if (parts === null) return null;
  const [prefix, quote, inner] = [parts[1]!, parts[2] as Quote, parts[3]!];
  const two = quote.repeat(2);
  const isTriple = inner.startsWith(two);
  const isClosed = inner.length >= 4 && inner.endsWith(two);
  const body = isTriple ? inner.slice(2, isClosed ? -2 : undefined) : inner;
  return { prefix, quote, isTriple, body };
}

/**
 * Whether a literal stands in single quotes of one kind, and holds nothing that could be escaped or
 * that escapes: it is as it should be where that kind is wanted. No string is made of it.
 */
export function isPlainlyQuoted(tree: Tree, leaf: number, quote: Quote): boolean {
  const { text } = tree.tokens;
  const [first, last] = [tree.start(leaf), tree.stop(leaf) - 1];
  if (last <= first || text[first] !== quote || text[last] !== quote) return false;
  for (let at = first + 1; at < last; at++) {
    const char = text[at]!;
    if (char === "'" || char === '"' || char === "\\") return false;
  }
  return true;
}

function otherThan(quote: Quote): Quote {
  return quote === "'" ? '"' : "'";
}

/** What a backslash escapes, or a quote that stands by itself. */
const QUOTES = /\\([^])|["']/g;

/** Whether a quote stands in a text without a backslash before it. */
function hasBare(body: string, quote: Quote): boolean {
  return [...body.matchAll(QUOTES)].some(([found]) => found === quote);
}

/** A body as it is written between quotes of one kind, with no backslash too many. */
function escapedFor(body: string, quote: Quote): string {
  return body.replaceAll(QUOTES, (found, escaped?: string) => {
    const char = escaped ?? found;
    if (char !== "'" && char !== '"') return found;
    return char === quote ? `\\${char}` : char;
  });
}

function countEscapes(body: string): number {
  return [...body.matchAll(QUOTES)].filter(([, escaped]) => escaped !== undefined).length;
}

/** A raw text, or one in three quotes, has no backslash that could be dropped or added. */
function swapped({ prefix, quote, isTriple, body }: QuotedText, wanted: Quote): string | null {
  const blocked = isTriple
    ? body.endsWith(wanted) || body.includes(wanted.repeat(3))
    : hasBare(body, wanted);
  if (quote === wanted || blocked) return null;
  const marks = isTriple ? wanted.repeat(3) : wanted;
  return `${prefix}${marks}${body}${marks}`;
}

/**
 * How a literal is to be written where `wanted` quotes are preferred; null to leave it as it is.
 *
 * @example
 * ```ts
 * import { readQuoted, restyle } from "./quote_style.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(restyle(readQuoted("'it\\'s'")!, '"'), `"it's"`);
 * assert.equal(restyle(readQuoted(`'so "it"'`)!, '"'), null);
 * ```
 */
export function restyle(text: QuotedText, wanted: Quote): string | null {
  const { prefix, quote, isTriple, body } = text;
  if (isTriple || /r/i.test(prefix)) return swapped(text, wanted);
  // A quote written twice stands for one, which the other kind would not.
  if (hasBare(body, quote)) return null;
  const other = otherThan(wanted);
  const [best, spare] = [escapedFor(body, wanted), escapedFor(body, other)];
  const isWanted = countEscapes(best) <= countEscapes(spare);
  const [mark, inner] = isWanted ? [wanted, best] : [other, spare];
  return mark === quote && inner === body ? null : `${prefix}${mark}${inner}${mark}`;
}
