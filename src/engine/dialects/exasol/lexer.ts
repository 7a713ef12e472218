import { type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const NEWLINE = 10;
const SLASH = 47;

/** A slash that has a line to itself, which ends a script or a function. */
const scriptEnd: Scanner = (text, at) => {
  if (text.charCodeAt(at) !== SLASH) return at;
  if (text.charCodeAt(at - 1) !== NEWLINE) return at;
  return /^\/[ \t]*(?:\r?\n|$)/.test(text.slice(at, at + 80)) ? at + 1 : at;
};

/** Before every other rule; a script's texts may hold anything. */
const first: readonly LexRule[] = [
  lexRule("function_script_terminator", "/", scriptEnd),
  lexRule("lua_nested_quotes", "[", scan.expression(/\[(=+)\[[^]*?\]\1\]/)),
  lexRule("lua_multiline_quotes", "[", scan.expression(/\[\[[^]*?\]\]/)),
  lexRule("escaped_identifier", "[", scan.expression(/\[[\p{L}_]\w*\]/u)),
  lexRule("udf_param_dot_syntax", ".", scan.literal("...")),
  lexRule("range_operator", ".", scan.literal("..")),
  lexRule("hash", "#", scan.literal("#")),
];

const own: readonly LexRule[] = [
  lexRule("inline_comment", "-", scan.dashComment),
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
];

/** The inherited rules with those of Exasol. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [...first, ...inherited.map((rule) => own.find(({ name }) => name === rule.name) ?? rule)];
}
