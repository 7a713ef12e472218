import {
  anyNumberOf,
  anySetOf,
  bracketed,
  delimited,
  oneOf,
  optional,
  optionallyBracketed,
  pattern,
  precededBy,
  ref,
  segment,
  seq,
  symbol,
  times,
  token,
  words,
} from "../../grammar/mod.ts";
import type { DialectBuilder, Entry } from "../dialect.ts";

const compares = (...signs: string[]) =>
  segment("comparison_operator", seq(...signs.map((name) => ref(name))).tight());

const quoted = (from: string) => token(from, "quoted_literal", "literal");
/** Any word: the lexer takes nothing else as one. */
const anyWord = () => true;

const argument = oneOf(ref("ExpressionSegment"), ref("NamedArgumentSegment"));
const searched = () =>
  oneOf(
    ref("QuotedLiteralSegment"),
    ref("SingleIdentifierGrammar"),
    ref("ColumnReferenceSegment"),
    ref("ExpressionSegment"),
  );

/** What expressions have here that plain SQL lacks. */
export const expressionEntries: Record<string, Entry> = {
  JsonOperatorSegment: token("json_operator", "binary_operator", "symbol"),
  PostgisOperatorSegment: token("postgis_operator", "binary_operator", "symbol"),
  PgvectorOperatorSegment: token("pgvector_operator", "binary_operator", "symbol"),
  PgTrgmOperatorSegment: token("pg_trgm_operator", "binary_operator", "symbol"),
  FullTextSearchOperatorSegment: token(
    "full_text_search_operator",
    "full_text_search_operator",
    "literal",
  ),
  NakedIdentifierFullSegment: token("word", "naked_identifier_all", "identifier"),
  SingleIdentifierFullGrammar: oneOf(
    ref("NakedIdentifierSegment"),
    ref("QuotedIdentifierSegment"),
    ref("NakedIdentifierFullSegment"),
  ),
  RightArrowSegment: symbol("=>", "right_arrow"),
  WalrusOperatorSegment: symbol(":=", "assignment_operator"),
  PsqlVariableColonSegment: symbol(":", "psql_variable_colon"),
  DollarNumericLiteralSegment: token(
    "dollar_numeric_literal",
    "dollar_numeric_literal",
    "literal",
  ),
  MetaCommandQueryBufferSegment: token("meta_command_query_buffer", "meta_command", "symbol"),
  PsqlVariableGrammar: segment(
    "psql_variable",
    seq(
      optionallyBracketed(
        seq(
          ref("PsqlVariableColonSegment"),
          oneOf(ref("ParameterNameSegment"), ref("QuotedLiteralSegment")),
        ).tight(),
      ),
    ),
  ),
  OverlapSegment: compares("AmpersandSegment", "AmpersandSegment"),
  NotExtendRightSegment: compares("AmpersandSegment", "RawGreaterThanSegment"),
  NotExtendLeftSegment: compares("AmpersandSegment", "RawLessThanSegment"),
  AdjacentSegment: compares("MinusSegment", "PipeSegment", "MinusSegment"),
  QualifiedOperatorSegment: segment(
    "qualified_operator",
    seq(
      "OPERATOR",
      bracketed(
        seq(
          ref("NakedIdentifierSegment"),
          ref("DotSegment"),
          times({ min: 1 }, pattern("[!<>=~@#%^&|`?+\\-*/]+", "operator", { parents: ["symbol"] })),
        ),
      ),
    ),
  ),
  JsonTypeGrammar: oneOf("VALUE", "SCALAR", "ARRAY", "OBJECT"),
  JsonUniqueKeysGrammar: seq(oneOf("WITH", "WITHOUT"), "UNIQUE", optional("KEYS")),
  JsonTestGrammar: seq(
    "JSON",
    optional(ref("JsonTypeGrammar")),
    optional(ref("JsonUniqueKeysGrammar")),
  ),
  NamedArgumentSegment: segment(
    "named_argument",
    seq(
      ref("NakedIdentifierSegment"),
      oneOf(ref("RightArrowSegment"), ref("WalrusOperatorSegment"), ref("EqualsSegment")),
      ref("ExpressionSegment"),
    ),
  ),
  CompositeValueExpansionSegment: segment(
    "composite_value_expansion",
    seq(bracketed(ref("ExpressionSegment")), ref("DotSegment"), ref("StarSegment")),
  ),
  SemiStructuredAccessorSegment: segment(
    "semi_structured_expression",
    seq(
      ref("DotSegment"),
      ref("SingleIdentifierGrammar"),
      optional(ref("ArrayAccessorSegment")),
      anyNumberOf(
        seq(ref("DotSegment"), ref("SingleIdentifierGrammar")),
        ref("ArrayAccessorSegment"),
      ),
    ),
  ),
  WithinGroupClauseSegment: segment(
    "withingroup_clause",
    seq("WITHIN", "GROUP", bracketed(optional(ref("OrderByClauseSegment")))),
  ),
};

/** What expressions have in another way than plain SQL. */
export function expressionReplacements(d: DialectBuilder): Record<string, Entry> {
  return {
    ...replacements,
    IsClauseGrammar: d.inherited("IsClauseGrammar").plus(ref("JsonTestGrammar")),
    BaseExpressionElementGrammar: oneOf(
      d.inherited("BaseExpressionElementGrammar"),
      ref("CompositeValueExpansionSegment"),
    ),
    BinaryOperatorGrammar: d.inherited("BinaryOperatorGrammar").plus(ref("JsonOperatorSegment")),
    LiteralGrammar: d.inherited("LiteralGrammar").plusBefore(
      "ArrayLiteralSegment",
      ref("DollarNumericLiteralSegment"),
      ref("PsqlVariableGrammar"),
    ),
    Expression_C_Grammar: seq(
      optional(ref("WalrusOperatorSegment")),
      oneOf(
        d.inherited("Expression_C_Grammar"),
        seq(optional(ref("FullTextSearchOperatorSegment")), ref("ShorthandCastSegment")),
      ),
    ),
  };
}

