import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** A backslash is a character like any other in a quoted name. */
const name = lexRule("double_quote", '"', scan.quoted('"', false, true));

/** The source of a function in another language. */
const source = lexRule("dollar_quote", "$", scan.expression(/\$\$[\s\S]*?\$\$/));

/** The standard's, but for what a quoted name may hold, and sources. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [source, ...inherited.map((rule) => rule.name === name.name ? name : rule)];
}
