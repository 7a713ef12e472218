import { lexLines, lexLiteral, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** What a word of letters, digits and underscores can start with. */
export const wordStarts = `${DIGITS}${LETTERS}${LETTERS.toUpperCase()}_`;

/** The lexer's rules in order of preference. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("inline_comment", "-#", scan.dashOrHashComment, "comment"),
  lexLines("block_comment", "/", scan.blockComment, "comment"),
  lexRule("single_quote", "'", scan.quoted("'", true, true)),
  lexRule("double_quote", '"', scan.quoted('"', true, true)),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("dollar_quote", "$", scan.dollarQuoted),
  lexRule("numeric_literal", `${DIGITS}.`, scan.number, "literal"),
  lexRule(
    "obevo_annotation",
    "/",
    scan.expression(/\/\/\/\/\s*(?:CHANGE|BODY|METADATA)[^\n]*/),
    "comment",
  ),
  lexLiteral("glob_operator", "~~~", "comparison_operator"),
  lexRule("like_operator", "!~", scan.tildeOperator, "comparison_operator"),
  lexRule("newline", "\r\n", scan.newline),
  lexLiteral("casting_operator", "::"),
  lexLiteral("equals", "="),
  lexLiteral("greater_than", ">"),
  lexLiteral("less_than", "<"),
  lexLiteral("not", "!"),
  lexLiteral("dot", "."),
  lexLiteral("comma", ","),
  lexLiteral("plus", "+"),
  lexLiteral("minus", "-"),
  lexLiteral("divide", "/"),
  lexLiteral("percent", "%"),
  lexLiteral("question", "?"),
  lexLiteral("ampersand", "&"),
  lexLiteral("vertical_bar", "|"),
  lexLiteral("caret", "^"),
  lexLiteral("star", "*"),
  lexLiteral("start_bracket", "("),
  lexLiteral("end_bracket", ")"),
  lexLiteral("start_square_bracket", "["),
  lexLiteral("end_square_bracket", "]"),
  lexLiteral("start_curly_bracket", "{"),
  lexLiteral("end_curly_bracket", "}"),
  lexLiteral("colon", ":"),
  lexLiteral("semicolon", ";"),
  lexRule("word", wordStarts, scan.word),
];
