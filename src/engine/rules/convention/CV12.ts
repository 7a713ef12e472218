import { crawl } from "../../analysis/nodes.ts";
import { insertAfter, remove, replace } from "../../edits.ts";
import { KEYWORD, kind, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { type Condition, joinConditions, splitConditions } from "./where_parts.ts";

const SELECT = kind("select_statement");
const WHERE = kind("where_clause");
const EXPRESSION = kind("expression");
const JOIN = kind("join_clause");
const JOIN_ON = kind("join_on_condition");
const ELEMENT = kind("from_expression_element");
const TABLE_EXPRESSION = kind("table_expression");
const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name_identifier");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");
/** In an outer join, a condition in ON keeps rows that one in WHERE would drop. */
const OUTER = ["LEFT", "RIGHT", "FULL", "OUTER"];
const FILTERING = ["SEMI", "ANTI"];
const NO_CONDITION = ["CROSS", "NATURAL", "POSITIONAL", "USING", "APPLY"];

/** The name that columns of a table are qualified with, in capitals. */
function nameOf(tree: Tree, element: number): string {
  const alias = tree.childOf(element, ALIAS_EXPRESSION);
  const identifier = alias < 0 ? -1 : tree.childOf(alias, IDENTIFIER);
  return tree.text(identifier < 0 ? element : identifier).toUpperCase();
}

function isUnnest(tree: Tree, element: number): boolean {
  const table = tree.childOf(element, TABLE_EXPRESSION);
  const call = table < 0 ? -1 : tree.childOf(table, FUNCTION);
  const name = call < 0 ? undefined : crawl(tree, call, [FUNCTION_NAME])[0];
  return name !== undefined && tree.upper(name) === "UNNEST";
}

/** Takes the conditions that are about this table and those before it. */
function takeConditions(
  conditions: readonly Condition[],
  table: string,
  known: readonly string[],
): Condition[] {
  const of = (name: string) => (column: string) => column.startsWith(`${name}.`);
  const taken = conditions.filter((condition) =>
    !condition.taken && condition.columns.length > 1 && condition.columns.some(of(table)) &&
    condition.columns.every((column) => known.some((name) => of(name)(column)))
  );
  for (const condition of taken) condition.taken = true;
  return taken;
}

function checkJoins(
  context: RuleContext,
  statement: number,
  conditions: readonly Condition[] | null,
): void {
  const { tree } = context;
  const listed = crawl(tree, statement, [ELEMENT], { except: [JOIN, SELECT] });
  const known = listed.map((element) => nameOf(tree, element));
  for (const join of crawl(tree, statement, [JOIN], { except: [SELECT] })) {
    const element = crawl(tree, join, [ELEMENT], { except: [SELECT] })[0];
    if (element === undefined || isUnnest(tree, element)) continue;
    const table = nameOf(tree, element);
    known.push(table);
    const words = tree.children(join).filter((child) => tree.kind(child) === KEYWORD)
      .map((child) => tree.upper(child));
    const has = (some: readonly string[]) => words.some((word) => some.includes(word));
    if (has(NO_CONDITION)) continue;
    if (tree.childOf(join, JOIN_ON) >= 0) continue;
    const movable = conditions !== null && !tree.isTemplated(join) &&
      (!has(OUTER) || has(FILTERING));
    const taken = movable ? takeConditions(conditions, table, known) : [];
    const fixes = taken.length === 0
      ? []
      : [insertAfter(join, ` ON ${joinConditions(tree, taken)}`)];
    context.report(join, fixes);
  }
}

function checkStatement(context: RuleContext, statement: number): void {
  const { tree } = context;
  const where = tree.childOf(statement, WHERE);
  if (where < 0) return;
  const conditions = splitConditions(tree, where);
  checkJoins(context, statement, conditions);
  if (conditions === null || !conditions.some((condition) => condition.taken)) return;
  const rest = joinConditions(tree, conditions.filter((condition) => !condition.taken));
  if (rest !== "") {
    const expression = tree.childOf(where, EXPRESSION);
    context.report(expression, [replace(expression, rest)]);
    return;
  }
  const children = tree.children(statement);
  const gone = children.slice(-2);
  context.report(where, gone.map(remove));
}

export const rule: Rule = {
  code: "CV12",
  name: "convention.join_condition",
  groups: ["all", "convention"],
  aliases: [],
  description: "Conditions of a join stand in its ON, not in WHERE.",
  rationale: "ON says what belongs together, WHERE which of it is wanted.",
  fixable: true,
  options: [],
  bad: "SELECT foo.a FROM foo JOIN bar WHERE foo.id = bar.id\n",
  good: "SELECT foo.a FROM foo JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [SELECT],
  message: "This condition joins two tables: move it from WHERE into the ON of the join.",
  run: (context) => (statement) => checkStatement(context, statement),
};
