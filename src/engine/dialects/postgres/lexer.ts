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
const DOLLAR = 36;
const UNDERSCORE = 95;

/** A letter of any script or an underscore, then also digits and dollar signs. */
const identifier: Scanner = (text, at) => {
  let end = at;
  for (;;) {
    const unit = text.charCodeAt(end);
    if (unit < 128) {
      if (!scan.isWordUnit(unit) && !(unit === DOLLAR && end > at)) return end;
    } else if (Number.isNaN(unit) || !/[\p{L}\p{N}]/u.test(text[end]!)) return end;
    end++;
  }
};

const grouped = scan.expression(
  /\d+(?:_\d+)*(?:\.(?!\.)(?:\d+(?:_\d+)*)?)?(?:e[+-]?\d+(?:_\d+)*)?(?![\p{L}\p{N}_])/iu,
);

/** A number; its digits may be grouped by underscores. */
const number: Scanner = (text, at) => {
  const end = scan.number(text, at);
  return end > at && text.charCodeAt(end) !== UNDERSCORE ? end : grouped(text, at);
};

/** Text in single quotes behind a prefix of letters, such as `E'…'` and `U&'…'`. */
function prefixed(prefix: RegExp, quote: string, escapes: boolean): Scanner {
  const letters = scan.expression(prefix);
  const rest = scan.quoted(quote, escapes, true);
  return (text, at) => {
    const start = letters(text, at);
    if (start === at) return at;
    const end = rest(text, start);
    return end === start ? at : end;
  };
}

/** The same with `UESCAPE '!'` behind it, which belongs to the token. */
function unicode(quote: string): Scanner {
  const text = prefixed(quote === "'" ? /u&(?=')/i : /u&(?=")/i, quote, false);
  const escape = scan.expression(/\s*UESCAPE\s*'[^'"]'/i);
  return (source, at) => {
    const end = text(source, at);
    return end === at ? at : escape(source, end);
  };
}

/** `\copy …` to the end of its line; brackets may hold a query over several lines. */
const copyCommand = scan.expression(/\\copy\b(?:\((?:[^()]|\([^()]*\))*\)|[^\n])*/i);

const copyHead = scan.expression(
  /COPY\s(?:'[^']*'|[^;'])*?\bFROM\s+STDIN\b(?:'[^']*'|[^;'])*;[^\S\n]*\r?\n/i,
);

/** `COPY … FROM STDIN;` with the lines of data behind it, to the line `\.`. */
const copyData: Scanner = (text, at) => {
  const start = copyHead(text, at);
  if (start === at) return at;
  if (text.startsWith("\\.", start)) return start + 2;
  const close = text.indexOf("\n\\.", start);
  return close < 0 ? at : close + 3;
};

/** What psql takes for itself: to the line's end, to `\\`, or to the next command in the line. */
const metaCommand = scan.expression(/\\(?![\\.])[^\\\r\n]*(?:\\\\)?/);

/** Everything that is no symbol. */
export const lexRules: readonly LexRule[] = [
  lexRule("whitespace", null, scan.whitespace),
  lexRule("newline", "\r\n", scan.newline),
  lexRule("inline_comment", "-", scan.dashComment),
  lexLines("block_comment", "/", scan.nestedBlockComment),
  { ...lexRule("postgres_copy_stdin_data_block", "cC", copyData), reach: /copy\s/i },
  lexRule("psql_set_command", "\\", scan.expression(/\\set\b[^\r\n]*/i)),
  lexRule("psql_copy_command", "\\", copyCommand),
  lexRule("meta_command", "\\", metaCommand),
  lexRule("single_quote", "'", scan.quoted("'", false, true)),
  lexRule("escaped_single_quote", "eE", prefixed(/e(?=')/i, "'", true)),
  lexRule("unicode_single_quote", "uU", unicode("'")),
  lexRule("unicode_double_quote", "uU", unicode('"')),
  lexRule("bit_string_literal", "bBxX", prefixed(/[bx](?=')/i, "'", false)),
  lexRule("double_quote", '"', scan.quoted('"', false, true)),
  lexRule("back_quote", "`", scan.quoted("`", true, false)),
  lexRule("dollar_numeric_literal", "$", scan.expression(/\$\d+/)),
  lexRule("dollar_quote", "$", scan.dollarQuoted),
  lexRule("numeric_literal", `.${DIGITS}`, number),
  lexRule("like_operator", "!~", likeOperator()),
  lexRule("word", `_${LETTERS}${BEYOND_ASCII}`, identifier),
];

/** Pattern operators; `~=` and the like belong to others. */
function likeOperator(): Scanner {
  return (text, at) =>
    text.startsWith("~=", at) || text.startsWith("!!", at) ? at : scan.tildeOperator(text, at);
}
