import { KEYWORD, type Kind, kind, META, NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";
import type { TableAlias } from "./aliases.ts";
import type { AnalysedFile } from "./file.ts";
import { crawl, isAny } from "./nodes.ts";

const SELECT_STATEMENT = kind("select_statement");
const FUNCTION_NAME = kind("function_name");
const PIVOT = kind("from_pivot_expression");
const PIVOT_NAMES = [kind("pivot_column_reference"), kind("table_reference")];
const UNPIVOT = kind("from_unpivot_expression");
const UNNESTING = [kind("object_unpivoting"), kind("array_unnesting")];
const BRACKETED = kind("bracketed");
const START_BRACKET = kind("start_bracket");
const GAPS: readonly Kind[] = [WHITESPACE, NEWLINE, META];
const NO_NAMES: readonly Kind[] = [
  ...GAPS,
  KEYWORD,
  START_BRACKET,
  ...["end_bracket", "bracketed", "comma"].map((name) => kind(name)),
];
const LAMBDAS = [kind("expression"), kind("lambda_function")];
const ARROWS = [kind("binary_operator"), kind("lambda_arrow")];
const LAMBDA_NAMES = [kind("column_reference"), kind("parameter")];
const LAMBDA_DIALECTS = ["athena", "sparksql", "duckdb", "trino", "databricks", "snowflake"];

/** Adds the nodes whose text is not there yet. */
function addNew(tree: Tree, found: number[], nodes: number[]): void {
  for (const node of nodes) {
    if (!found.some((each) => tree.text(each) === tree.text(node))) found.push(node);
  }
}

function pivotNames(tree: Tree, statement: number): number[] {
  const found: number[] = [];
  for (const pivot of crawl(tree, statement, [PIVOT])) {
    addNew(tree, found, crawl(tree, pivot, PIVOT_NAMES));
  }
  return found;
}

/** The names behind AS and AT in a list of children. */
function namesAfterAs(tree: Tree, children: number[]): number[] {
  const found: number[] = [];
  let expected = false;
  for (const child of children) {
    if (tree.is(child, KEYWORD) && ["AS", "AT"].includes(tree.upper(child))) expected = true;
    else if (expected && !isAny(tree, child, GAPS)) {
      found.push(child);
      expected = false;
    }
  }
  return found;
}

function unpivotNames(tree: Tree, statement: number): number[] {
  const found: number[] = [];
  for (const node of crawl(tree, statement, UNNESTING)) {
    addNew(tree, found, namesAfterAs(tree, tree.children(node)));
  }
  for (const node of crawl(tree, statement, [UNPIVOT])) {
    const bracketed = tree.childOf(node, BRACKETED);
    const children = bracketed < 0 ? [] : tree.children(bracketed);
    const end = children.findIndex((each) => tree.is(each, KEYWORD) && tree.upper(each) === "IN");
    const named = children.slice(0, end < 0 ? undefined : end);
    addNew(tree, found, named.filter((each) => !isAny(tree, each, NO_NAMES)));
  }
  return found;
}

/** The arguments of lambdas: in `x -> x + 1` the first x. */
function lambdaNames({ tree, dialect }: AnalysedFile, statement: number): number[] {
  const found: number[] = [];
  if (!LAMBDA_DIALECTS.includes(dialect.name)) return found;
  for (const lambda of crawl(tree, statement, LAMBDAS)) {
    const children = tree.children(lambda);
    const arrow = children.findIndex((each) => isAny(tree, each, ARROWS));
    if (arrow < 0 || tree.text(children[arrow]!) !== "->") continue;
    const before = children.slice(0, arrow);
    const first = before.find((each) => isAny(tree, each, [BRACKETED, ...LAMBDA_NAMES]));
    if (first === undefined) continue;
    if (!tree.is(first, BRACKETED)) found.push(first);
    else if (tree.text(tree.childOf(first, START_BRACKET)) === "(") {
      found.push(...tree.children(first).filter((each) => isAny(tree, each, LAMBDA_NAMES)));
    }
  }
  return found;
}

function isValueTable({ tree, dialect }: AnalysedFile, element: number): boolean {
  return crawl(tree, element, [FUNCTION_NAME], { except: [SELECT_STATEMENT] })
    .some((name) => dialect.inSet("value_table_functions", tree.upper(name).trim()));
}

/** Parts the names of a SELECT's FROM clause into tables and names that stand for values. */
export function standaloneAliases(
  file: AnalysedFile,
  statement: number,
  names: readonly TableAlias[],
): { tables: TableAlias[]; standalone: number[] } {
  const standalone = [
    ...pivotNames(file.tree, statement),
    ...lambdaNames(file, statement),
    ...unpivotNames(file.tree, statement),
  ];
  const tables: TableAlias[] = [];
  for (const alias of names) {
    if (!isValueTable(file, alias.element)) tables.push(alias);
    else if (alias.leaf >= 0 && !standalone.includes(alias.leaf)) standalone.push(alias.leaf);
  }
  return { tables, standalone };
}
