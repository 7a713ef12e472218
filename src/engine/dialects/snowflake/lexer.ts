import { lexLines, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** `--`, `//` and `#` start a comment. */
const lineComment = scan.expression(/(?:--|\/\/|#)[^\n]*/);

/** `@stage/path`, `@~/file`, `@%table`: the name of a stage and a path, of whatever characters. */
const stagePath = scan.expression(/@[^\s;()]*/);

/** Everything that is no symbol. See "Identifier requirements" in its manual. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-/#", lineComment),
  lexLines("block_comment", "/", scan.blockComment),
  lexRule("single_quote", "'", scan.quoted("'", true, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("dollar_quote", "$", scan.expression(/\$\$[\s\S]*?\$\$/)),
  lexRule("column_selector", "$", scan.expression(/\$\d+/)),
  lexRule("dollar_literal", "$", scan.expression(/\$[A-Za-z0-9_]*/)),
  lexRule("atsign_literal", "@", stagePath),
  lexRule("unquoted_file_path", "fF", scan.expression(/file:\/\/(?:[A-Za-z]+:|\/)?[^\s;,()]*/i)),
  lexRule("numeric_literal", `.${DIGITS}`, scan.number),
  lexRule("like_operator", "!~", scan.tildeOperator),
  lexRule("word", `_${LETTERS}${DIGITS}`, scan.expression(/[A-Za-z0-9_][A-Za-z0-9_$]*/)),
];
