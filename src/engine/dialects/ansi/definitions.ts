import {
  anyNumberOf,
  anything,
  bracketed,
  bracketedIn,
  delimited,
  nothing,
  oneOf,
  optional,
  ref,
  segment,
  separated,
  seq,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const constraintName = optional("CONSTRAINT", ref("ObjectReferenceSegment"));

/** Columns and constraints, as CREATE and ALTER TABLE define them. */
export const columns: Record<string, Entry> = {
  ColumnDefinitionSegment: segment(
    "column_definition",
    seq(
      ref("SingleIdentifierGrammar"),
      ref("DatatypeSegment"),
      optional(bracketed(anything())),
      anyNumberOf(ref("ColumnConstraintSegment")),
    ),
  ),
  IndexColumnDefinitionSegment: segment(
    "index_column_definition",
    seq(ref("SingleIdentifierGrammar"), oneOf("ASC", "DESC").optional()),
  ),
  ColumnConstraintSegment: segment(
    "column_constraint_segment",
    seq(
      constraintName,
      oneOf(
        seq(optional("NOT"), "NULL"),
        seq("CHECK", bracketed(ref("ExpressionSegment"))),
        seq("DEFAULT", ref("ColumnConstraintDefaultGrammar")),
        seq(ref("PrimaryKeyGrammar"), optional(ref("NotEnforcedGrammar"))),
        ref("UniqueKeyGrammar"),
        ref("AutoIncrementGrammar"),
        seq(ref("ReferenceDefinitionGrammar"), optional(ref("NotEnforcedGrammar"))),
        ref("CommentClauseSegment"),
        seq("COLLATE", ref("CollationReferenceSegment")),
        ref("ColumnGeneratedGrammar"),
      ),
    ),
  ),
  ColumnConstraintDefaultGrammar: oneOf(
    ref("ShorthandCastSegment"),
    ref("LiteralGrammar"),
    ref("FunctionSegment"),
    ref("BareFunctionSegment"),
  ),
  ColumnGeneratedGrammar: nothing,
  TableConstraintSegment: segment(
    "table_constraint",
    seq(
      constraintName,
      oneOf(
        seq("UNIQUE", ref("BracketedColumnReferenceListGrammar")),
        seq(ref("PrimaryKeyGrammar"), ref("BracketedColumnReferenceListGrammar")),
        seq(
          ref("ForeignKeyGrammar"),
          ref("BracketedColumnReferenceListGrammar"),
          ref("ReferenceDefinitionGrammar"),
        ),
      ),
    ),
  ),
  CommentClauseSegment: segment("comment_clause", seq("COMMENT", ref("QuotedLiteralSegment"))),
};

const castSignature = bracketed(ref("DatatypeSegment"), "AS", ref("DatatypeSegment"));

const sequenceOptions = [
  seq("INCREMENT", "BY", ref("NumericLiteralSegment")),
  ref("SequenceMinValueGrammar"),
  ref("SequenceMaxValueGrammar"),
  oneOf(seq("CACHE", ref("NumericLiteralSegment")), "NOCACHE"),
  oneOf("CYCLE", "NOCYCLE"),
  ref("OrderNoOrderGrammar"),
];

/** CREATE, ALTER and DROP of casts, functions, models, sequences and triggers. */
export const definitions: Record<string, Entry> = {
  CreateCastStatementSegment: segment(
    "create_cast_statement",
    seq(
      "CREATE",
      "CAST",
      castSignature,
      "WITH",
      optional("SPECIFIC"),
      oneOf(
        "ROUTINE",
        "FUNCTION",
        "PROCEDURE",
        seq(oneOf("INSTANCE", "STATIC", "CONSTRUCTOR").optional(), "METHOD"),
      ),
      ref("FunctionNameSegment"),
      optional(ref("FunctionParameterListGrammar")),
      optional("FOR", ref("ObjectReferenceSegment")),
      optional("AS", "ASSIGNMENT"),
    ),
  ),
  DropCastStatementSegment: segment(
    "drop_cast_statement",
    seq("DROP", "CAST", castSignature, optional(ref("DropBehaviorGrammar"))),
  ),

  CreateFunctionStatementSegment: segment(
    "create_function_statement",
    seq(
      "CREATE",
      optional(ref("OrReplaceGrammar")),
      optional(ref("TemporaryGrammar")),
      "FUNCTION",
      optional(ref("IfNotExistsGrammar")),
      ref("FunctionNameSegment"),
      ref("FunctionParameterListGrammar"),
      optional("RETURNS", ref("DatatypeSegment")),
      ref("FunctionDefinitionGrammar"),
    ),
  ),
  FunctionDefinitionGrammar: segment(
    "function_definition",
    seq(
      "AS",
      ref("QuotedLiteralSegment"),
      optional("LANGUAGE", ref("NakedIdentifierSegment")),
    ),
  ),
  FunctionParameterListGrammar: segment(
    "function_parameter_list",
    bracketed(delimited(ref("FunctionParameterGrammar")).optional()),
  ),
  FunctionParameterGrammar: oneOf(
    seq(
      optional(ref("ParameterNameSegment")),
      oneOf(seq("ANY", "TYPE"), ref("DatatypeSegment")),
    ),
    oneOf(seq("ANY", "TYPE"), ref("DatatypeSegment")),
  ),
  DropFunctionStatementSegment: segment(
    "drop_function_statement",
    seq("DROP", "FUNCTION", optional(ref("IfExistsGrammar")), ref("FunctionNameSegment")),
  ),

  CreateModelStatementSegment: segment(
    "create_model_statement",
    seq(
      "CREATE",
      optional(ref("OrReplaceGrammar")),
      "MODEL",
      optional(ref("IfNotExistsGrammar")),
      ref("ObjectReferenceSegment"),
      optional(
        "OPTIONS",
        bracketed(
          delimited(
            seq(
              ref("ParameterNameSegment"),
              ref("EqualsSegment"),
              oneOf(
                ref("LiteralGrammar"),
                bracketedIn("square", delimited(ref("QuotedLiteralSegment"))),
              ),
            ),
          ),
        ),
      ),
      "AS",
      ref("SelectableGrammar"),
    ),
  ),
  DropModelStatementSegment: segment(
    "drop_MODELstatement",
    seq("DROP", "MODEL", optional(ref("IfExistsGrammar")), ref("ObjectReferenceSegment")),
  ),

  CreateSequenceOptionsSegment: segment(
    "create_sequence_options_segment",
    oneOf(
      ...sequenceOptions.slice(0, 1),
      seq("START", optional("WITH"), ref("NumericLiteralSegment")),
      ...sequenceOptions.slice(1),
    ),
  ),
  CreateSequenceStatementSegment: segment(
    "create_sequence_statement",
    seq(
      "CREATE",
      "SEQUENCE",
      ref("SequenceReferenceSegment"),
      anyNumberOf(ref("CreateSequenceOptionsSegment")),
    ),
  ),
  AlterSequenceOptionsSegment: segment(
    "alter_sequence_options_segment",
    oneOf(...sequenceOptions),
  ),
  AlterSequenceStatementSegment: segment(
    "alter_sequence_statement",
    seq(
      "ALTER",
      "SEQUENCE",
      ref("SequenceReferenceSegment"),
      anyNumberOf(ref("AlterSequenceOptionsSegment")),
    ),
  ),
  DropSequenceStatementSegment: segment(
    "drop_sequence_statement",
    seq("DROP", "SEQUENCE", ref("SequenceReferenceSegment")),
  ),

  CreateTriggerStatementSegment: segment(
    "create_trigger",
    seq(
      "CREATE",
      "TRIGGER",
      ref("TriggerReferenceSegment"),
      oneOf("BEFORE", "AFTER", seq("INSTEAD", "OF")).optional(),
      separated(
        { by: "OR" },
        "INSERT",
        "DELETE",
        seq("UPDATE", "OF", delimited(ref("ColumnReferenceSegment")).until("OR", "ON")),
      ).until("ON"),
      "ON",
      ref("TableReferenceSegment"),
      anyNumberOf(
        seq(
          "REFERENCING",
          "OLD",
          "ROW",
          "AS",
          ref("ParameterNameSegment"),
          "NEW",
          "ROW",
          "AS",
          ref("ParameterNameSegment"),
        ),
        seq("FROM", ref("TableReferenceSegment")),
        oneOf(
          seq("NOT", "DEFERRABLE"),
          seq(
            optional("DEFERRABLE"),
            oneOf(seq("INITIALLY", "IMMEDIATE"), seq("INITIALLY", "DEFERRED")),
          ),
        ),
        seq("FOR", optional("EACH"), oneOf("ROW", "STATEMENT")),
        seq("WHEN", bracketed(ref("ExpressionSegment"))),
      ),
      optional(
        "EXECUTE",
        "PROCEDURE",
        ref("FunctionNameIdentifierSegment"),
        ref("FunctionContentsSegment"),
      ),
    ),
  ),
  DropTriggerStatementSegment: segment(
    "drop_trigger",
    seq("DROP", "TRIGGER", optional(ref("IfExistsGrammar")), ref("TriggerReferenceSegment")),
  ),
};
