import {
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
  separated,
  seq,
} from "../../grammar/mod.ts";
import type { DialectBuilder, Entry } from "../dialect.ts";

const withData = seq("WITH", optional("NO"), "DATA");
const onConflict = seq("ON", "CONFLICT");

const dots = oneOf(ref("DotSegment"), seq(ref("DotSegment"), ref("DotSegment")));

const overlapsSide = oneOf(
  seq(
    bracketed(
      oneOf(
        ref("ColumnReferenceSegment"),
        ref("DateTimeLiteralGrammar"),
        ref("ShorthandCastSegment"),
        ref("FunctionContentsExpressionGrammar"),
      ),
      ref("CommaSegment"),
      oneOf(
        ref("ColumnReferenceSegment"),
        ref("DateTimeLiteralGrammar"),
        ref("ShorthandCastSegment"),
        ref("FunctionContentsExpressionGrammar"),
      ),
    ),
  ),
  ref("ColumnReferenceSegment"),
);

/** Clauses of a query that plain SQL lacks. */
export const selectEntries: Record<string, Entry> = {
  IntoClauseSegment: segment(
    "into_clause",
    seq(
      "INTO",
      oneOf("TEMPORARY", "TEMP", "UNLOGGED").optional(),
      optional("TABLE"),
      ref("TableReferenceSegment"),
    ),
  ),
  ForClauseSegment: segment(
    "for_clause",
    seq(
      "FOR",
      oneOf("UPDATE", seq("NO", "KEY", "UPDATE"), "SHARE", seq("KEY", "SHARE")),
      optional("OF", delimited(ref("TableReferenceSegment"))),
      oneOf("NOWAIT", seq("SKIP", "LOCKED")).optional(),
    ),
  ),
  WithCheckOptionSegment: segment(
    "with_check_option",
    seq("WITH", oneOf("CASCADED", "LOCAL"), "CHECK", "OPTION"),
  ),
};

/** Clauses of a query that differ from plain SQL's. */
export function selectReplacements(d: DialectBuilder): Record<string, Entry> {
  const unordered = d.inherited("UnorderedSelectStatementSegment").inside().plusBefore(
    "FromClauseSegment",
    optional(ref("IntoClauseSegment")),
  ).until(
    withData,
    onConflict,
    "RETURNING",
    ref("WithCheckOptionSegment"),
    ref("MetaCommandQueryBufferSegment"),
  );
  return {
    ...clauseReplacements,
    UnorderedSelectStatementSegment: segment("select_statement", unordered),
    SelectStatementSegment: segment(
      "select_statement",
      unordered.plus(
        optional(ref("NamedWindowSegment")),
        optional(ref("OrderByClauseSegment")),
        optional(ref("LimitClauseSegment")),
        optional(ref("OffsetClauseSegment")),
        optional(ref("FetchClauseSegment")),
        optional(ref("ForClauseSegment")),
      ).untilOnly(
        ref("SetOperatorSegment"),
        ref("WithNoSchemaBindingClauseSegment"),
        ref("WithDataClauseSegment"),
        onConflict,
        "RETURNING",
        ref("WithCheckOptionSegment"),
        ref("MetaCommandQueryBufferSegment"),
      ),
    ),
    FromClauseTerminatorGrammar: d.inherited("FromClauseTerminatorGrammar").plus(
      ref("ForClauseSegment"),
    ),
    FrameClauseSegment: segment(
      "frame_clause",
      d.inherited("FrameClauseSegment").inside().plus(
        optional(
          "EXCLUDE",
          oneOf(seq("CURRENT", "ROW"), "GROUP", "TIES", seq("NO", "OTHERS")),
        ),
      ),
    ),
  };
}

