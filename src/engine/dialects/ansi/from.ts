import {
  anyNumberOf,
  bracketed,
  conditional,
  dedent,
  delimited,
  implicitIndent,
  indent,
  nothing,
  oneOf,
  optional,
  optionallyBracketed,
  ref,
  segment,
  seq,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const fromElement = seq(
  optional(ref("PreTableFunctionKeywordsGrammar")),
  optionallyBracketed(ref("TableExpressionSegment")),
  optional(ref("TemporalQuerySegment")),
  optional(
    ref("AliasExpressionSegment").except(
      oneOf(
        ref("FromClauseTerminatorGrammar"),
        ref("SamplingExpressionSegment"),
        ref("JoinLikeClauseGrammar"),
        ref("JoinClauseSegment"),
      ),
    ),
  ),
  optional("WITH", "OFFSET", ref("AliasExpressionSegment")),
  optional(ref("SamplingExpressionSegment")),
  optional(ref("PostTableExpressionGrammar")),
);

const queryEnds = [seq("ORDER", "BY"), seq("GROUP", "BY")];

/** FROM and joins. */
export const from: Record<string, Entry> = {
  FromClauseSegment: segment(
    "from_clause",
    seq("FROM", delimited(ref("FromExpressionSegment"))),
  ),
  FromExpressionSegment: segment(
    "from_expression",
    optionallyBracketed(
      seq(
        implicitIndent,
        oneOf(
          ref("MLTableExpressionSegment"),
          ref("FromExpressionElementSegment"),
          bracketed(ref("FromExpressionSegment")),
        ).until(...queryEnds),
        dedent,
        conditional(indent, { indented_joins: true }),
        anyNumberOf(
          seq(oneOf(ref("JoinClauseSegment"), ref("JoinLikeClauseGrammar"))),
        ).until(...queryEnds),
        conditional(dedent, { indented_joins: true }),
      ),
    ),
  ),
  FromExpressionElementSegment: segment(
    "from_expression_element",
    oneOf(
      fromElement,
      bracketed(seq(fromElement, anyNumberOf(ref("JoinClauseSegment")))),
    ),
  ),
  PreTableFunctionKeywordsGrammar: nothing,
  PostTableExpressionGrammar: nothing,
  TemporalQuerySegment: segment("temporal_query", nothing),
  TableExpressionSegment: segment(
    "table_expression",
    oneOf(
      ref("ValuesClauseSegment"),
      ref("BareFunctionSegment"),
      ref("FunctionSegment"),
      ref("TableReferenceSegment"),
      bracketed(ref("SelectableGrammar")),
      bracketed(ref("MergeStatementSegment")),
    ),
  ),
  SamplingExpressionSegment: segment(
    "sample_expression",
    seq(
      "TABLESAMPLE",
      oneOf("BERNOULLI", "SYSTEM"),
      bracketed(ref("NumericLiteralSegment")),
      optional(oneOf("REPEATABLE"), bracketed(ref("NumericLiteralSegment"))),
    ),
  ),
  MLTableExpressionSegment: segment(
    "ml_table_expression",
    seq(
      "ML",
      ref("DotSegment"),
      ref("SingleIdentifierGrammar"),
      bracketed(
        seq("MODEL", ref("ObjectReferenceSegment")),
        optional(ref("CommaSegment"), bracketed(ref("SelectableGrammar"))),
      ),
    ),
  ),

  ConditionalCrossJoinKeywordsGrammar: seq("CROSS"),
  JoinTypeKeywordsGrammar: oneOf(
    "INNER",
    seq(oneOf("FULL", "LEFT", "RIGHT"), optional("OUTER")),
  ),
  NonStandardJoinTypeKeywordsGrammar: nothing,
  ConditionalJoinKeywordsGrammar: oneOf(
    ref("JoinTypeKeywordsGrammar"),
    ref("ConditionalCrossJoinKeywordsGrammar"),
    ref("NonStandardJoinTypeKeywordsGrammar"),
  ),
  JoinKeywordsGrammar: seq("JOIN"),
  NaturalJoinKeywordsGrammar: seq("NATURAL", optional(ref("JoinTypeKeywordsGrammar"))),
  UnconditionalCrossJoinKeywordsGrammar: nothing,
  HorizontalJoinKeywordsGrammar: nothing,
  UnconditionalJoinKeywordsGrammar: oneOf(
    ref("NaturalJoinKeywordsGrammar"),
    ref("UnconditionalCrossJoinKeywordsGrammar"),
    ref("HorizontalJoinKeywordsGrammar"),
  ),
  ExtendedNaturalJoinKeywordsGrammar: nothing,
  NestedJoinGrammar: nothing,
  JoinLikeClauseGrammar: nothing,
  MatchConditionSegment: segment("match_condition", nothing),
  JoinClauseSegment: segment(
    "join_clause",
    oneOf(
      seq(
        optional(ref("ConditionalJoinKeywordsGrammar")),
        ref("JoinKeywordsGrammar"),
        indent,
        ref("FromExpressionElementSegment"),
        anyNumberOf(ref("NestedJoinGrammar")),
        dedent,
        optional(
          conditional(indent, { indented_using_on: true }),
          optional(ref("MatchConditionSegment")),
          oneOf(ref("JoinOnConditionSegment"), ref("JoinUsingConditionGrammar")),
          conditional(dedent, { indented_using_on: true }),
        ),
      ),
      seq(
        ref("UnconditionalJoinKeywordsGrammar"),
        ref("JoinKeywordsGrammar"),
        indent,
        ref("FromExpressionElementSegment"),
        optional(ref("MatchConditionSegment")),
        dedent,
      ),
      seq(
        ref("ExtendedNaturalJoinKeywordsGrammar"),
        indent,
        ref("FromExpressionElementSegment"),
        dedent,
      ),
    ),
  ),
  JoinOnConditionSegment: segment(
    "join_on_condition",
    seq(
      "ON",
      conditional(implicitIndent, { indented_on_contents: true }),
      optionallyBracketed(ref("ExpressionSegment")),
      conditional(dedent, { indented_on_contents: true }),
    ),
  ),
  JoinUsingConditionGrammar: seq(
    "USING",
    indent,
    bracketed(delimited(ref("SingleIdentifierGrammar"))).greedy(),
    dedent,
  ),
};
