import { unquoted } from "../../analysis/identifiers.ts";
import { crawl } from "../../analysis/nodes.ts";
import { queryOf } from "../../analysis/query.ts";
import { referenceParts } from "../../analysis/references.ts";
import { KEYWORD, kind } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const FROM = kind("from_clause");
const FROM_EXPRESSION = kind("from_expression");
const ELEMENT = kind("from_expression_element");
const JOIN = kind("join_clause");
const JOIN_ON = kind("join_on_condition");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");
const TABLE_REFERENCE = kind("table_reference");
const WILDCARD_IDENTIFIER = kind("wildcard_identifier");
const REFERENCES = kinds("column_reference", "wildcard_identifier");
const CLAUSES = kinds(
  "select_clause",
  "where_clause",
  "groupby_clause",
  "orderby_clause",
  "having_clause",
  "qualify_clause",
);
const OUTER = ["FULL", "LEFT", "RIGHT"];
const FILTERING = ["ANTI", "SEMI"];

/** The name that a table goes by, in capitals; "" for something without one. */
function nameOf({ tree }: RuleContext, element: number): string {
  const alias = tree.childOf(element, ALIAS_EXPRESSION);
  const identifier = alias < 0 ? -1 : tree.childOf(alias, IDENTIFIER);
  if (identifier >= 0) return unquoted(tree, identifier).toUpperCase();
  const reference = crawl(tree, element, [TABLE_REFERENCE], { except: [SELECT] })[0];
  return reference === undefined ? "" : unquoted(tree, tree.lastLeaf(reference)).toUpperCase();
}

/** The tables that references below a node name; null when one names none and must. */
function tablesNamed({ tree, file }: RuleContext, node: number, strict: boolean): string[] | null {
  const found: string[] = [];
  const bare = (text: string) => text.toUpperCase().replace(/^["'`[\]]+|["'`[\]]+$/g, "");
  for (const reference of crawl(tree, node, REFERENCES)) {
    const parts = referenceParts(file, reference);
    if (parts.length < 2) {
      if (strict && !tree.is(reference, WILDCARD_IDENTIFIER)) return null;
      continue;
    }
    found.push(bare(parts.at(-2)!.text), bare(parts[0]!.text));
  }
  return found;
}

interface JoinedTable {
  name: string;
  element: number;
}

/** The tables of a SELECT that are joined in, and that no other join needs. */
function joinedTables(context: RuleContext, statement: number): JoinedTable[] {
  const { tree } = context;
  const from = tree.childOf(statement, FROM);
  let tables: JoinedTable[] = [];
  const needed = new Set<string>();
  for (const expression of from < 0 ? [] : tree.childrenOf(from, FROM_EXPRESSION)) {
    for (const element of tree.childrenOf(expression, ELEMENT)) {
      const name = nameOf(context, element);
      if (name !== "") tables.push({ name, element });
      if (tables.length > 1) {
        tables = [];
        break;
      }
    }
    for (const join of tree.childrenOf(expression, JOIN)) {
      const words = tree.childrenOf(join, KEYWORD).map((word) => tree.upper(word));
      const isOuter = words.some((word) => OUTER.includes(word)) &&
        !words.some((word) => FILTERING.includes(word));
      const own = new Set<string>();
      for (const element of tree.childrenOf(join, ELEMENT)) {
        const name = nameOf(context, element);
        if (name !== "" && isOuter) {
          tables.push({ name, element });
          own.add(name);
        }
      }
      const parts = tree.children(join)
        .filter((child) => tree.is(child, ELEMENT) || tree.is(child, JOIN_ON));
      for (const part of parts) {
        for (const name of tablesNamed(context, part, false)!) if (!own.has(name)) needed.add(name);
      }
    }
  }
  return tables.length <= 1 ? [] : tables.filter(({ name }) => !needed.has(name));
}

function check(context: RuleContext, statement: number): void {
  const { tree, file } = context;
  const joined = joinedTables(context, statement);
  if (joined.length === 0) return;
  const used = new Set<string>();
  for (const clause of CLAUSES.flatMap((each) => tree.childrenOf(statement, each))) {
    const names = tablesNamed(context, clause, true);
    if (names === null) return;
    for (const name of names) used.add(name);
  }
  for (const selectable of queryOf(file, statement).selectables) {
    for (const { tables } of selectable.wildcards()) {
      for (const table of tables) used.add(table.toUpperCase());
    }
  }
  for (const { name, element } of joined) {
    if (used.has(name)) continue;
    const what = `Nothing reads ${tree.text(element)}: drop this join, or use a column of it.`;
    context.report(element, [], what);
  }
}

export const rule: Rule = {
  code: "ST11",
  name: "structure.unused_join",
  groups: ["all", "structure"],
  aliases: [],
  description: "Every table that is joined in is used.",
  rationale: "A join that nothing reads costs time, and may still multiply rows.",
  fixable: false,
  options: [],
  bad: "SELECT foo.a, foo.b FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  good: "SELECT foo.a, bar.b FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  followsQueries: true,
  visits: [SELECT],
  message: "Nothing reads this joined table: drop the join, or use a column of it.",
  run: (context) => (statement) => check(context, statement),
};
