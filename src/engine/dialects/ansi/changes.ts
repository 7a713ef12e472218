import {
  bracketed,
  conditional,
  dedent,
  delimited,
  indent,
  oneOf,
  optional,
  ref,
  segment,
  seq,
  times,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const mergeCondition = optional("AND", ref("ExpressionSegment"));

/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE. */
export const changes: Record<string, Entry> = {
  InsertStatementSegment: segment(
    "insert_statement",
    seq(
      "INSERT",
      optional("OVERWRITE"),
      "INTO",
      ref("TableReferenceSegment"),
      oneOf(
        ref("SelectableGrammar"),
        seq(ref("BracketedColumnReferenceListGrammar"), ref("SelectableGrammar")),
        ref("DefaultValuesGrammar"),
      ),
    ),
  ),
  DeleteStatementSegment: segment(
    "delete_statement",
    seq("DELETE", ref("FromClauseSegment"), optional(ref("WhereClauseSegment"))),
  ),
  UpdateStatementSegment: segment(
    "update_statement",
    seq(
      "UPDATE",
      indent,
      ref("TableReferenceSegment"),
      optional(ref("AliasExpressionSegment").except("SET")),
      dedent,
      ref("SetClauseListSegment"),
      optional(ref("FromClauseSegment")),
      optional(ref("WhereClauseSegment")),
    ),
  ),
  SetClauseListSegment: segment(
    "set_clause_list",
    seq("SET", indent, delimited(ref("SetClauseSegment")), dedent),
  ),
  SetClauseSegment: segment(
    "set_clause",
    seq(
      ref("ColumnReferenceSegment"),
      ref("EqualsSegment"),
      oneOf(
        ref("LiteralGrammar"),
        ref("BareFunctionSegment"),
        ref("FunctionSegment"),
        ref("ColumnReferenceSegment"),
        ref("ExpressionSegment"),
        ref("ValuesClauseSegment"),
        "DEFAULT",
      ),
    ),
  ),
  TruncateStatementSegment: segment(
    "truncate_table",
    seq("TRUNCATE", optional("TABLE"), ref("TableReferenceSegment")),
  ),

  MergeStatementSegment: segment(
    "merge_statement",
    seq(
      ref("MergeIntoLiteralGrammar"),
      indent,
      oneOf(ref("TableReferenceSegment"), ref("AliasedTableReferenceGrammar")),
      dedent,
      "USING",
      indent,
      oneOf(
        ref("TableReferenceSegment"),
        ref("AliasedTableReferenceGrammar"),
        seq(bracketed(ref("SelectableGrammar")), optional(ref("AliasExpressionSegment"))),
        seq(ref("FunctionSegment"), optional(ref("AliasExpressionSegment"))),
      ),
      dedent,
      conditional(indent, { indented_using_on: true }),
      ref("JoinOnConditionSegment"),
      conditional(dedent, { indented_using_on: true }),
      ref("MergeMatchSegment"),
    ),
  ),
  MergeMatchSegment: segment(
    "merge_match",
    times({ min: 1 }, ref("MergeMatchedClauseSegment"), ref("MergeNotMatchedClauseSegment")),
  ),
  MergeMatchedClauseSegment: segment(
    "merge_when_matched_clause",
    seq(
      "WHEN",
      "MATCHED",
      mergeCondition,
      "THEN",
      indent,
      oneOf(ref("MergeUpdateClauseSegment"), ref("MergeDeleteClauseSegment")),
      dedent,
    ),
  ),
  MergeNotMatchedClauseSegment: segment(
    "merge_when_not_matched_clause",
    seq(
      "WHEN",
      "NOT",
      "MATCHED",
      mergeCondition,
      "THEN",
      indent,
      ref("MergeInsertClauseSegment"),
      dedent,
    ),
  ),
  MergeUpdateClauseSegment: segment(
    "merge_update_clause",
    seq("UPDATE", indent, ref("SetClauseListSegment"), dedent),
  ),
  MergeInsertClauseSegment: segment(
    "merge_insert_clause",
    seq(
      "INSERT",
      indent,
      optional(ref("BracketedColumnReferenceListGrammar")),
      dedent,
      optional(ref("ValuesClauseSegment")),
    ),
  ),
  MergeDeleteClauseSegment: segment("merge_delete_clause", "DELETE"),
};
