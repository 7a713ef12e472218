import { lexLines, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Everything that is no symbol; the symbols of `tokens.grammar` come before words. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-#", scan.dashOrHashComment),
  lexLines("block_comment", "/", scan.blockComment),
  {
    ...lexRule("obevo_annotation", "/", scan.expression(/\/{4}\s*(?:BODY|CHANGE|METADATA)[^\n]*/)),
    reach: /\/{4}/,
  },
  lexRule("single_quote", "'", scan.quoted("'", true, true)),
  lexRule("double_quote", '"', scan.quoted('"', true, true)),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("dollar_quote", "$", scan.dollarQuoted),
  lexRule("numeric_literal", `.${DIGITS}`, scan.number),
  lexRule("like_operator", "!~", scan.tildeOperator),
  lexRule("word", `_${LETTERS}${DIGITS}`, scan.word),
];
