import {
  bracketed,
  conditional,
  dedent,
  delimited,
  indent,
  oneOf,
  optional,
  optionallyBracketed,
  ref,
  segment,
  separated,
  seq,
  times,
} from "../../grammar/mod.ts";
import type { Entry } from "../dialect.ts";

const selectBody = [
  ref("SelectClauseSegment"),
  optional(ref("FromClauseSegment")),
  optional(ref("WhereClauseSegment")),
  optional(ref("GroupByClauseSegment")),
  optional(ref("HavingClauseSegment")),
  optional(ref("OverlapsClauseSegment")),
  optional(ref("NamedWindowSegment")),
];

const setBody = [
  ref("NonSetSelectableGrammar"),
  times({ min: 1 }, seq(ref("SetOperatorSegment"), ref("NonSetSelectableGrammar"))),
];

const withClause = (query: string) =>
  segment(
    "with_compound_statement",
    seq(
      "WITH",
      optional("RECURSIVE"),
      conditional(indent, { indented_ctes: true }),
      delimited(ref("CTEDefinitionSegment")).until("SELECT"),
      conditional(dedent, { indented_ctes: true }),
      ref(query),
    ),
  );

/** Queries: SELECT, set operations and WITH. */
export const select: Record<string, Entry> = {
  SelectClauseSegment: segment(
    "select_clause",
    seq(
      "SELECT",
      optional(ref("SelectClauseModifierSegment")),
      indent,
      separated({ trailing: true }, ref("SelectClauseElementSegment")),
      dedent,
    ).until(ref("SelectClauseTerminatorGrammar")).greedyOnceStarted(),
  ),
  SelectClauseModifierSegment: segment("select_clause_modifier", oneOf("DISTINCT", "ALL")),
  SelectClauseElementSegment: segment(
    "select_clause_element",
    oneOf(
      ref("WildcardExpressionSegment"),
      seq(ref("BaseExpressionElementGrammar"), optional(ref("AliasExpressionSegment"))),
    ),
  ),
  UnorderedSelectStatementSegment: segment(
    "select_statement",
    seq(...selectBody).until(
      ref("SetOperatorSegment"),
      ref("WithNoSchemaBindingClauseSegment"),
      ref("WithDataClauseSegment"),
      ref("OrderByClauseSegment"),
      ref("LimitClauseSegment"),
    ).greedyOnceStarted(),
  ),
  SelectStatementSegment: segment(
    "select_statement",
    seq(
      ...selectBody,
      optional(ref("OrderByClauseSegment")),
      optional(ref("OffsetClauseSegment")),
      optional(ref("FetchClauseSegment")),
      optional(ref("LimitClauseSegment")),
      optional(ref("NamedWindowSegment")),
    ).until(
      ref("SetOperatorSegment"),
      ref("WithNoSchemaBindingClauseSegment"),
      ref("WithDataClauseSegment"),
    ).greedyOnceStarted(),
  ),

  SelectableGrammar: oneOf(
    optionallyBracketed(ref("WithCompoundStatementSegment")),
    optionallyBracketed(ref("WithCompoundNonSelectStatementSegment")),
    ref("NonWithSelectableGrammar"),
    bracketed(ref("SelectableGrammar")),
  ),
  NonWithSelectableGrammar: oneOf(
    ref("SetExpressionSegment"),
    optionallyBracketed(ref("SelectStatementSegment")),
    ref("NonSetSelectableGrammar"),
  ),
  NonWithNonSelectableGrammar: oneOf(
    ref("UpdateStatementSegment"),
    ref("InsertStatementSegment"),
    ref("DeleteStatementSegment"),
    ref("MergeStatementSegment"),
  ),
  NonSetSelectableGrammar: oneOf(
    ref("ValuesClauseSegment"),
    ref("UnorderedSelectStatementSegment"),
    bracketed(ref("SelectStatementSegment")),
    bracketed(ref("WithCompoundStatementSegment")),
    bracketed(ref("NonSetSelectableGrammar")),
    ref("BracketedSetExpressionGrammar"),
  ),
  BracketedSetExpressionGrammar: bracketed(ref("UnorderedSetExpressionSegment")),

  SetOperatorSegment: segment(
    "set_operator",
    oneOf(
      ref("UnionGrammar"),
      seq(oneOf("INTERSECT", "EXCEPT"), optional("ALL")),
      "MINUS",
    ),
  ),
  UnorderedSetExpressionSegment: segment("set_expression", seq(...setBody)),
  SetExpressionSegment: segment(
    "set_expression",
    seq(
      ...setBody,
      optional(ref("OrderByClauseSegment")),
      optional(ref("LimitClauseSegment")),
      optional(ref("NamedWindowSegment")),
    ),
  ),

  WithCompoundStatementSegment: withClause("NonWithSelectableGrammar"),
  WithCompoundNonSelectStatementSegment: withClause("NonWithNonSelectableGrammar"),
  CTEDefinitionSegment: segment(
    "common_table_expression",
    seq(
      ref("SingleIdentifierGrammar"),
      optional(ref("CTEColumnList")),
      optional("AS"),
      bracketed(ref("SelectableGrammar")).greedy(),
    ),
  ),
  CTEColumnList: segment("cte_column_list", bracketed(ref("SingleIdentifierListSegment"))),
};
