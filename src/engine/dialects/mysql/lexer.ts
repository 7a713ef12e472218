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

/** The last mark behind a backslash, or -1. */
function lastEscaped(text: string, from: number, mark: number): number {
  let last = -1;
  for (let at = text.indexOf("\\", from); at !== -1; at = text.indexOf("\\", at + 2)) {
    if (text.charCodeAt(at + 1) === mark) last = at + 1;
  }
  return last;
}

/**
 * Text in quotes. Where a backslash takes the only mark along that could have closed it, as in
 * `ESCAPE '\'` under NO_BACKSLASH_ESCAPES, the last such mark closes it.
 */
function quoted(quote: string): Scanner {
  const mark = quote.charCodeAt(0);
  const escaped = scan.quoted(quote, true, true);
  const plain = scan.quoted(quote, false, true);
  return (text, at) => {
    const end = escaped(text, at);
    if (end !== at || text.charCodeAt(at) !== mark) return end;
    const last = lastEscaped(text, at + 1, mark);
    if (last === -1) return at;
    if (text.charCodeAt(last + 1) !== mark) return last + 1;
    // The mark is doubled, and not the last one.
    const close = plain(text, last + 1);
    return close === last + 1 ? at : close;
  };
}

const numeric = lexRule("numeric_literal", `.${DIGITS}`, number);

/** Rules that replace those of the same name, or come before all others. */
const own: readonly LexRule[] = [
  lexRule("inline_comment", "-#", scan.expression(/#[^\n]*?(?=\r?$)|--(?=\s|$)[^\n]*?(?=\r?$)/m)),
  lexRule("single_quote", "'", quoted("'")),
  lexRule("double_quote", '"', quoted('"')),
  numeric,
  lexRule("word", `_$${LETTERS}${DIGITS}`, word),
];

/** Before every other rule. */
const first: readonly LexRule[] = [
  lexRule("bits", "xXbB0", bits),
  lexRule("single_quote_with_n", "nN", scan.expression(/[nN]'(?:\\[^]|''|[^'\\])*'/)),
  lexRule("at_sign_literal", "@", scan.expression(/@@?[0-9A-Za-z_$]*(?:\.[0-9A-Za-z_$]+)?/)),
  lexRule("client_short_command", "\\", scan.expression(/\\[gG]/)),
].map((rule) => rule.name === "bits" ? { ...rule, kind: numeric.kind } : rule);

/** The inherited rules with those of MySQL. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const replaced = inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule);
  return [...first, ...replaced];
}
