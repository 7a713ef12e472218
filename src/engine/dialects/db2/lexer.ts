import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * The standard's, with `#` in names and quotes doubled where a text or a name has one.
 * See "Characters" among the language elements of its manual.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule("inline_comment", "-", scan.dashComment),
    lexRule("single_quote", "'", scan.quoted("'", false, true)),
    lexRule("double_quote", '"', scan.quoted('"', false, true)),
    ...inherited.filter(({ name }) =>
      !["inline_comment", "single_quote", "double_quote", "word"].includes(name)
    ),
    lexRule("word", `_#${LETTERS}${DIGITS}`, scan.expression(/[\w#]+/)),
  ];
}
