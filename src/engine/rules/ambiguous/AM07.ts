import { type Query, queryOf, type Selectable, type Wildcard } from "../../analysis/query.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const WITH = kind("with_compound_statement");

/** How many columns, and whether that is all of them. */
interface Width {
  columns: number;
  known: boolean;
}

function addWidth(sum: Width, { columns, known }: Width): void {
  sum.columns += columns;
  sum.known &&= known;
}

function queryWidth(query: Query): Width {
  const [first] = query.selectables;
  return first === undefined ? { columns: 0, known: false } : selectWidth(first, query);
}

function tableWidth(table: string, selectable: Selectable, query: Query): Width {
  let name = table;
  const alias = selectable.findAlias(table);
  if (alias !== undefined) {
    const source = query.sources(alias.element)[0];
    if (source !== undefined && typeof source !== "string") return queryWidth(source);
    name = source ?? table;
  }
  const cte = query.takeCte(name);
  return cte === null ? { columns: 0, known: false } : queryWidth(cte);
}

function wildcardWidth({ tables }: Wildcard, selectable: Selectable, query: Query): Width {
  if (tables.length === 0) {
    const source = query.sources(selectable.node).find((each) => typeof each !== "string");
    return source === undefined ? { columns: 0, known: false } : queryWidth(source);
  }
  const width = { columns: 0, known: true };
  for (const table of tables) addWidth(width, tableWidth(table, selectable, query));
  return width;
}

function selectWidth(selectable: Selectable, query: Query): Width {
  const info = selectable.info;
  if (info === null) return { columns: 0, known: false };
  const wildcards = selectable.wildcards();
  const width = { columns: info.targets.length - wildcards.length, known: true };
  for (const wildcard of wildcards) addWidth(width, wildcardWidth(wildcard, selectable, query));
  return width;
}

export const rule: Rule = {
  code: "AM07",
  name: "ambiguous.set_columns",
  groups: ["all", "ambiguous"],
  aliases: ["L068"],
  description: "All queries of a set operation return as many columns as each other.",
  rationale: "The database refuses anything else, at the latest when the query runs.",
  fixable: false,
  options: [],
  bad: "SELECT a, b FROM foo\nUNION ALL\nSELECT c FROM bar\n",
  good: "SELECT a, b FROM foo\nUNION ALL\nSELECT c, d FROM bar\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("set_expression")],
  message: "Queries within set query produce different numbers of columns.",
  run(context) {
    const { tree, file } = context;
    return (expression) => {
      const around = tree.closest(expression, WITH);
      const query = queryOf(file, around >= 0 ? around : expression);
      const widths = query.selectables.map((selectable) => selectWidth(selectable, query));
      const counts = new Set(widths.map((width) => width.columns));
      if (counts.size > 1 && widths.every((width) => width.known)) context.report(expression);
    };
  },
};
