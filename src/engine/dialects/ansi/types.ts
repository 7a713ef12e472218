import {
  anyNumberOf,
  bracketed,
  delimited,
  nothing,
  oneOf,
  optional,
  pattern,
  ref,
  segment,
  seq,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

/** Data types. */
export const types: Record<string, Entry> = {
  DatatypeIdentifierSegment: oneOf(
    pattern("[A-Z_][A-Z0-9_]*", "data_type_identifier", { not: ["NOT"], on: "word" }),
    ref("SingleIdentifierGrammar").except(ref("NakedIdentifierSegment")),
  ),
  ArrayTypeSegment: segment("array_type", nothing),
  SizedArrayTypeSegment: segment(
    "sized_array_type",
    seq(ref("ArrayTypeSegment"), ref("ArrayAccessorSegment")),
  ),
  StructTypeSegment: segment("struct_type", nothing),
  MapTypeSegment: segment("map_type", nothing),
  BracketedArguments: segment(
    "bracketed_arguments",
    bracketed(delimited(ref("LiteralGrammar")).optional()),
  ),
  CharCharacterSetGrammar: nothing,
  TimeWithTZGrammar: seq(
    oneOf("TIME", "TIMESTAMP"),
    optional(ref("BracketedArguments")),
    optional(oneOf("WITH", "WITHOUT"), "TIME", "ZONE"),
  ),
  TimeZoneGrammar: segment(
    "time_zone_grammar",
    anyNumberOf(seq("AT", "TIME", "ZONE", ref("ExpressionSegment"))),
  ),
  DatatypeSegment: segment(
    "data_type",
    oneOf(
      ref("TimeWithTZGrammar"),
      seq("DOUBLE", "PRECISION"),
      seq(
        oneOf(
          seq(oneOf("CHARACTER", "BINARY"), oneOf("VARYING", seq("LARGE", "OBJECT"))),
          seq(
            optional(seq(ref("SingleIdentifierGrammar"), ref("DotSegment")).tight()),
            ref("DatatypeIdentifierSegment"),
          ).tight(),
        ),
        optional(ref("BracketedArguments")),
        anyNumberOf("UNSIGNED", ref("CharCharacterSetGrammar")),
      ),
      ref("ArrayTypeSegment"),
    ),
  ),
};
