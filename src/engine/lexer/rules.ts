import { type Kind, kind } from "../tree/mod.ts";
import { literal, type Scanner } from "./scanners.ts";

/** Among the characters that a rule starts with: any beyond ASCII. */
export const BEYOND_ASCII = "\u0080";

/** How one kind of token is recognised. */
export interface LexRule {
  readonly name: string;
  readonly kind: Kind;
  readonly scan: Scanner;
  /** Characters a token can start with; null where any character may. */
  readonly starts: string | null;
  /** Whether line ends and edge whitespace inside become tokens of their own. */
  readonly dividesLines: boolean;
  /**
   * Found in every text where what the rule takes may depend on words or blanks beyond its own line
   * and the code next to it; without it, it never does.
   */
  readonly reach?: RegExp;
}

/** A token kind named after its rule. */
export function lexRule(name: string, starts: string | null, scan: Scanner): LexRule {
  return { name, kind: kind(name), scan, starts, dividesLines: false };
}

/** A token that is always the same text. */
export function lexLiteral(name: string, text: string): LexRule {
  return lexRule(name, text[0]!, literal(text));
}

/** As a rule, but line ends and whitespace around them become tokens (block comments). */
export function lexLines(name: string, starts: string, scan: Scanner): LexRule {
  return { ...lexRule(name, starts, scan), dividesLines: true };
}
