import { BEYOND_ASCII, type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const TAB = 9;
const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const DOLLAR = 36;
const QUOTE = 39;
const DOT = 46;
const SEMICOLON = 59;

/** Letters of any script, digits, and `_ $ #`. */
const name: Scanner = (text, at) => {
  let end = at;
  for (;;) {
    const unit = text.charCodeAt(end);
    const isOwn = unit < 128
      ? scan.isWordUnit(unit) || unit === HASH || unit === DOLLAR
      : !Number.isNaN(unit) && LETTER.test(text[end]!);
    if (!isOwn) return end;
    end++;
  }
};

/** A number; the dots of a range, `1..4`, are none of it. */
const number: Scanner = (text, at) =>
  text.charCodeAt(at) === DOT && text.charCodeAt(at - 1) === DOT ? at : scan.number(text, at);

/** A number before the unit of a size, `10M`, or with a letter that says its type, `1.5f`. */
const MARKED_NUMBER =
  /\d+(?=[KMGTPE](?![\w$#]))|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?[fd](?![\w$#])/i;

const TEXT_OPENS = /n?q'(?=\S)/iy;
const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}", "(": ")", "<": ">" };

/** `q'[it's]'`: a text between two marks, which are a pair of brackets or the same twice. */
const markedText: Scanner = (text, at) => {
  TEXT_OPENS.lastIndex = at;
  if (!TEXT_OPENS.test(text)) return at;
  const mark = text[TEXT_OPENS.lastIndex]!;
  const close = text.indexOf(`${CLOSERS[mark] ?? mark}'`, TEXT_OPENS.lastIndex + 1);
  return close === -1 ? at : close + 2;
};

/** Whether only blanks are before a place on its line. */
function startsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === SPACE || text.charCodeAt(before) === TAB) before--;
  return before < 0 || text.charCodeAt(before) === NEWLINE;
}

/** Whether a semicolon stands in a stretch, outside of quotes. */
function hasSemicolon(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === SEMICOLON) return true;
    const close = unit === QUOTE ? text.indexOf("'", at + 1) : -1;
    if (close !== -1 && close < to) at = close;
  }
  return false;
}

/** A line of SQL*Plus that puts text out. */
const PROMPT = /prompt(?=\s|$)/iy;
const REMARK = /rem(?:ark)?(?=\s|$)(?![ \t]*:=)/iy;
const ACCEPT = /acc(?:ept)?(?=\s|$)(?![ \t]*:=)/iy;

/**
 * A whole line that starts with a command of SQL*Plus. Where `isName`, the command may be a name
 * too: a semicolon outside of quotes shows that a column or a variable stands there.
 */
function clientLine(command: RegExp, isName: boolean): Scanner {
  return (text, at) => {
    command.lastIndex = at;
    if (!command.test(text) || !startsLine(text, at)) return at;
    const end = scan.restOfLine(text, at);
    return isName && hasSemicolon(text, at, end) ? at : end;
  };
}

/** Rules that replace those of the same name. */
const own: readonly LexRule[] = [
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("numeric_literal", `.${DIGITS}`, number),
  lexRule("word", `_${LETTERS}${DIGITS}${BEYOND_ASCII}`, name),
];

/** Before every other rule. */
const first: readonly LexRule[] = [
  lexRule("prompt_command", "pP", clientLine(PROMPT, false)),
  lexRule("remark_command", "rR", clientLine(REMARK, true)),
  lexRule("accept_command", "aA", clientLine(ACCEPT, true)),
  { ...lexRule("single_quote", "nNqQ", markedText), reach: /q'/i },
  lexRule("numeric_literal", `.${DIGITS}`, scan.expression(MARKED_NUMBER)),
  lexRule("raw", "&", scan.expression(/&&?\d+/)),
];

/** The inherited rules with those of Oracle. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [...first, ...inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule)];
}
