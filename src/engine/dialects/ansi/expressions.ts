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
  ref,
  segment,
  seq,
  times,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const caseBody = [
  anyNumberOf(ref("WhenClauseSegment")).reset().until("ELSE", "END"),
  optional(ref("ElseClauseSegment").reset().until("END")),
  dedent,
  "END",
];

/** Expressions, from the loosest binding (A) to a single element (D). */
export const expressions: Record<string, Entry> = {
  ExpressionSegment: segment("expression", ref("Expression_A_Grammar")),
  BaseExpressionElementGrammar: oneOf(
    ref("LiteralGrammar"),
    ref("BareFunctionSegment"),
    ref("IntervalExpressionSegment"),
    ref("FunctionSegment"),
    ref("ColumnReferenceSegment"),
    ref("ExpressionSegment"),
    seq(ref("DatatypeSegment"), ref("LiteralGrammar")),
  ).until(ref("CommaSegment"), "AS"),

  Expression_A_Unary_Operator_Grammar: oneOf(
    ref("SignedSegmentGrammar").except(seq(ref("QualifiedNumericLiteralSegment"))),
    ref("TildeSegment"),
    ref("NotOperatorGrammar"),
    "PRIOR",
  ),
  Tail_Recurse_Expression_A_Grammar: seq(
    anyNumberOf(ref("Expression_A_Unary_Operator_Grammar")).until(ref("BinaryOperatorGrammar")),
    ref("Expression_C_Grammar"),
  ),
  Expression_A_Grammar: seq(
    ref("Tail_Recurse_Expression_A_Grammar"),
    anyNumberOf(
      oneOf(
        ref("LikeExpressionGrammar"),
        seq(ref("BinaryOperatorGrammar"), ref("Tail_Recurse_Expression_A_Grammar")),
        ref("InOperatorGrammar"),
        ref("QuantifiedComparisonOperatorGrammar"),
        seq("IS", optional("NOT"), ref("IsClauseGrammar")),
        ref("IsNullGrammar"),
        ref("NotNullGrammar"),
        ref("CollateGrammar"),
        seq(
          optional("NOT"),
          "BETWEEN",
          ref("Expression_B_Grammar"),
          "AND",
          ref("Tail_Recurse_Expression_A_Grammar"),
        ),
        seq(ref("PatternMatchingGrammar"), ref("Expression_A_Grammar")),
      ),
    ),
  ),
  LikeExpressionGrammar: seq(
    seq(optional("NOT"), ref("LikeGrammar")),
    ref("Expression_A_Grammar"),
    optional("ESCAPE", ref("Tail_Recurse_Expression_A_Grammar")),
  ),
  InOperatorGrammar: seq(
    optional("NOT"),
    "IN",
    oneOf(
      bracketed(
        oneOf(delimited(ref("Expression_A_Grammar")), ref("SelectableGrammar")),
      ).greedy(),
      ref("FunctionSegment"),
    ),
  ),
  QuantifiedComparisonOperatorGrammar: seq(
    ref("ComparisonOperatorGrammar"),
    oneOf("ALL", "ANY", "SOME"),
    bracketed(ref("SelectableGrammar")).greedy(),
  ),

  Expression_B_Unary_Operator_Grammar: oneOf(
    ref("SignedSegmentGrammar").except(seq(ref("QualifiedNumericLiteralSegment"))),
    ref("TildeSegment"),
  ),
  Tail_Recurse_Expression_B_Grammar: seq(
    anyNumberOf(ref("Expression_B_Unary_Operator_Grammar")),
    ref("Expression_C_Grammar"),
  ),
  Expression_B_Grammar: seq(
    ref("Tail_Recurse_Expression_B_Grammar"),
    anyNumberOf(
      oneOf(
        seq(
          oneOf(
            ref("ArithmeticBinaryOperatorGrammar"),
            ref("StringBinaryOperatorGrammar"),
            ref("ComparisonOperatorGrammar"),
          ),
          ref("Tail_Recurse_Expression_B_Grammar"),
        ),
      ),
    ),
  ),
  Expression_C_Grammar: oneOf(
    seq("EXISTS", bracketed(ref("SelectableGrammar"))),
    seq(
      oneOf(ref("Expression_D_Grammar"), ref("CaseExpressionSegment")),
      anyNumberOf(ref("TimeZoneGrammar")),
    ),
    ref("ShorthandCastSegment"),
  ).until(ref("CommaSegment")),
  Expression_D_Potential_Select_Statement_Without_Brackets: oneOf(
    ref("SelectStatementSegment"),
    ref("LiteralGrammar"),
    ref("IntervalExpressionSegment"),
    ref("TypedStructLiteralSegment"),
    ref("ArrayExpressionSegment"),
    ref("ColumnReferenceSegment"),
    ref("OverlapsClauseSegment"),
  ),
  Expression_D_Grammar: seq(
    oneOf(
      ref("BareFunctionSegment"),
      ref("FunctionSegment"),
      bracketed(
        oneOf(
          ref("LateralColumnAliasExpressionGrammar"),
          ref("ExpressionSegment"),
          ref("SelectableGrammar"),
          delimited(
            ref("LiteralGrammar"),
            ref("ColumnReferenceSegment"),
            ref("FunctionSegment"),
            ref("LocalAliasSegment"),
            ref("ExpressionSegment"),
          ),
        ),
      ).greedy(),
      ref("Expression_D_Potential_Select_Statement_Without_Brackets"),
      ref("SingleIdentifierWildcardSegment"),
      seq(
        oneOf(ref("StructTypeSegment"), ref("MapTypeSegment")),
        bracketed(delimited(ref("ExpressionSegment"))),
      ),
      seq(
        ref("DatatypeSegment"),
        oneOf(
          ref("QuotedLiteralSegment"),
          ref("NumericLiteralSegment"),
          ref("BooleanLiteralGrammar"),
          ref("NullLiteralSegment"),
          ref("DateTimeLiteralGrammar"),
        ),
      ),
      ref("LocalAliasSegment"),
      ref("ListComprehensionGrammar"),
    ).until(ref("CommaSegment")),
    optional(ref("AccessorGrammar")),
  ),
  AccessorGrammar: anyNumberOf(ref("ArrayAccessorSegment")),
  LateralColumnAliasExpressionGrammar: nothing,
  ListComprehensionGrammar: nothing,

  ShorthandCastSegment: segment(
    "cast_expression",
    seq(
      oneOf(ref("Expression_D_Grammar"), ref("CaseExpressionSegment")),
      times(
        { min: 1 },
        seq(
          ref("CastOperatorSegment"),
          ref("DatatypeSegment"),
          optional(ref("TimeZoneGrammar")),
        ),
      ),
    ),
  ),
  CaseExpressionSegment: segment(
    "case_expression",
    oneOf(
      seq("CASE", implicitIndent, ...caseBody),
      seq("CASE", ref("ExpressionSegment"), implicitIndent, ...caseBody),
    ).until(ref("ComparisonOperatorGrammar"), ref("CommaSegment"), ref("BinaryOperatorGrammar")),
  ),
  WhenClauseSegment: segment(
    "when_clause",
    seq(
      "WHEN",
      seq(implicitIndent, ref("ExpressionSegment"), dedent),
      conditional(indent, { indented_then: true }),
      "THEN",
      conditional(implicitIndent, { indented_then_contents: true }),
      ref("ExpressionSegment"),
      conditional(dedent, { indented_then_contents: true }),
      conditional(dedent, { indented_then: true }),
    ),
  ),
  ElseClauseSegment: segment(
    "else_clause",
    seq("ELSE", implicitIndent, ref("ExpressionSegment"), dedent),
  ),
};
