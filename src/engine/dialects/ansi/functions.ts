import {
  anyNumberOf,
  bracketed,
  dedent,
  delimited,
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

const anyName = () =>
  oneOf(
    ref("QuotedLiteralSegment"),
    ref("SingleIdentifierGrammar"),
    ref("ColumnReferenceSegment"),
  );

const frameExtent = oneOf(
  seq("CURRENT", "ROW"),
  seq(
    oneOf(
      ref("NumericLiteralSegment"),
      ref("IntervalExpressionSegment"),
      "UNBOUNDED",
      ref("ColumnReferenceSegment"),
    ),
    oneOf("PRECEDING", "FOLLOWING"),
  ),
);

/** Function calls and windows. */
export const functions: Record<string, Entry> = {
  FunctionContentsExpressionGrammar: ref("ExpressionSegment"),
  FunctionContentsGrammar: anyNumberOf(
    ref("ExpressionSegment"),
    seq(ref("ExpressionSegment"), "AS", ref("DatatypeSegment")),
    seq(
      ref("TrimParametersGrammar"),
      optional(ref("ExpressionSegment").except("FROM")),
      "FROM",
      ref("ExpressionSegment"),
    ),
    seq(
      oneOf(ref("DatetimeUnitSegment"), ref("ExpressionSegment")),
      "FROM",
      ref("ExpressionSegment"),
    ),
    seq(
      optional("DISTINCT"),
      oneOf(ref("StarSegment"), delimited(ref("FunctionContentsExpressionGrammar"))),
    ),
    ref("AggregateOrderByClause"),
    seq("SEPARATOR", ref("LiteralGrammar")),
    seq(anyName(), "IN", anyName()),
    ref("IgnoreRespectNullsGrammar"),
    ref("IndexColumnDefinitionSegment"),
    ref("EmptyStructLiteralSegment"),
  ),
  AggregateOrderByClause: segment("aggregate_order_by", ref("OrderByClauseSegment")),
  PostFunctionGrammar: oneOf(ref("OverClauseSegment"), ref("FilterClauseGrammar")),
  FilterClauseGrammar: seq("FILTER", bracketed(seq("WHERE", ref("ExpressionSegment")))),

  FunctionNameSegment: segment(
    "function_name",
    seq(
      anyNumberOf(seq(ref("SingleIdentifierGrammar"), ref("DotSegment"))),
      oneOf(ref("FunctionNameIdentifierSegment"), ref("QuotedIdentifierSegment")),
    ).tight(),
  ),
  DatePartFunctionNameSegment: segment("function_name", ref("DatePartFunctionName")),
  DateTimeFunctionContentsSegment: segment(
    "function_contents",
    seq(bracketed(delimited(ref("DatetimeUnitSegment"), ref("FunctionContentsGrammar")))),
  ),
  FunctionContentsSegment: segment(
    "function_contents",
    seq(bracketed(optional(ref("FunctionContentsGrammar")))),
  ),
  FunctionSegment: segment(
    "function",
    oneOf(
      seq(ref("DatePartFunctionNameSegment"), ref("DateTimeFunctionContentsSegment")),
      ref("ColumnsExpressionGrammar"),
      seq(
        seq(
          ref("FunctionNameSegment").except(
            oneOf(
              ref("DatePartFunctionNameSegment"),
              ref("ColumnsExpressionFunctionNameSegment"),
              ref("ValuesClauseSegment"),
            ),
          ),
          ref("FunctionContentsSegment"),
        ),
        optional(ref("PostFunctionGrammar")),
      ),
    ),
  ),
  ColumnsExpressionNameGrammar: nothing,
  ColumnsExpressionGrammar: nothing,
  ColumnsExpressionFunctionNameSegment: segment(
    "function_name",
    ref("ColumnsExpressionNameGrammar"),
  ),
  ColumnsExpressionFunctionContentsSegment: segment("columns_expression", nothing),

  OverClauseSegment: segment(
    "over_clause",
    seq(
      indent,
      optional(ref("IgnoreRespectNullsGrammar")),
      "OVER",
      oneOf(
        ref("SingleIdentifierGrammar"),
        bracketed(optional(ref("WindowSpecificationSegment"))).greedy(),
      ),
      dedent,
    ),
  ),
  WindowSpecificationSegment: segment(
    "window_specification",
    seq(
      optional(ref("SingleIdentifierGrammar").except(oneOf("PARTITION", "ORDER"))),
      optional(ref("PartitionClauseSegment")),
      optional(ref("OrderByClauseSegment")),
      optional(ref("FrameClauseSegment")),
    ),
  ),
  PartitionClauseSegment: segment(
    "partitionby_clause",
    seq(
      "PARTITION",
      "BY",
      indent,
      optionallyBracketed(delimited(ref("ExpressionSegment"))),
      dedent,
    ),
  ),
  FrameClauseSegment: segment(
    "frame_clause",
    seq(
      ref("FrameClauseUnitGrammar"),
      oneOf(frameExtent, seq("BETWEEN", frameExtent, "AND", frameExtent)),
    ),
  ),
};
