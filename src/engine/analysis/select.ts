import { KEYWORD, type Kind, kind, META, NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";
import { fromAliases, type TableAlias } from "./aliases.ts";
import { type AnalysedFile, memoised } from "./file.ts";
import { crawl, isAny } from "./nodes.ts";
import { isQualified } from "./references.ts";
import { standaloneAliases } from "./standalone_aliases.ts";

const SELECT_STATEMENT = kind("select_statement");
const SELECT_CLAUSE = kind("select_clause");
const SELECT_CLAUSE_ELEMENT = kind("select_clause_element");
const FROM_CLAUSE = kind("from_clause");
const OBJECT_REFERENCE = kind("object_reference");
const COLUMN_REFERENCE = kind("column_reference");
const TABLE_REFERENCE = kind("table_reference");
const COLLATION_REFERENCE = kind("collation_reference");
const TABLE_EXPRESSION = kind("table_expression");
const JOIN_CLAUSE = kind("join_clause");
const JOIN_ON = kind("join_on_condition");
const BRACKETED = kind("bracketed");
const EXPRESSION = kind("expression");
const IDENTIFIER = kind("identifier");
const ALIAS_EXPRESSION = kind("alias_expression");
const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name");
const FUNCTION_CONTENTS = kind("function_contents");
const INDEX_COLUMN = kind("index_column_definition");
const NOT_READ = [kind("select_except_clause"), kind("select_hint")];
const NESTED: readonly Kind[] = [SELECT_STATEMENT, kind("merge_statement")];
const CLAUSES = ["where_clause", "groupby_clause", "having_clause", "orderby_clause"]
  .concat("qualify_clause").map((name) => kind(name));

/** A select target's alias. */
export interface ColumnAlias {
  name: string;
  /** References that it renames or is computed from. */
  references: number[];
}

/** The names that one SELECT makes known and uses, those of nested ones not counted. */
export interface SelectInfo {
  statement: number;
  tables: TableAlias[];
  /** Names that stand for values, as of pivots, lambdas and functions that make tables. */
  standalone: number[];
  /** References to columns and the like. */
  references: number[];
  /** References in the place of a table that may name a column, as in UNNEST(a.b). */
  tableReferences: number[];
  /** The select_clause_elements. */
  targets: number[];
  columns: ColumnAlias[];
  /** Identifiers in USING. */
  using: number[];
}

/** BigQuery's STRUCT(x AS y): the aliases that the grammar takes for references. */
function structAliases(tree: Tree, clause: number): Set<number> {
  const found = new Set<number>();
  for (const node of crawl(tree, clause, [FUNCTION], { except: NESTED })) {
    const name = tree.childOf(node, FUNCTION_NAME);
    const contents = tree.childOf(node, FUNCTION_CONTENTS);
    if (name < 0 || contents < 0 || tree.upper(name) !== "STRUCT") continue;
    const bracketed = tree.childOf(contents, BRACKETED);
    let afterColumn = false;
    for (const child of bracketed < 0 ? [] : tree.children(bracketed)) {
      if (tree.is(child, INDEX_COLUMN)) afterColumn = true;
      else if (afterColumn && !isAny(tree, child, [WHITESPACE, NEWLINE, META])) {
        for (const each of crawl(tree, child, [OBJECT_REFERENCE])) found.add(each);
        afterColumn = false;
      }
    }
  }
  return found;
}

/** References in a clause that only say what is left out, or hint at a plan. */
function unreadReferences(tree: Tree, clause: number): Set<number> {
  const found = structAliases(tree, clause);
  for (const node of crawl(tree, clause, NOT_READ, { except: NESTED })) {
    for (const each of crawl(tree, node, [OBJECT_REFERENCE])) found.add(each);
  }
  return found;
}

function references(tree: Tree, node: number): number[] {
  return crawl(tree, node, [OBJECT_REFERENCE], { except: NESTED })
    .filter((each) => !tree.is(each, COLLATION_REFERENCE));
}

function columnAlias(tree: Tree, target: number): ColumnAlias | null {
  const expression = crawl(tree, target, [ALIAS_EXPRESSION], { except: [SELECT_STATEMENT] })[0];
  if (expression === undefined) return null;
  const identifier = tree.childOf(expression, IDENTIFIER);
  if (identifier < 0) return null;
  const aliased = tree.children(target).find((child) =>
    !tree.isWhitespace(child) && !tree.isMeta(child) && child !== expression
  );
  const read = aliased === undefined ? [] : crawl(tree, aliased, [COLUMN_REFERENCE]);
  return { name: tree.text(identifier), references: read };
}

function readJoin(tree: Tree, join: number, info: SelectInfo): void {
  let inUsing = false;
  for (const child of tree.children(join)) {
    if (tree.is(child, KEYWORD) && tree.upper(child) === "USING") inUsing = true;
    else if (tree.is(child, JOIN_ON)) {
      for (const part of tree.children(child)) {
        if (isAny(tree, part, [BRACKETED, EXPRESSION])) {
          info.references.push(...references(tree, child));
        }
      }
    } else if (inUsing && tree.is(child, BRACKETED)) {
      info.using.push(...tree.childrenOf(child, IDENTIFIER));
      inUsing = false;
    }
  }
}

function readFrom(file: AnalysedFile, from: number, info: SelectInfo): void {
  const { tree } = file;
  const outside = { except: [SELECT_STATEMENT] };
  for (const table of crawl(tree, from, [TABLE_EXPRESSION], outside)) {
    for (const child of tree.children(table)) {
      if (!tree.is(child, TABLE_REFERENCE)) info.references.push(...references(tree, child));
      else if (isQualified(file, child)) info.tableReferences.push(...references(tree, child));
    }
  }
  for (const join of crawl(tree, from, [JOIN_CLAUSE], outside)) readJoin(tree, join, info);
}

function compute(file: AnalysedFile, statement: number): SelectInfo | null {
  const { tree } = file;
  const clause = tree.childOf(statement, SELECT_CLAUSE);
  if (clause < 0) return null;
  const from = tree.childOf(statement, FROM_CLAUSE);
  const names = from < 0 ? [] : fromAliases(file, from);
  const { tables, standalone } = standaloneAliases(file, statement, names);
  const unread = unreadReferences(tree, clause);
  const targets = tree.childrenOf(clause, SELECT_CLAUSE_ELEMENT);
  const info: SelectInfo = {
    statement,
    tables,
    standalone: from < 0 ? [] : standalone,
    references: references(tree, clause).filter((each) => !unread.has(each)),
    tableReferences: [],
    targets,
    columns: targets.map((each) => columnAlias(tree, each)).filter((each) => each !== null),
    using: [],
  };
  for (const kind of CLAUSES) {
    const child = tree.childOf(statement, kind);
    if (child >= 0) info.references.push(...references(tree, child));
  }
  if (from >= 0) readFrom(file, from, info);
  return info;
}

/** The names that a select_statement makes known and uses; null without a SELECT clause. */
export function selectInfo(file: AnalysedFile, statement: number): SelectInfo | null {
  return memoised(file, "selectInfo", statement, () => compute(file, statement));
}

/** As `selectInfo`, but null for a SELECT from nothing, on which most rules have nothing to say. */
export function selectInfoWithTables(file: AnalysedFile, statement: number): SelectInfo | null {
  const info = selectInfo(file, statement);
  if (info === null) return null;
  return info.tables.length === 0 && info.standalone.length === 0 ? null : info;
}
