import { crawl } from "../../analysis/nodes.ts";
import { remove, replace } from "../../edits.ts";
import { kind, type Tree, WHITESPACE } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const SELECT_CLAUSE = kind("select_clause");
const FROM_CLAUSE = kind("from_clause");
const FROM_EXPRESSION = kind("from_expression");
const ELEMENT = kind("from_expression_element");
const TABLE_EXPRESSION = kind("table_expression");
const OBJECT_REFERENCE = kind("object_reference");
const COLUMN_REFERENCE = kind("column_reference");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");
const DOT = kind("dot");

interface AliasedTable {
  element: number;
  table: string;
  expression: number;
  identifier: number;
}

function tableOf(tree: Tree, element: number): number {
  const table = tree.childOf(element, TABLE_EXPRESSION);
  return table < 0 ? -1 : tree.childOf(table, OBJECT_REFERENCE);
}

/** The first table of a FROM clause, or -1 when that is no plain table. */
function baseTable(tree: Tree, from: number): number {
  const expression = tree.childOf(from, FROM_EXPRESSION);
  const element = expression < 0 ? -1 : tree.childOf(expression, ELEMENT);
  return element < 0 ? -1 : tableOf(tree, element);
}

/** The aliased tables, but for those that join the base table with itself. */
function aliasedTables(tree: Tree, base: number, elements: number[]): AliasedTable[] {
  const found: AliasedTable[] = [];
  for (const element of elements) {
    const reference = tableOf(tree, element);
    const expression = tree.childOf(element, ALIAS_EXPRESSION);
    if (reference < 0 || expression < 0) continue;
    const table = tree.text(reference);
    if (reference !== base && table === tree.text(base)) continue;
    const identifier = tree.childOf(expression, IDENTIFIER);
    if (identifier >= 0) found.push({ element, table, expression, identifier });
  }
  return found;
}

/** The identifiers that refer to a table by its alias. */
function usesOf(tree: Tree, alias: string, clause: number, columns: number[]): number[] {
  const first = (reference: number) => tree.childOf(reference, IDENTIFIER);
  const selected = crawl(tree, clause, [OBJECT_REFERENCE]);
  const others = columns.filter((reference) => tree.childOf(reference, DOT) >= 0);
  return [...selected, ...others].map(first)
    .filter((leaf) => leaf >= 0 && tree.text(leaf) === alias);
}

function checkStatement(context: RuleContext, statement: number): void {
  const { tree } = context;
  const from = tree.childOf(statement, FROM_CLAUSE);
  const base = from < 0 ? -1 : baseTable(tree, from);
  const clause = tree.childOf(statement, SELECT_CLAUSE);
  if (base < 0 || clause < 0) return;
  const clauses = tree.children(statement).filter((child) => child >= from);
  const elements = clauses.flatMap((child) => crawl(tree, child, [ELEMENT]));
  const columns = clauses.flatMap((child) => crawl(tree, child, [COLUMN_REFERENCE]));
  const tables = aliasedTables(tree, base, elements);
  for (const { element, table, expression, identifier } of tables) {
    const twins = tables.filter((each) => each.table === table);
    const names = new Set(twins.map((each) => tree.text(each.identifier)));
    if (twins.length > 1 && names.size > 1) continue;
    const space = tree.childOf(element, WHITESPACE);
    const uses = usesOf(tree, tree.text(identifier), clause, columns);
    // What a template has rendered is not written out in place of the alias.
    const fixable = !tree.isTemplated(tableOf(tree, element));
    context.report(
      identifier,
      !fixable ? [] : [
        remove(expression),
        ...(space >= 0 ? [remove(space)] : []),
        ...[identifier, ...uses].map((leaf) => replace(leaf, table)),
      ],
    );
  }
}

export const rule: Rule = {
  code: "AL07",
  name: "aliasing.forbid",
  groups: ["all", "aliasing"],
  aliases: ["L031"],
  description: "Tables are not aliased (only when force_enable is on).",
  rationale: "Full table names can be read without looking up what each alias stands for.",
  fixable: true,
  options: [flag("force_enable", false, "Run this rule; it is off unless this is on.")],
  exampleConfig: { rules: { "aliasing.forbid": { force_enable: true } } },
  bad: "SELECT o.id FROM orders AS o\n",
  good: "SELECT orders.id FROM orders\n",
  phase: "main",
  visits: [SELECT],
  message: "Write the table's own name in place of this alias.",
  run(context) {
    if (!context.flag("force_enable")) return () => {};
    return (statement) => checkStatement(context, statement);
  },
};
