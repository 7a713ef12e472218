import {
  bracketed,
  bracketedIn,
  delimited,
  nothing,
  oneOf,
  optional,
  ref,
  segment,
  seq,
  token,
  words,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const LITERAL_KEYWORD = ["literal", "keyword"];

/** Literals, plain and built of others. */
export const literals: Record<string, Entry> = {
  QuotedLiteralSegment: token("single_quote", "quoted_literal", "literal"),
  NumericLiteralSegment: token("numeric_literal", "numeric_literal", "literal"),
  NullLiteralSegment: words(["null"], "null_literal", ...LITERAL_KEYWORD),
  NanLiteralSegment: words(["nan"], "null_literal", ...LITERAL_KEYWORD),
  UnknownLiteralSegment: nothing,
  TrueSegment: words(["true"], "boolean_literal", ...LITERAL_KEYWORD),
  FalseSegment: words(["false"], "boolean_literal", ...LITERAL_KEYWORD),
  BooleanLiteralGrammar: oneOf(ref("TrueSegment"), ref("FalseSegment")),
  DateTimeLiteralGrammar: seq(
    oneOf("DATE", "TIME", "TIMESTAMP", "INTERVAL"),
    token("single_quote", "date_constructor_literal", "literal"),
  ),
  LiteralGrammar: oneOf(
    ref("QuotedLiteralSegment"),
    ref("NumericLiteralSegment"),
    ref("BooleanLiteralGrammar"),
    ref("QualifiedNumericLiteralSegment"),
    ref("NullLiteralSegment"),
    ref("DateTimeLiteralGrammar"),
    ref("ArrayLiteralSegment"),
    ref("TypedArrayLiteralSegment"),
    ref("ObjectLiteralSegment"),
  ),
  QualifiedNumericLiteralSegment: segment(
    "numeric_literal",
    seq(ref("SignedSegmentGrammar"), ref("NumericLiteralSegment")),
  ),
  IntervalExpressionSegment: segment(
    "interval_expression",
    seq(
      "INTERVAL",
      oneOf(
        seq(
          ref("NumericLiteralSegment"),
          oneOf(ref("QuotedLiteralSegment"), ref("DatetimeUnitSegment")),
        ),
        ref("QuotedLiteralSegment"),
        seq(
          ref("QuotedLiteralSegment"),
          oneOf(ref("QuotedLiteralSegment"), ref("DatetimeUnitSegment")),
        ),
      ),
    ),
  ),

  TupleSegment: segment("tuple", bracketed(delimited(ref("BaseExpressionElementGrammar")))),
  ArrayLiteralSegment: segment(
    "array_literal",
    bracketedIn("square", delimited(ref("BaseExpressionElementGrammar")).optional()),
  ),
  TypedArrayLiteralSegment: segment(
    "typed_array_literal",
    seq(ref("ArrayTypeSegment"), ref("ArrayLiteralSegment")),
  ),
  ArrayExpressionSegment: segment("array_expression", nothing),
  StructLiteralSegment: segment(
    "struct_literal",
    bracketed(
      delimited(
        seq(ref("BaseExpressionElementGrammar"), optional(ref("AliasExpressionSegment"))),
      ),
    ),
  ),
  TypedStructLiteralSegment: segment(
    "typed_struct_literal",
    seq(ref("StructTypeSegment"), ref("StructLiteralSegment")),
  ),
  EmptyStructLiteralBracketsSegment: segment("struct_literal", bracketed()),
  EmptyStructLiteralSegment: segment(
    "typed_struct_literal",
    seq(ref("StructTypeSegment"), ref("EmptyStructLiteralBracketsSegment")),
  ),
  ObjectLiteralSegment: segment(
    "object_literal",
    bracketedIn("curly", delimited(ref("ObjectLiteralElementSegment")).optional()),
  ),
  ObjectLiteralElementSegment: segment(
    "object_literal_element",
    seq(ref("QuotedLiteralSegment"), ref("ColonSegment"), ref("BaseExpressionElementGrammar")),
  ),
};
