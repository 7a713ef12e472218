import { lexLines, type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const DIGITS = "0123456789";

/** A block comment, which the end of the text may close. */
const blockComment: Scanner = (text, at) => {
  const end = scan.blockComment(text, at);
  return end === at && text.startsWith("/*", at) ? text.length : end;
};

/** `0xFF`, and numbers whose digits are grouped by underscores. */
const grouped = scan.expression(
  /(?:0[xX][\da-fA-F]+|\d+(?:_\d+)+(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+)?)(?![\w])/,
);

/** Rules that replace those of the same name: a backslash is a character like any other in quotes. */
const own: readonly LexRule[] = [
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("back_quote", "`", scan.quoted("`", false, true)),
];

/** Before every other rule. */
const first: readonly LexRule[] = [
  lexRule("blob_literal", "xX", scan.expression(/[xX]'(?:[\da-fA-F]{2})*'/)),
  { ...lexRule("grouped", DIGITS, grouped), kind: lexRule("numeric_literal", "", grouped).kind },
  lexRule("question_literal", "?", scan.expression(/\?\d+/)),
  lexRule("colon_literal", ":", scan.expression(/:[A-Za-z_]\w*/)),
  lexRule("at_sign_literal", "@", scan.expression(/@\w+/)),
  lexRule("dollar_literal", "$", scan.expression(/\$\w+/)),
  lexLines("block_comment", "/", blockComment),
];

/** The inherited rules with those of SQLite. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  const kept = inherited.filter(({ name }) => name !== "dollar_quote");
  return [...first, ...kept.map((rule) => own.find(({ name }) => name === rule.name) ?? rule)];
}
