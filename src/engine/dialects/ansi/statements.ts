import { oneOf, optional, type Part, ref, segment, seq } from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

/** `CREATE <what> [IF NOT EXISTS] <name>` and its like. */
const named = (
  kind: string,
  verb: string,
  what: string,
  guard: string | null,
  name: string,
  ...rest: Part[]
) => segment(kind, seq(verb, what, ...(guard ? [optional(ref(guard))] : []), ref(name), ...rest));

const behavior = optional(ref("DropBehaviorGrammar"));

/** A statement is any of these; and the small statements that no other family holds. */
export const statements: Record<string, Entry> = {
  StatementSegment: segment(
    "statement",
    oneOf(
      ref("SelectableGrammar"),
      ref("MergeStatementSegment"),
      ref("InsertStatementSegment"),
      ref("TransactionStatementSegment"),
      ref("DropTableStatementSegment"),
      ref("DropViewStatementSegment"),
      ref("CreateUserStatementSegment"),
      ref("DropUserStatementSegment"),
      ref("TruncateStatementSegment"),
      ref("AccessStatementSegment"),
      ref("CreateTableStatementSegment"),
      ref("CreateRoleStatementSegment"),
      ref("DropRoleStatementSegment"),
      ref("AlterTableStatementSegment"),
      ref("CreateSchemaStatementSegment"),
      ref("SetSchemaStatementSegment"),
      ref("DropSchemaStatementSegment"),
      ref("DropTypeStatementSegment"),
      ref("CreateDatabaseStatementSegment"),
      ref("DropDatabaseStatementSegment"),
      ref("CreateIndexStatementSegment"),
      ref("DropIndexStatementSegment"),
      ref("CreateViewStatementSegment"),
      ref("DeleteStatementSegment"),
      ref("UpdateStatementSegment"),
      ref("CreateCastStatementSegment"),
      ref("DropCastStatementSegment"),
      ref("CreateFunctionStatementSegment"),
      ref("DropFunctionStatementSegment"),
      ref("CreateModelStatementSegment"),
      ref("DropModelStatementSegment"),
      ref("DescribeStatementSegment"),
      ref("UseStatementSegment"),
      ref("ExplainStatementSegment"),
      ref("CreateSequenceStatementSegment"),
      ref("AlterSequenceStatementSegment"),
      ref("DropSequenceStatementSegment"),
      ref("CreateTriggerStatementSegment"),
      ref("DropTriggerStatementSegment"),
    ).until(ref("DelimiterGrammar")),
  ),

  TransactionStatementSegment: segment(
    "transaction_statement",
    seq(
      oneOf("START", "BEGIN", "COMMIT", "ROLLBACK", "END"),
      oneOf("TRANSACTION", "WORK").optional(),
      optional("NAME", ref("SingleIdentifierGrammar")),
      optional("AND", optional("NO"), "CHAIN"),
    ),
  ),
  DescribeStatementSegment: segment(
    "describe_statement",
    seq("DESCRIBE", ref("NakedIdentifierSegment"), ref("ObjectReferenceSegment")),
  ),
  UseStatementSegment: segment("use_statement", seq("USE", ref("DatabaseReferenceSegment"))),
  ExplainStatementSegment: segment(
    "explain_statement",
    seq(
      "EXPLAIN",
      oneOf(
        ref("SelectableGrammar"),
        ref("InsertStatementSegment"),
        ref("UpdateStatementSegment"),
        ref("DeleteStatementSegment"),
      ),
    ),
  ),

  CreateSchemaStatementSegment: named(
    "create_schema_statement",
    "CREATE",
    "SCHEMA",
    "IfNotExistsGrammar",
    "SchemaReferenceSegment",
  ),
  SetSchemaStatementSegment: named(
    "set_schema_statement",
    "SET",
    "SCHEMA",
    "IfNotExistsGrammar",
    "SchemaReferenceSegment",
  ),
  DropSchemaStatementSegment: named(
    "drop_schema_statement",
    "DROP",
    "SCHEMA",
    "IfExistsGrammar",
    "SchemaReferenceSegment",
    behavior,
  ),
  DropTypeStatementSegment: named(
    "drop_type_statement",
    "DROP",
    "TYPE",
    "IfExistsGrammar",
    "ObjectReferenceSegment",
    behavior,
  ),
  CreateDatabaseStatementSegment: named(
    "create_database_statement",
    "CREATE",
    "DATABASE",
    "IfNotExistsGrammar",
    "DatabaseReferenceSegment",
  ),
  DropDatabaseStatementSegment: named(
    "drop_database_statement",
    "DROP",
    "DATABASE",
    "IfExistsGrammar",
    "DatabaseReferenceSegment",
    behavior,
  ),
  CreateUserStatementSegment: named(
    "create_user_statement",
    "CREATE",
    "USER",
    null,
    "RoleReferenceSegment",
  ),
  DropUserStatementSegment: named(
    "drop_user_statement",
    "DROP",
    "USER",
    "IfExistsGrammar",
    "RoleReferenceSegment",
  ),
  CreateRoleStatementSegment: named(
    "create_role_statement",
    "CREATE",
    "ROLE",
    "IfNotExistsGrammar",
    "RoleReferenceSegment",
  ),
  DropRoleStatementSegment: named(
    "drop_role_statement",
    "DROP",
    "ROLE",
    "IfExistsGrammar",
    "SingleIdentifierGrammar",
  ),
};
