import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/**
 * The standard's, with `E'…'` and other letters before texts, and `::!` between a value and a type.
 * See "Literals" among the language elements of its manual.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule(
      "single_quote",
      "eEuUxXbBnN",
      scan.expression(/(?:U&|[EXBN])'(?:[^'\\]|\\[\s\S]|'')*'/i),
    ),
    lexRule("null_casting_operator", ":", scan.literal("::!")),
    ...inherited.filter(({ name }) => name !== "word" && name !== "dollar_quote"),
    lexRule("dollar_quote", "$", scan.dollarQuoted),
    lexRule("word", null, scan.expression(/[\p{L}\p{N}_][\p{L}\p{N}_$]*/u)),
  ];
}
