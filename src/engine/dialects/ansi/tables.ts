import {
  bracketed,
  delimited,
  nothing,
  oneOf,
  optional,
  optionallyBracketed,
  ref,
  segment,
  seq,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

/** CREATE, ALTER and DROP of tables, views and indexes. */
export const tables: Record<string, Entry> = {
  CreateTableStatementSegment: segment(
    "create_table_statement",
    seq(
      "CREATE",
      optional(ref("OrReplaceGrammar")),
      optional(ref("TemporaryTransientGrammar")),
      "TABLE",
      optional(ref("IfNotExistsGrammar")),
      ref("TableReferenceSegment"),
      oneOf(
        seq(
          bracketed(
            delimited(oneOf(ref("TableConstraintSegment"), ref("ColumnDefinitionSegment"))),
          ),
          optional(ref("CommentClauseSegment")),
        ),
        seq("AS", optionallyBracketed(ref("SelectableGrammar"))),
        seq("LIKE", ref("TableReferenceSegment")),
      ),
      optional(ref("TableEndClauseSegment")),
    ),
  ),
  TableEndClauseSegment: segment("table_end_clause_segment", nothing),
  AlterTableStatementSegment: segment(
    "alter_table_statement",
    seq(
      "ALTER",
      "TABLE",
      ref("TableReferenceSegment"),
      delimited(ref("AlterTableOptionsGrammar")),
    ),
  ),
  AlterTableOptionsGrammar: oneOf(
    seq(
      ref("ParameterNameSegment"),
      optional(ref("EqualsSegment")),
      oneOf(ref("LiteralGrammar"), ref("NakedIdentifierSegment")),
    ),
    seq(
      oneOf("ADD", "MODIFY"),
      optional("COLUMN"),
      ref("ColumnDefinitionSegment"),
      oneOf(
        seq(oneOf("FIRST", "AFTER"), ref("ColumnReferenceSegment")),
        ref("BracketedColumnReferenceListGrammar"),
      ).optional(),
    ),
    ref("AlterTableDropColumnGrammar"),
    seq("RENAME", oneOf("AS", "TO").optional(), ref("TableReferenceSegment")),
  ),
  AlterTableDropColumnGrammar: seq(
    "DROP",
    optional("COLUMN"),
    optional(ref("IfExistsGrammar")),
    ref("SingleIdentifierGrammar"),
  ),
  DropTableStatementSegment: segment(
    "drop_table_statement",
    seq(
      "DROP",
      optional(ref("TemporaryGrammar")),
      "TABLE",
      optional(ref("IfExistsGrammar")),
      delimited(ref("TableReferenceSegment")),
      optional(ref("DropBehaviorGrammar")),
    ),
  ),

  CreateViewStatementSegment: segment(
    "create_view_statement",
    seq(
      "CREATE",
      optional(ref("OrReplaceGrammar")),
      "VIEW",
      optional(ref("IfNotExistsGrammar")),
      ref("TableReferenceSegment"),
      optional(ref("BracketedColumnReferenceListGrammar")),
      "AS",
      optionallyBracketed(ref("SelectableGrammar")),
      optional(ref("WithNoSchemaBindingClauseSegment")),
    ),
  ),
  DropViewStatementSegment: segment(
    "drop_view_statement",
    seq(
      "DROP",
      "VIEW",
      optional(ref("IfExistsGrammar")),
      ref("TableReferenceSegment"),
      optional(ref("DropBehaviorGrammar")),
    ),
  ),
  CreateIndexStatementSegment: segment(
    "create_index_statement",
    seq(
      "CREATE",
      optional(ref("OrReplaceGrammar")),
      optional("UNIQUE"),
      "INDEX",
      optional(ref("IfNotExistsGrammar")),
      ref("IndexReferenceSegment"),
      "ON",
      ref("TableReferenceSegment"),
      seq(bracketed(delimited(ref("IndexColumnDefinitionSegment")))),
    ),
  ),
  DropIndexStatementSegment: segment(
    "drop_index_statement",
    seq(
      "DROP",
      "INDEX",
      optional(ref("IfExistsGrammar")),
      ref("IndexReferenceSegment"),
      optional(ref("DropBehaviorGrammar")),
    ),
  ),
};
