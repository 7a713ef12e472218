import { pattern, ref, symbol, token, words } from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const LOWER_A = 97;
const UNDERSCORE = 95;

/** Whether a word is no number: it has a letter somewhere. */
function hasLetter(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if ((text.charCodeAt(at) | 32) >= LOWER_A && text.charCodeAt(at) !== UNDERSCORE) return true;
  }
  return false;
}

/** One-token entries: punctuation, operators' signs, identifiers. */
export const symbols: Record<string, Entry> = {
  DelimiterGrammar: ref("SemicolonSegment"),
  SemicolonSegment: symbol(";", "statement_terminator"),
  ColonSegment: symbol(":", "colon"),
  SliceSegment: symbol(":", "slice"),
  ColonDelimiterSegment: symbol(":", "colon_delimiter"),
  ColonPrefixSegment: symbol(":", "colon_prefix"),
  StartBracketSegment: symbol("(", "start_bracket"),
  EndBracketSegment: symbol(")", "end_bracket"),
  StartSquareBracketSegment: symbol("[", "start_square_bracket"),
  EndSquareBracketSegment: symbol("]", "end_square_bracket"),
  StartCurlyBracketSegment: symbol("{", "start_curly_bracket"),
  EndCurlyBracketSegment: symbol("}", "end_curly_bracket"),
  CommaSegment: symbol(",", "comma"),
  DotSegment: symbol(".", "dot"),
  StarSegment: symbol("*", "star"),
  TildeSegment: symbol("~", "tilde"),
  ParameterSegment: symbol("?", "parameter"),
  CastOperatorSegment: symbol("::", "casting_operator"),
  PlusSegment: symbol("+", "binary_operator"),
  MinusSegment: symbol("-", "binary_operator"),
  PositiveSegment: symbol("+", "sign_indicator"),
  NegativeSegment: symbol("-", "sign_indicator"),
  DivideSegment: symbol("/", "binary_operator"),
  MultiplySegment: symbol("*", "binary_operator"),
  ModuloSegment: symbol("%", "binary_operator"),
  SlashSegment: symbol("/", "slash"),
  AmpersandSegment: symbol("&", "ampersand"),
  PipeSegment: symbol("|", "pipe"),
  BitwiseXorSegment: symbol("^", "binary_operator"),
  GlobOperatorSegment: token("glob_operator", "glob_operator", "comparison_operator"),
  LikeOperatorSegment: token("like_operator", "like_operator", "comparison_operator"),
  RawNotSegment: symbol("!", "raw_comparison_operator"),
  RawEqualsSegment: symbol("=", "raw_comparison_operator"),
  RawGreaterThanSegment: symbol(">", "raw_comparison_operator"),
  RawLessThanSegment: symbol("<", "raw_comparison_operator"),

  BareFunctionSegment: (d) => words(d.words("bare_functions"), "bare_function"),
  NakedIdentifierSegment: (d) =>
    pattern(hasLetter, "naked_identifier", {
      not: d.words("reserved_keywords"),
      on: "word",
      parents: ["identifier"],
    }),
  ParameterNameSegment: pattern('"?[A-Z][A-Z0-9_]*"?', "parameter"),
  FunctionNameIdentifierSegment: token("word", "function_name_identifier"),
  DatetimeUnitSegment: (d) => words(d.words("datetime_units"), "date_part"),
  DatePartFunctionName: (d) =>
    words(d.words("date_part_function_name"), "function_name_identifier"),
  QuotedIdentifierSegment: token("double_quote", "quoted_identifier", "identifier"),
  SingleQuotedIdentifierSegment: token("single_quote", "quoted_identifier", "identifier"),
};
