import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** A backslash is a character like any other in a quoted name. */
const name = lexRule("double_quote", '"', scan.quoted('"', false, true));

/** The standard's, but for what a quoted name may hold. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return inherited.map((rule) => rule.name === name.name ? name : rule);
}
