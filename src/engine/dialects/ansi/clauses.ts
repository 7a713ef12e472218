import {
  bracketed,
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
  words,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const sortKey = oneOf(
  ref("ColumnReferenceSegment"),
  ref("NumericLiteralSegment"),
  ref("ExpressionSegment"),
);

const count = oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment"));

/** The clauses of a query after its FROM. */
export const clauses: Record<string, Entry> = {
  WhereClauseSegment: segment(
    "where_clause",
    seq("WHERE", implicitIndent, optionallyBracketed(ref("ExpressionSegment")), dedent),
  ),
  HavingClauseSegment: segment(
    "having_clause",
    seq("HAVING", implicitIndent, optionallyBracketed(ref("ExpressionSegment")), dedent),
  ),
  OrderByClauseSegment: segment(
    "orderby_clause",
    seq(
      "ORDER",
      "BY",
      indent,
      delimited(
        seq(
          sortKey,
          oneOf("ASC", "DESC").optional(),
          optional("NULLS", oneOf("FIRST", "LAST")),
          optional(ref("WithFillSegment")),
        ),
      ).until(ref("LimitClauseSegment"), ref("FrameClauseUnitGrammar")),
      dedent,
    ),
  ),
  WithFillSegment: segment("with_fill", nothing),

  GroupByClauseSegment: segment(
    "groupby_clause",
    seq(
      "GROUP",
      "BY",
      indent,
      oneOf(
        "ALL",
        ref("GroupingSetsClauseSegment"),
        ref("CubeRollupClauseSegment"),
        seq(delimited(sortKey).until(ref("GroupByClauseTerminatorGrammar"))),
      ),
      dedent,
    ),
  ),
  GroupingSetsClauseSegment: segment(
    "grouping_sets_clause",
    seq(
      "GROUPING",
      "SETS",
      bracketed(delimited(ref("CubeRollupClauseSegment"), ref("GroupingExpressionList"))),
    ),
  ),
  GroupingExpressionList: segment(
    "grouping_expression_list",
    seq(
      delimited(
        oneOf(
          ref("ColumnReferenceSegment"),
          ref("NumericLiteralSegment"),
          ref("ExpressionSegment"),
          bracketed(),
        ),
      ).until(ref("GroupByClauseTerminatorGrammar")),
    ),
  ),
  CubeRollupClauseSegment: segment(
    "cube_rollup_clause",
    seq(
      oneOf(ref("CubeFunctionNameSegment"), ref("RollupFunctionNameSegment")),
      bracketed(ref("GroupingExpressionList")),
    ),
  ),
  RollupFunctionNameSegment: segment(
    "function_name",
    words(["ROLLUP"], "function_name_identifier"),
  ),
  CubeFunctionNameSegment: segment("function_name", words(["CUBE"], "function_name_identifier")),

  LimitClauseSegment: segment(
    "limit_clause",
    seq(
      "LIMIT",
      indent,
      optionallyBracketed(oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment"), "ALL")),
      oneOf(
        seq("OFFSET", count),
        seq(ref("CommaSegment"), ref("NumericLiteralSegment")),
      ).optional(),
      dedent,
    ),
  ),
  OffsetClauseSegment: segment(
    "offset_clause",
    seq(
      "OFFSET",
      oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment").except("ROW")),
      oneOf("ROW", "ROWS"),
    ),
  ),
  FetchClauseSegment: segment(
    "fetch_clause",
    seq(
      "FETCH",
      oneOf("FIRST", "NEXT"),
      oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment").except("ROW")).optional(),
      oneOf("ROW", "ROWS"),
      oneOf("ONLY", seq("WITH", "TIES")),
    ),
  ),
  OverlapsClauseSegment: segment(
    "overlaps_clause",
    seq(
      "OVERLAPS",
      oneOf(
        seq(
          bracketed(
            ref("DateTimeLiteralGrammar"),
            ref("CommaSegment"),
            ref("DateTimeLiteralGrammar"),
          ),
        ),
        ref("ColumnReferenceSegment"),
      ),
    ),
  ),
  NamedWindowSegment: segment(
    "named_window",
    seq("WINDOW", indent, delimited(ref("NamedWindowExpressionSegment")), dedent),
  ),
  NamedWindowExpressionSegment: segment(
    "named_window_expression",
    seq(
      ref("SingleIdentifierGrammar"),
      "AS",
      oneOf(
        ref("SingleIdentifierGrammar"),
        bracketed(ref("WindowSpecificationSegment")).greedy(),
      ),
    ),
  ),
  ValuesClauseSegment: segment(
    "values_clause",
    seq(
      oneOf("VALUE", "VALUES"),
      delimited(
        seq(
          optional("ROW"),
          bracketed(
            delimited("DEFAULT", ref("LiteralGrammar"), ref("ExpressionSegment")),
          ).greedy(),
        ),
      ),
    ),
  ),
  WithNoSchemaBindingClauseSegment: segment(
    "with_no_schema_binding_clause",
    seq("WITH", "NO", "SCHEMA", "BINDING"),
  ),
  WithDataClauseSegment: segment("with_data_clause", seq("WITH", optional("NO"), "DATA")),
};
