import { type Query, queryOf, SELECTABLE, type Selectable } from "../../analysis/query.ts";
import type { TableAlias } from "../../analysis/aliases.ts";
import type { Rule } from "../rule.ts";

/** The SELECT whose columns cannot be counted, or -1. */
function unknownColumns(query: Query): number {
  for (const selectable of query.selectables) {
    for (const { tables } of selectable.wildcards()) {
      if (tables.length === 0) return fromSources(query, selectable);
      for (const table of tables) {
        const found = fromTable(query, selectable, table);
        if (found >= 0) return found;
      }
    }
  }
  return -1;
}

function fromAlias(query: Query, selectable: Selectable, alias: TableAlias): number {
  const source = query.sources(alias.element)[0];
  return source === undefined || typeof source === "string"
    ? selectable.node
    : unknownColumns(source);
}

function fromTable(query: Query, selectable: Selectable, table: string): number {
  const alias = selectable.findAlias(table);
  if (alias !== undefined) return fromAlias(query, selectable, alias);
  const cte = query.takeCte(table);
  return cte === null ? selectable.node : unknownColumns(cte);
}

/** A star without a named table stands for the columns of the first query in FROM. */
function fromSources(query: Query, selectable: Selectable): number {
  const source = query.sources(selectable.node).find((each) => typeof each !== "string");
  return source === undefined ? selectable.node : unknownColumns(source);
}

export const rule: Rule = {
  code: "AM04",
  name: "ambiguous.column_count",
  groups: ["all", "ambiguous"],
  aliases: ["L044"],
  description: "The outermost query says which columns it returns.",
  rationale: "With a star over a table, a column added there changes this result too.",
  fixable: false,
  options: [],
  bad: "SELECT * FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: SELECTABLE,
  nested: false,
  message: "Query produces an unknown number of result columns.",
  run(context) {
    return (node) => {
      const anchor = unknownColumns(queryOf(context.file, node));
      if (anchor >= 0) context.report(anchor);
    };
  },
};
