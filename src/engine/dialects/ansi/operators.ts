import { nothing, oneOf, optional, ref, segment, seq, words } from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const compares = (grammar: Parameters<typeof segment>[1]) =>
  segment("comparison_operator", grammar);
const combines = (grammar: Parameters<typeof segment>[1]) => segment("binary_operator", grammar);

/** Operators, and the groups of them that an expression is built with. */
export const operators: Record<string, Entry> = {
  EqualsSegment: compares(ref("RawEqualsSegment")),
  GreaterThanSegment: compares(ref("RawGreaterThanSegment")),
  LessThanSegment: compares(ref("RawLessThanSegment")),
  GreaterThanOrEqualToSegment: compares(
    seq(ref("RawGreaterThanSegment"), ref("RawEqualsSegment")).tight(),
  ),
  LessThanOrEqualToSegment: compares(
    seq(ref("RawLessThanSegment"), ref("RawEqualsSegment")).tight(),
  ),
  NotEqualToSegment: compares(
    oneOf(
      seq(ref("RawNotSegment"), ref("RawEqualsSegment")).tight(),
      seq(ref("RawLessThanSegment"), ref("RawGreaterThanSegment")).tight(),
    ),
  ),
  ConcatSegment: combines(seq(ref("PipeSegment"), ref("PipeSegment")).tight()),
  BitwiseAndSegment: combines(ref("AmpersandSegment")),
  BitwiseOrSegment: combines(ref("PipeSegment")),
  BitwiseLShiftSegment: combines(
    seq(ref("RawLessThanSegment"), ref("RawLessThanSegment")).tight(),
  ),
  BitwiseRShiftSegment: combines(
    seq(ref("RawGreaterThanSegment"), ref("RawGreaterThanSegment")).tight(),
  ),

  AndOperatorGrammar: words(["AND"], "binary_operator"),
  OrOperatorGrammar: words(["OR"], "binary_operator"),
  NotOperatorGrammar: words(["NOT"], "keyword"),
  SignedSegmentGrammar: oneOf(ref("PositiveSegment"), ref("NegativeSegment")),
  ArithmeticBinaryOperatorGrammar: oneOf(
    ref("PlusSegment"),
    ref("MinusSegment"),
    ref("DivideSegment"),
    ref("MultiplySegment"),
    ref("ModuloSegment"),
    ref("BitwiseAndSegment"),
    ref("BitwiseOrSegment"),
    ref("BitwiseXorSegment"),
    ref("BitwiseLShiftSegment"),
    ref("BitwiseRShiftSegment"),
  ),
  StringBinaryOperatorGrammar: oneOf(ref("ConcatSegment")),
  BooleanBinaryOperatorGrammar: oneOf(ref("AndOperatorGrammar"), ref("OrOperatorGrammar")),
  IsDistinctFromGrammar: seq("IS", optional("NOT"), "DISTINCT", "FROM"),
  ComparisonOperatorGrammar: oneOf(
    ref("EqualsSegment"),
    ref("GreaterThanSegment"),
    ref("LessThanSegment"),
    ref("GreaterThanOrEqualToSegment"),
    ref("LessThanOrEqualToSegment"),
    ref("NotEqualToSegment"),
    ref("LikeOperatorSegment"),
    ref("IsDistinctFromGrammar"),
  ),
  BinaryOperatorGrammar: oneOf(
    ref("ArithmeticBinaryOperatorGrammar"),
    ref("StringBinaryOperatorGrammar"),
    ref("BooleanBinaryOperatorGrammar"),
    ref("ComparisonOperatorGrammar"),
  ),
  LikeGrammar: oneOf("LIKE", "RLIKE", "ILIKE"),
  PatternMatchingGrammar: nothing,
  IsNullGrammar: nothing,
  NotNullGrammar: nothing,
  CollateGrammar: nothing,
  NormalizedGrammar: nothing,
  IsClauseGrammar: oneOf(
    ref("NullLiteralSegment"),
    ref("NanLiteralSegment"),
    ref("UnknownLiteralSegment"),
    ref("BooleanLiteralGrammar"),
    ref("NormalizedGrammar"),
  ),
};
