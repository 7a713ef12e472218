import {
  anyNumberOf,
  bracketed,
  bracketedIn,
  dedent,
  delimited,
  indent,
  nothing,
  oneOf,
  optional,
  ref,
  segment,
  separated,
  seq,
  token,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const dottedName = separated(
  { by: ref("ObjectReferenceDelimiterGrammar") },
  ref("SingleIdentifierGrammar"),
).until(ref("ObjectReferenceTerminatorGrammar")).tight();

const reference = (name: string, grammar = dottedName) =>
  segment(name, grammar, "object_reference");

/** Names of things, and what is said with a name: aliases, wildcards, paths. */
export const references: Record<string, Entry> = {
  SingleIdentifierGrammar: oneOf(
    ref("NakedIdentifierSegment"),
    ref("QuotedIdentifierSegment"),
  ).until(ref("DotSegment")),
  ObjectReferenceDelimiterGrammar: oneOf(
    ref("DotSegment"),
    seq(ref("DotSegment"), ref("DotSegment")),
  ),
  ObjectReferenceTerminatorGrammar: oneOf(
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
  ),

  ObjectReferenceSegment: segment("object_reference", dottedName),
  TableReferenceSegment: reference("table_reference"),
  SchemaReferenceSegment: reference("schema_reference"),
  DatabaseReferenceSegment: reference("database_reference"),
  IndexReferenceSegment: reference("index_reference"),
  CollationReferenceSegment: reference(
    "collation_reference",
    oneOf(ref("QuotedLiteralSegment"), dottedName),
  ),
  RoleReferenceSegment: reference("role_reference", ref("SingleIdentifierGrammar")),
  UserReferenceSegment: reference("user_reference", ref("SingleIdentifierGrammar")),
  TablespaceReferenceSegment: reference("tablespace_reference"),
  ExtensionReferenceSegment: reference("extension_reference"),
  ColumnReferenceSegment: reference("column_reference"),
  SequenceReferenceSegment: reference("sequence_reference"),
  TagReferenceSegment: reference("tag_reference"),
  TriggerReferenceSegment: reference("trigger_reference"),
  SingleIdentifierListSegment: segment(
    "identifier_list",
    delimited(ref("SingleIdentifierGrammar")),
  ),

  ArrayAccessorSegment: segment(
    "array_accessor",
    bracketedIn(
      "square",
      separated(
        { by: ref("SliceSegment") },
        oneOf(ref("NumericLiteralSegment"), ref("ExpressionSegment")),
      ),
    ).greedy(),
  ),
  AliasedTableReferenceGrammar: seq(ref("TableReferenceSegment"), ref("AliasExpressionSegment")),
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
        ref("SingleQuotedIdentifierSegment"),
      ),
      dedent,
    ),
  ),
  AsAliasOperatorSegment: segment("alias_operator", seq("AS")),

  WildcardIdentifierSegment: segment(
    "wildcard_identifier",
    seq(
      anyNumberOf(
        oneOf(
          seq(ref("SingleIdentifierGrammar"), ref("ObjectReferenceDelimiterGrammar")),
          seq(ref("StarSegment"), ref("DotSegment")),
        ),
      ),
      ref("StarSegment"),
    ).tight(),
    "object_reference",
  ),
  WildcardExpressionSegment: segment(
    "wildcard_expression",
    seq(ref("WildcardIdentifierSegment")),
  ),
  SingleIdentifierWildcardSegment: segment(
    "wildcard_identifier",
    seq(
      ref("SingleIdentifierGrammar"),
      ref("ObjectReferenceDelimiterGrammar"),
      ref("StarSegment"),
    ),
    "object_reference",
  ),
  LocalAliasSegment: segment("local_alias_segment", nothing),
  PathSegment: segment(
    "path_segment",
    oneOf(
      seq(
        ref("SlashSegment"),
        separated({ by: ref("SlashSegment") }, token("word", "path_segment")).tight(),
      ),
      ref("QuotedLiteralSegment"),
    ),
  ),
};