const clauseReplacements: Record<string, Entry> = {
  SelectClauseSegment: segment(
    "select_clause",
    seq(
      "SELECT",
      optional(ref("SelectClauseModifierSegment")),
      indent,
      separated({ trailing: true }, ref("SelectClauseElementSegment")).optional(),
      dedent,
    ).until(
      "INTO",
      "FROM",
      "WHERE",
      seq("ORDER", "BY"),
      onConflict,
      "LIMIT",
      "RETURNING",
      "OVERLAPS",
      ref("SetOperatorSegment"),
      withData,
      ref("WithCheckOptionSegment"),
      ref("MetaCommandQueryBufferSegment"),
    ).greedyOnceStarted(),
  ),
  SelectClauseModifierSegment: segment(
    "select_clause_modifier",
    oneOf(
      seq("DISTINCT", optional("ON", bracketed(delimited(ref("ExpressionSegment"))))),
      "ALL",
    ),
  ),
  GroupByClauseSegment: segment(
    "groupby_clause",
    seq(
      "GROUP",
      "BY",
      indent,
      delimited(
        oneOf(
          ref("ColumnReferenceSegment"),
          ref("NumericLiteralSegment"),
          ref("CubeRollupClauseSegment"),
          ref("GroupingSetsClauseSegment"),
          ref("ExpressionSegment"),
          bracketed(),
        ),
      ).until(
        seq("ORDER", "BY"),
        "LIMIT",
        "HAVING",
        "QUALIFY",
        "WINDOW",
        ref("SetOperatorSegment"),
      ),
      dedent,
    ),
  ),
  OrderByClauseSegment: segment(
    "orderby_clause",
    seq(
      "ORDER",
      "BY",
      indent,
      delimited(
        seq(
          oneOf(
            ref("ColumnReferenceSegment"),
            ref("NumericLiteralSegment"),
            ref("ExpressionSegment"),
          ),
          oneOf("ASC", "DESC", seq("USING", ref("ComparisonOperatorGrammar"))).optional(),
          optional("NULLS", oneOf("FIRST", "LAST")),
          optional(ref("WithFillSegment")),
        ),
      ).until(ref("LimitClauseSegment"), ref("FrameClauseUnitGrammar")),
      dedent,
    ),
  ),
  OffsetClauseSegment: segment(
    "offset_clause",
    seq(
      "OFFSET",
      indent,
      oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment")),
      dedent,
    ),
  ),
  OverlapsClauseSegment: segment(
    "overlaps_clause",
    seq(overlapsSide, "OVERLAPS", overlapsSide),
  ),
  WhereClauseTerminatorGrammar: oneOf(
    "LIMIT",
    seq("GROUP", "BY"),
    seq("ORDER", "BY"),
    "HAVING",
    "QUALIFY",
    "WINDOW",
    "OVERLAPS",
    "RETURNING",
    onConflict,
    ref("ForClauseSegment"),
  ),
  OrderByClauseTerminators: oneOf(
    "LIMIT",
    "HAVING",
    "QUALIFY",
    "WINDOW",
    ref("FrameClauseUnitGrammar"),
    "SEPARATOR",
    seq("WITH", "DATA"),
    ref("ForClauseSegment"),
  ),
  FrameClauseUnitGrammar: oneOf("RANGE", "ROWS", "GROUPS"),
  PreTableFunctionKeywordsGrammar: oneOf("LATERAL"),
  ConditionalCrossJoinKeywordsGrammar: nothing,
  UnconditionalCrossJoinKeywordsGrammar: seq("CROSS"),
  NonWithSelectableGrammar: oneOf(
    ref("SetExpressionSegment"),
    optionallyBracketed(ref("SelectStatementSegment")),
    ref("NonSetSelectableGrammar"),
    ref("UpdateStatementSegment"),
    ref("InsertStatementSegment"),
    ref("DeleteStatementSegment"),
  ),
  NonWithNonSelectableGrammar: nothing,
  BracketedSetExpressionGrammar: bracketed(ref("SetExpressionSegment")),
  CTEDefinitionSegment: segment(
    "common_table_expression",
    seq(
      ref("SingleIdentifierGrammar"),
      optional(ref("CTEColumnList")),
      "AS",
      optional(optional("NOT"), "MATERIALIZED"),
      bracketed(ref("SelectableGrammar")).greedy(),
      oneOf(
        seq(
          "SEARCH",
          oneOf("BREADTH", "DEPTH"),
          "FIRST",
          "BY",
          ref("ColumnReferenceSegment"),
          "SET",
          ref("ColumnReferenceSegment"),
        ),
        seq(
          "CYCLE",
          ref("ColumnReferenceSegment"),
          "SET",
          ref("ColumnReferenceSegment"),
          "USING",
          ref("ColumnReferenceSegment"),
        ),
      ).optional(),
    ),
  ),
  ValuesClauseSegment: segment(
    "values_clause",
    seq(
      "VALUES",
      delimited(bracketed(delimited(ref("ExpressionSegment"), "DEFAULT")).greedy()),
      optional(ref("AliasExpressionSegment")),
      optional(ref("OrderByClauseSegment")),
      optional(ref("LimitClauseSegment")),
    ),
  ),
  AliasExpressionSegment: segment(
    "alias_expression",
    seq(
      indent,
      optional(ref("AsAliasOperatorSegment")),
      oneOf(
        seq(
          ref("SingleIdentifierGrammar"),
          optional(bracketed(ref("SingleIdentifierListSegment"))),
        ),
        seq(
          optional(ref("SingleIdentifierGrammar")),
          bracketed(delimited(seq(ref("ParameterNameSegment"), ref("DatatypeSegment")))),
        ),
      ),
      dedent,
    ),
  ),
  ColumnReferenceSegment: segment(
    "column_reference",
    seq(
      ref("SingleIdentifierGrammar"),
      optional(
        seq(
          dots,
          separated({ by: dots }, ref("SingleIdentifierFullGrammar")).until(
            "ON",
            "AS",
            "USING",
            ref("CommaSegment"),
            ref("CastOperatorSegment"),
            ref("StartSquareBracketSegment"),
            ref("StartBracketSegment"),
            ref("BinaryOperatorGrammar"),
            ref("ColonSegment"),
            ref("DelimiterGrammar"),
            ref("JoinLikeClauseGrammar"),
          ).tight(),
        ).tight(),
      ),
    ).tight(),
    "object_reference",
  ),
  TableExpressionSegment: segment(
    "table_expression",
    oneOf(
      ref("ValuesClauseSegment"),
      ref("BareFunctionSegment"),
      seq(ref("FunctionSegment"), optional("WITH", "ORDINALITY")),
      ref("TableReferenceSegment"),
      bracketed(ref("SelectableGrammar")),
      bracketed(ref("MergeStatementSegment")),
    ),
  ),
};
