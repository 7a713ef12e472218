import { Dialect } from "../../../src/engine/dialects/mod.ts";
import { lexRule, scan } from "../../../src/engine/lexer/mod.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

/** What every grammar in these tests has: a few symbols, names, and statements that `;` ends. */
export const BASICS = `symbols ";" semicolon "(" start_bracket ")" end_bracket "," comma "." dot
  "+" plus "*" star "[" start_square_bracket "]" end_square_bracket
words reserved_keywords = END
_delimiter : ";"
name = !%reserved_keywords #word
`;

let made = 0;

/** A dialect of a grammar, on its own or over another; `more` is what else its definition says. */
export function dialectOf(
  grammar: string,
  parent: Dialect | null = null,
  more: { onlyReservedEnds?: boolean } = {},
): Dialect {
  return new Dialect({
    ...more,
    name: `test_${made++}`,
    parent,
    files: { test: parent === null ? BASICS + grammar : grammar },
    lexRules: parent === null
      ? () => [
        lexRule("whitespace", null, scan.whitespace),
        lexRule("newline", "\r\n", scan.newline),
        lexRule("numeric_literal", "0123456789", scan.number),
        lexRule("word", LETTERS, scan.word),
      ]
      : undefined,
  });
}
