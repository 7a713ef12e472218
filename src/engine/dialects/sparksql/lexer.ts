import { lexLines, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A number with the letters that say its type, such as `1L` and `1.5BD`; none inside of a word. */
const number = scan.expression(
  /(?:(?:\d+\.\d+|\d+\.(?!\.)|\.\d+|\d+)(?:e[+-]?\d+)?)(?:bd|[lsyfd])?(?![A-Za-z0-9_])/i,
);

/** Everything that is no symbol. See "Literals" in its SQL reference. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-", scan.dashComment),
  lexRule("start_hint", "/", scan.expression(/\/\*\+/)),
  lexLines("block_comment", "/", scan.blockComment),
  lexRule("end_hint", "*", scan.expression(/\*\//)),
  lexRule("bytes_single_quote", "xX", scan.expression(/x'(?:[^'\\]|\\[\s\S]|'')*'/i)),
  lexRule("bytes_double_quote", "xX", scan.expression(/x"(?:[^"\\]|\\[\s\S])*"/i)),
  lexRule("raw_single_quote", "rR", scan.expression(/r'(?:[^'\\]|\\[\s\S])*'/i)),
  lexRule("raw_double_quote", "rR", scan.expression(/r"(?:[^"\\]|\\[\s\S])*"/i)),
  lexRule("single_quote", "'", scan.quoted("'", true, true)),
  lexRule("double_quote", '"', scan.quoted('"', true, true)),
  lexRule("back_quote", "`", scan.quoted("`", false, true)),
  lexRule(
    "file_literal",
    LETTERS,
    scan.expression(/[A-Za-z0-9]+:(?:(?:[\w.\-]*\/){2,}[\w\-]*\.\w+|\/\/[\w.\-]+:[^\s;]+)/),
  ),
  lexRule("at_sign_literal", "@", scan.expression(/@\w+/)),
  lexRule("numeric_literal", `.${DIGITS}`, number),
  lexRule("like_operator", "!~", scan.tildeOperator),
  lexRule("word", `_${LETTERS}${DIGITS}`, scan.word),
];
