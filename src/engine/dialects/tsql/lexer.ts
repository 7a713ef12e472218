import {
  BEYOND_ASCII,
  lexLines,
  type LexRule,
  lexRule,
  scan,
  type Scanner,
} from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTER_OR_MARK = /[\p{L}\p{M}\p{N}\p{Pc}]/u;

/** A unit of a name behind its first: a letter of any script, a digit or one of `_ @ # $`. */
function isNameUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (Number.isNaN(unit)) return false;
  if (unit < 128) return scan.isWordUnit(unit) || unit === 64 || unit === 35 || unit === 36;
  return LETTER_OR_MARK.test(text[at]!);
}

const name: Scanner = (text, at) => {
  let end = at;
  while (isNameUnit(text, end)) end++;
  return end;
};

/** A name behind one or two marks: `@variable`, `@@function`, `#table`, `##table`. */
function marked(mark: string): Scanner {
  const unit = mark.charCodeAt(0);
  return (text, at) => {
    if (text.charCodeAt(at) !== unit) return at;
    const end = name(text, at + 1);
    return end > at + 1 ? end : at;
  };
}

/** A currency sign, then signs (of either kind) and a number. */
const MONEY = /\p{Sc}[-+\p{Sc}]*(?:\d+(?:\.\d*)?|\.\d+)/u;

/** What `:r` reads. */
const PATH = /(?<=:r[ \t]+)[.\w\\/#-]+\.sql\b/i;

const national = scan.quoted("'", false, true);

/** `N'…'`; a small letter is a name. */
const nationalText: Scanner = (text, at) => {
  if (text.charCodeAt(at + 1) !== 39) return at;
  const end = national(text, at + 1);
  return end === at + 1 ? at : end;
};

/** Everything that is no symbol. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-", scan.dashComment),
  lexLines("block_comment", "/", scan.nestedBlockComment),
  lexRule("unquoted_relative_sql_file_path", null, scan.expression(PATH)),
  lexRule("single_quote_with_n", "N", nationalText),
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("square_quote", "[", scan.expression(/\[[^[\]\n]*\]/)),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("numeric_literal", "0", scan.expression(/0x[\da-f]*/i)),
  lexRule("numeric_literal", `$${BEYOND_ASCII}`, scan.expression(MONEY)),
  lexRule("numeric_literal", "xX", scan.expression(/x'[\da-f]*'/i)),
  lexRule("numeric_literal", `.${DIGITS}`, scan.number),
  lexRule("atsign", "@", marked("@")),
  lexRule("hash_prefix", "#", marked("#")),
  lexRule("word", `_$@#${LETTERS}${DIGITS}${BEYOND_ASCII}`, name),
];
