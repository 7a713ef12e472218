import {
  anyNumberOf,
  bracketed,
  bracketedIn,
  delimited,
  oneOf,
  optional,
  optionallyBracketed,
  ref,
  segment,
  seq,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const size = optional(ref("BracketedArguments"));
const shapes = "POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION"
  .split(" ");
const geometries = [
  ...["", "Z", "M", "ZM"].flatMap((suffix) => shapes.map((shape) => `${shape}${suffix}`)),
  ..."CIRCULARSTRING COMPOUNDCURVE CURVEPOLYGON MULTICURVE MULTISURFACE".split(" "),
  ..."POLYHEDRALSURFACE TRIANGLE TIN".split(" "),
];
const bound = oneOf(
  ref("QualifiedNumericLiteralSegment"),
  ref("NumericLiteralSegment"),
  ref("ExpressionSegment"),
);

/** Data types that plain SQL lacks. */
export const typeEntries: Record<string, Entry> = {
  SimpleGeometryGrammar: anyNumberOf(ref("NumericLiteralSegment")),
  WellKnownTextGeometrySegment: segment(
    "wkt_geometry_type",
    oneOf(
      seq(
        oneOf(...geometries),
        bracketed(
          delimited(
            optionallyBracketed(delimited(ref("SimpleGeometryGrammar"))),
            bracketed(delimited(bracketed(delimited(ref("SimpleGeometryGrammar"))))),
            ref("WellKnownTextGeometrySegment"),
          ),
        ),
      ),
      seq(
        oneOf("GEOMETRY", "GEOGRAPHY"),
        bracketed(
          seq(
            oneOf(...geometries, "GEOMETRY", "GEOGRAPHY"),
            optional(ref("CommaSegment"), ref("NumericLiteralSegment")),
          ),
        ),
      ),
    ),
  ),
  DateTimeTypeIdentifier: segment(
    "datetime_type_identifier",
    oneOf(
      "DATE",
      ref("TimeWithTZGrammar"),
      seq(
        oneOf("INTERVAL", "TIMETZ", "TIMESTAMPTZ"),
        optional(bracketed(ref("NumericLiteralSegment"))),
      ),
    ),
  ),
  ArrayTypeSuffixSegment: segment(
    "array_type_suffix",
    bracketedIn("square", optional(ref("ExpressionSegment"))),
  ),
};

/** Data types that differ from plain SQL's. */
export const typeReplacements: Record<string, Entry> = {
  DateTimeLiteralGrammar: segment(
    "datetime_literal",
    seq(optional(ref("DateTimeTypeIdentifier")), ref("QuotedLiteralSegment")),
  ),
  ArrayTypeSegment: segment("array_type", "ARRAY"),
  TypedArrayLiteralSegment: segment(
    "typed_array_literal",
    seq(
      optional(
        "VARIADIC",
        optional(ref("NakedIdentifierSegment"), ref("WalrusOperatorSegment")),
      ),
      ref("ArrayTypeSegment"),
      ref("ArrayLiteralSegment"),
    ),
  ),
  ArrayAccessorSegment: segment(
    "array_accessor",
    bracketedIn(
      "square",
      oneOf(bound, seq(bound.optional(), ref("SliceSegment"), bound.optional())),
    ),
  ),
  DatatypeSegment: segment(
    "data_type",
    seq(
      optional(seq(ref("SingleIdentifierGrammar"), ref("DotSegment")).tight()),
      oneOf(
        ref("WellKnownTextGeometrySegment"),
        ref("DateTimeTypeIdentifier"),
        ref("StructTypeSegment"),
        ref("MapTypeSegment"),
        seq(
          oneOf(
            ..."SMALLINT INTEGER INT INT2 INT4 INT8 BIGINT FLOAT4 FLOAT8 REAL".split(" "),
            seq("DOUBLE", "PRECISION"),
            ..."SMALLSERIAL SERIAL SERIAL2 SERIAL4 SERIAL8 BIGSERIAL MONEY".split(" "),
            seq(oneOf("FLOAT", "DECIMAL", "NUMERIC", "VECTOR"), size),
            seq(
              oneOf(
                "BPCHAR",
                "CHAR",
                seq("CHAR", "VARYING"),
                "CHARACTER",
                seq("CHARACTER", "VARYING"),
                "VARCHAR",
              ),
              size,
            ),
            ..."TEXT BYTEA BOOLEAN BOOL POINT LINE LSEG BOX PATH POLYGON CIRCLE".split(" "),
            ..."CIDR INET MACADDR MACADDR8 TSVECTOR TSQUERY".split(" "),
            seq("BIT", optional("VARYING"), size),
            ..."UUID XML JSON JSONB INT4RANGE INT8RANGE NUMRANGE TSRANGE TSTZRANGE".split(" "),
            "DATERANGE",
            "PG_LSN",
          ),
        ),
        seq(ref("DatatypeIdentifierSegment"), size),
      ),
      oneOf(
        anyNumberOf(ref("ArrayTypeSuffixSegment")),
        ref("ArrayTypeSegment"),
        ref("SizedArrayTypeSegment"),
      ).optional(),
    ),
  ),
};
