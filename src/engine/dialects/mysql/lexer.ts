import { type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DOLLAR = 36;

/** Letters, digits, underscores and dollar signs. */
const word: Scanner = (text, at) => {
  let end = at;
  for (;;) {
    const unit = text.charCodeAt(end);
    if (!scan.isWordUnit(unit) && unit !== DOLLAR) return end;
    end++;
  }
};

/** A number; in front of a dollar sign it is part of a name. */
const number: Scanner = (text, at) => {
  const end = scan.number(text, at);
  return text.charCodeAt(end) === DOLLAR ? at : end;
};

/** `0xFF`, `X'FF'` (whole bytes), `0b01`, `B'01'`. */
const bits = scan.expression(
  /(?:[xX]'(?:[\da-fA-F]{2})+'|[bB]'[01]+'|0x[\da-fA-F]+|0b[01]+)(?![0-9A-Za-z_$])/,
);

/** Rules that replace those of the same name, or come before all others. */
const own: readonly LexRule[] = [
  lexRule("inline_comment", "-#", scan.expression(/#[^\n]*?(?=\r?$)|--(?=\s|$)[^\n]*?(?=\r?$)/m)),
  lexRule("numeric_literal", `.${DIGITS}`, number),
  lexRule("word", `_$${LETTERS}${DIGITS}`, word),
];

/** Before every other rule. */
const first: readonly LexRule[] = [
  lexRule("bits", "xXbB0", bits),
  lexRule("single_quote_with_n", "nN", scan.expression(/[nN]'(?:\\[^]|''|[^'\\])*'/)),
  lexRule("at_sign_literal", "@", scan.expression(/@@?[0-9A-Za-z_$]*(?:\.[0-9A-Za-z_$]+)?/)),
  lexRule("client_short_command", "\\", scan.expression(/\\[gG]/)),
].map((rule) => rule.name === "bits" ? { ...rule, kind: own[1]!.kind } : rule);

/** The inherited rules with those of MySQL. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const replaced = inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule);
  return [...first, ...replaced];
}
