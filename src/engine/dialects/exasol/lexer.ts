import { type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const DOT = 46;

/** A number; the dots of a range, `1..4`, are none of it. */
const number: Scanner = (text, at) =>
  text.charCodeAt(at) === DOT && text.charCodeAt(at - 1) === DOT ? at : scan.number(text, at);

/** Rules that replace those of the same name. */
const own: readonly LexRule[] = [
  lexRule("inline_comment", "-", scan.dashComment),
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("numeric_literal", `.${DIGITS}`, number),
];

/** Before every other rule: what scripts hold, and the line that ends one. */
const first: readonly LexRule[] = [
  lexRule("function_script_terminator", "/", scan.expression(/(?<=\n)\/(?=\r?\n|$)/)),
  lexRule("lua_nested_quotes", "[", scan.expression(/\[(=+)\[[\s\S]*?\]\1\]/)),
  lexRule("lua_multiline_quotes", "[", scan.expression(/\[\[[\s\S]*?\]\]/)),
  lexRule("escaped_identifier", "[", scan.expression(/\[\w+\]/)),
  lexRule("udf_param_dot_syntax", ".", scan.literal("...")),
  lexRule("range_operator", ".", scan.literal("..")),
  lexRule("at_sign_literal", "@", scan.expression(/@[A-Za-z_]\w*/)),
  lexRule("dollar_literal", "$", scan.expression(/\$\w+/)),
];

/**
 * The standard's without escapes in texts, with Lua's texts in square brackets.
 * What scripts hold: the page "General Script Language" of the manual.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const kept = inherited.filter(({ name }) => name !== "dollar_quote");
  return [...first, ...kept.map((rule) => own.find(({ name }) => name === rule.name) ?? rule)];
}
