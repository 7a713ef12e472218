import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** Whole numbers and fractions may end with the letters of their type, as `10L` and `1.5BD`. */
const number = scan.expression(
  /(?:\d+\.\d+|\d+\.(?=e[+-]?\d)|\d+\.(?![.\w])|\.\d+|\d+)(?:bd|[lsyfd]|e[+-]?\d+)?(?![A-Za-z0-9_])/i,
);

/**
 * The standard's, with numbers that say their type; in a quoted name two backticks are one. No
 * comment starts with a `#`.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const own = [
    lexRule("inline_comment", "-", scan.dashComment),
    lexRule("numeric_literal", ".0123456789", number),
    lexRule("back_quote", "`", scan.quoted("`", false, true)),
  ];
  return inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule);
}
