import { lexLines, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Text in quotes, raw or of bytes where letters say so, over several lines in three quotes. */
const singleQuoted = scan.expression(
  /(?:rb|br|r|b)?(?:'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|'(?!'')(?:[^'\\]|\\[\s\S])*')/i,
);
const doubleQuoted = scan.expression(
  /(?:rb|br|r|b)?(?:"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|"(?!"")(?:[^"\\]|\\[\s\S])*")/i,
);

/** Everything that is no symbol. See "Lexical structure and syntax" in its manual. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-#", scan.dashOrHashComment),
  lexLines("block_comment", "/", scan.blockComment),
  lexRule("single_quote", "'rRbB", singleQuoted),
  lexRule("double_quote", '"rRbB', doubleQuoted),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("double_at_sign_literal", "@", scan.expression(/@@[A-Za-z_][\w.]*/)),
  lexRule("at_sign_literal", "@", scan.expression(/@[A-Za-z_]\w*/)),
  lexRule("numeric_literal", "0", scan.expression(/0x[0-9a-f]+/i)),
  lexRule("numeric_literal", `.${DIGITS}`, scan.number),
  lexRule("like_operator", "!~", scan.tildeOperator),
  lexRule("word", `_${LETTERS}${DIGITS}`, scan.word),
];
