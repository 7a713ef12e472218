import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/**
 * `0xFF`, `0b101`, `1_000`, `1_000.5e-3` and `1.e3`; what goes on as a word is none.
 * See "Numeric literals" in its syntax.
 */
const number = scan.expression(
  /(?:0[xX][0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*|0b[01]+(?:_[01]+)*|(?:\d+(?:_\d+)*(?:\.\d+|\.(?![.\w])|\.(?=[eE][+-]?\d))?|\.\d+)(?:[eE][+-]?\d+(?:_\d+)*)?)(?!\w)/,
);

/** `{name:Type}`, a parameter of the query: one token, as the server puts a value in its place. */
const queryParameter = scan.expression(/\{\s*[A-Za-z_]\w*\s*:\s*[A-Za-z_][^{}]*\}/);

/** The standard's, with more kinds of numbers; in a quoted name two backticks are one. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const own = [
    lexRule("numeric_literal", ".0123456789", number),
    lexRule("back_quote", "`", scan.quoted("`", true, true)),
  ];
  return [
    { ...lexRule("query_parameter", "{", queryParameter), reach: /\{/ },
    ...inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule),
  ];
}
