import {
  BEYOND_ASCII,
  lexLines,
  lexLiteral,
  type LexRule,
  lexRule,
  scan,
  type Scanner,
} from "../../lexer/mod.ts";
import type { DialectBuilder } from "../dialect.ts";

const NAME_STARTS = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_${BEYOND_ASCII}`;

const LOWER_E = 101;

const shaped = (name: string, starts: string, regex: RegExp, ...parents: string[]): LexRule =>
  lexRule(name, starts, scan.expression(regex), ...parents);

const quotedWithEscapes = scan.quoted("'", true, true);

/** `E'...'`, where a backslash takes the character after it along. */
const escapedQuote: Scanner = (text, at) => {
  if ((text.charCodeAt(at) | 32) !== LOWER_E) return at;
  const end = quotedWithEscapes(text, at + 1);
  return end === at + 1 ? at : end;
};

/** Strings with prefixes, operators, psql's commands, nested comments, names beyond ASCII. */
export function changeLexer(d: DialectBuilder): void {
  d.lexBefore(
    "equals",
    lexLiteral("right_arrow", "=>"),
    lexLiteral("walrus_operator", ":="),
  );
  d.lexBefore(
    "like_operator",
    shaped(
      "unicode_single_quote",
      "Uu",
      /U&'([^']|'')*'(\s*UESCAPE\s*'[^0-9A-Fa-f'+\-\s)]')?/is,
    ),
    lexRule("escaped_single_quote", "Ee", escapedQuote),
    shaped("unicode_double_quote", "Uu", /U&".+?"(\s*UESCAPE\s*'[^0-9A-Fa-f'+\-\s)]')?/is),
    shaped("json_operator", "-#@<?", /->>?|#>>?|@[>@?]|<@|\?[|&]?|#-/, "symbol"),
    shaped("pg_trgm_operator", "<%", /<<<->|<->>>|<->>|<<->(?!>)|<<%|%>>|<%|%>/, "symbol"),
    shaped("pgvector_operator", "<", /<->|<#>|<=>|<\+>/, "symbol"),
    shaped(
      "postgis_operator",
      "&<@|~",
      /&&&|&<\||<<\||@|\|&>|\|>>|~=|<->|\|=\||<#>|<<->>|<<#>>/,
      "symbol",
    ),
    lexLiteral("at", "@"),
    shaped("bit_string_literal", "bBxX", /[bBxX]'[0-9a-fA-F]*'/),
    lexLiteral("full_text_search_operator", "!!", "symbol"),
  );
  d.lexBefore(
    "word",
    shaped(
      "meta_command",
      "\\",
      /\\(?!gset|gexec|crosstabview\b|copy\b|set\b)([^\\\r\n])+((\\\\)|(?=\n)|(?=\r\n))?/,
      "comment",
    ),
    shaped("dollar_numeric_literal", "$", /\$\d+/, "literal"),
    shaped(
      "meta_command_query_buffer",
      "\\",
      /\\([^\\\r\n])+((\\g(set|exec))|(?=\n)|(?=\r\n))?/,
      "symbol",
    ),
  );
  d.lexReplace(
    lexRule("inline_comment", "-", scan.dashComment, "comment"),
    lexRule("single_quote", "'", scan.quoted("'", false, true)),
    lexRule("double_quote", '"', scan.quoted('"', false, true)),
    lexLines("block_comment", "/", scan.nestedBlockComment, "comment"),
    shaped("word", NAME_STARTS, /[\p{L}_][\p{L}\p{N}_$]*/u),
    shaped(
      "numeric_literal",
      "0123456789.",
      new RegExp(
        "(?:\\d+(?:_\\d+)*\\.\\d+(?:_\\d+)*|\\d+(?:_\\d+)*\\.(?![.\\w])|\\.\\d+(?:_\\d+)*|" +
          "\\d+(?:_\\d+)*(?![\\d]))(?:\\.?[eE][+-]?\\d+)?(?:(?<=\\.)|(?=\\b))",
      ),
      "literal",
    ),
  );
}