const replacements: Record<string, Entry> = {
  LikeGrammar: oneOf("LIKE", "ILIKE", seq("SIMILAR", "TO")),
  StringBinaryOperatorGrammar: oneOf(ref("ConcatSegment"), "COLLATE"),
  IsNullGrammar: seq("ISNULL"),
  NotNullGrammar: seq("NOTNULL"),
  UnknownLiteralSegment: words(["UNKNOWN"], "null_literal", "literal", "keyword"),
  NormalizedGrammar: seq(oneOf("NFC", "NFD", "NFKC", "NFKD").optional(), "NORMALIZED"),
  ComparisonOperatorGrammar: oneOf(
    ref("EqualsSegment"),
    ref("GreaterThanSegment"),
    ref("LessThanSegment"),
    ref("GreaterThanOrEqualToSegment"),
    ref("LessThanOrEqualToSegment"),
    ref("NotEqualToSegment"),
    ref("LikeOperatorSegment"),
    seq("IS", "DISTINCT", "FROM"),
    seq("IS", "NOT", "DISTINCT", "FROM"),
    ref("OverlapSegment"),
    ref("NotExtendRightSegment"),
    ref("NotExtendLeftSegment"),
    ref("AdjacentSegment"),
    ref("PostgisOperatorSegment"),
    ref("PgvectorOperatorSegment"),
    ref("PgTrgmOperatorSegment"),
    ref("QualifiedOperatorSegment"),
  ),
  NakedIdentifierSegment: (sets) =>
    pattern(anyWord, "naked_identifier", {
      not: sets.words("reserved_keywords"),
      on: "word",
      parents: ["identifier"],
    }),
  ParameterNameSegment: pattern('[A-Z_][A-Z0-9_$]*|"[^"]*"', "parameter"),
  FunctionNameIdentifierSegment: pattern("[A-Z_][A-Z0-9_$]*", "function_name_identifier", {
    on: "word",
  }),
  QuotedIdentifierSegment: oneOf(
    token("double_quote", "quoted_identifier", "identifier"),
    token("unicode_double_quote", "quoted_identifier", "identifier"),
  ),
  QuotedLiteralSegment: oneOf(
    seq(
      oneOf(quoted("single_quote"), quoted("escaped_single_quote")),
      anyNumberOf(quoted("single_quote")),
    ),
    seq(quoted("bit_string_literal"), anyNumberOf(quoted("single_quote"))),
    seq(
      quoted("unicode_single_quote"),
      anyNumberOf(quoted("single_quote")),
      optional("UESCAPE", pattern("'[^0-9A-Fa-f'+\\-\\s)]'", "unicode_escape_value")),
    ),
    delimited(quoted("dollar_quote"), anyNumberOf(quoted("dollar_quote"))),
  ),
  AccessorGrammar: anyNumberOf(
    ref("ArrayAccessorSegment"),
    ref("SemiStructuredAccessorSegment"),
  ),
  PostFunctionGrammar: anyNumberOf(
    ref("WithinGroupClauseSegment"),
    ref("OverClauseSegment"),
    ref("FilterClauseGrammar"),
  ),
  FunctionContentsExpressionGrammar: oneOf(
    ref("ExpressionSegment"),
    ref("NamedArgumentSegment"),
    seq("VARIADIC", argument),
  ),
  FunctionContentsGrammar: anyNumberOf(
    ref("ExpressionSegment"),
    optionallyBracketed(ref("SetExpressionSegment")),
    seq(ref("ExpressionSegment"), "AS", ref("DatatypeSegment")),
    seq(
      ref("TrimParametersGrammar"),
      optional(ref("ExpressionSegment").except("FROM")),
      "FROM",
      ref("ExpressionSegment"),
    ),
    seq(
      oneOf(ref("DatetimeUnitSegment"), ref("ExpressionSegment")),
      anySetOf(seq("FROM", ref("ExpressionSegment")), seq("FOR", ref("ExpressionSegment"))),
    ),
    seq("RETURNING", ref("DatatypeSegment")),
    seq(
      optional("DISTINCT"),
      oneOf(ref("StarSegment"), delimited(ref("FunctionContentsExpressionGrammar"))),
    ),
    ref("AggregateOrderByClause"),
    seq("SEPARATOR", ref("LiteralGrammar")),
    seq(searched(), "IN", searched()),
    ref("IgnoreRespectNullsGrammar"),
    ref("IndexColumnDefinitionSegment"),
    ref("EmptyStructLiteralSegment"),
    delimited(
      seq(
        ref("ExpressionSegment"),
        oneOf("VALUE", ref("ColonSegment")),
        ref("ExpressionSegment"),
      ),
    ),
  ),
  SelectClauseTerminatorGrammar: oneOf(
    "INTO",
    ref("FromKeywordSegment").except(
      precededBy(["IS", "DISTINCT"], ["IS", "NOT", "DISTINCT"]),
    ),
    "WHERE",
    seq("ORDER", "BY"),
    "LIMIT",
    "RETURNING",
    ref("CommaSegment"),
    ref("SetOperatorSegment"),
    ref("MetaCommandQueryBufferSegment"),
  ),
};
