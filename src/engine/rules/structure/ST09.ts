import { elementAliases, joinAliases } from "../../analysis/aliases.ts";
import { unquoted } from "../../analysis/identifiers.ts";
import { crawl, isAny } from "../../analysis/nodes.ts";
import { type Fix, replace } from "../../edits.ts";
import { kind, NEWLINE, type Tree, WHITESPACE } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

const FROM_EXPRESSION = kind("from_expression");
const ELEMENT = kind("from_expression_element");
const JOIN = kind("join_clause");
const JOIN_ON = kind("join_on_condition");
const EXPRESSION = kind("expression");
const BINARY_OPERATOR = kind("binary_operator");
const COMPARISON = kind("comparison_operator");
const RAW_COMPARISON = kind("raw_comparison_operator");
const COLUMN_REFERENCE = kind("column_reference");
const DOT = kind("dot");
const NAMES = kinds("naked_identifier", "quoted_identifier");
const SYMMETRIC = ["=", "!=", "<>", "<=>", "<", ">", "<=", ">="];
const OPPOSITES: Record<string, string> = { "<": ">", ">": "<" };

/** The children of an expression, split at AND and OR, space left out. */
function conditions(tree: Tree, expression: number): number[][] {
  const children = tree.children(expression).filter((child) =>
    !isAny(tree, child, [WHITESPACE, NEWLINE])
  );
  const groups: number[][] = [[]];
  for (const [index, child] of children.entries()) {
    const splits = tree.is(child, BINARY_OPERATOR) && ["AND", "OR"].includes(tree.upper(child));
    if (splits && index < children.length - 1) groups.push([]);
    else groups.at(-1)!.push(child);
  }
  return groups;
}

function isQualifiedColumn(tree: Tree, node: number): boolean {
  return tree.is(node, COLUMN_REFERENCE) && tree.childOf(node, DOT) >= 0;
}

/** The table that a column is qualified with, in capitals. */
function tableOf(tree: Tree, column: number): string {
  const name = tree.children(column).find((child) => isAny(tree, child, NAMES));
  return name === undefined ? "" : unquoted(tree, name).toUpperCase();
}

/** The tables of a FROM expression by the names that they go by, in order. */
function tableNames({ tree, file }: RuleContext, from: number, joins: number[]): string[] {
  const first = crawl(tree, from, [ELEMENT])[0];
  const aliases = [
    first === undefined ? undefined : elementAliases(file, first)[0],
    ...joins.map((join) => joinAliases(file, join)[0]),
  ];
  return aliases.map((alias) =>
    alias === undefined ? "" : alias.leaf < 0 ? alias.name : unquoted(tree, alias.leaf)
  )
    .map((name) => name.toUpperCase());
}

function swap(tree: Tree, left: number, operator: number, right: number): Fix[] {
  const raw = tree.childrenOf(operator, RAW_COMPARISON);
  const fixes = [replace(left, tree.text(right)), replace(right, tree.text(left))];
  const opposite = raw.length > 0 ? OPPOSITES[tree.text(raw[0]!)] : undefined;
  if (opposite === undefined || tree.text(operator) === "<>") return fixes;
  return [...fixes, replace(raw[0]!, opposite)];
}

function check(context: RuleContext, from: number, wanted: string): void {
  const { tree } = context;
  const joins = crawl(tree, from, [JOIN]);
  const expressions = joins.flatMap((join) => tree.children(join))
    .flatMap((child) => crawl(tree, child, [JOIN_ON]))
    .flatMap((on) => tree.children(on)).flatMap((child) => crawl(tree, child, [EXPRESSION]));
  if (expressions.length === 0) return;
  const names = tableNames(context, from, joins);
  const fixes: Fix[] = [];
  let anchor = from;
  for (const group of expressions.flatMap((expression) => conditions(tree, expression))) {
    const [left, operator, right] = group;
    if (left === undefined || operator === undefined || right === undefined) continue;
    if (group.length !== 3 || !tree.is(operator, COMPARISON)) continue;
    if (!isQualifiedColumn(tree, left) || !isQualifiedColumn(tree, right)) continue;
    if (!SYMMETRIC.includes(tree.text(operator))) continue;
    const first = names.indexOf(tableOf(tree, left));
    const second = names.indexOf(tableOf(tree, right));
    if (first < 0 || second < 0) continue;
    if (wanted === "earlier" ? first <= second : first >= second) continue;
    if (fixes.length === 0 && !tree.isTemplated(left)) anchor = left;
    fixes.push(...swap(tree, left, operator, right));
  }
  if (fixes.length === 0) return;
  context.report(
    anchor,
    fixes,
    `Turn this condition around: the table named ${wanted} stands on the left.`,
  );
}

export const rule: Rule = {
  code: "ST09",
  name: "structure.join_condition_order",
  groups: ["all", "structure"],
  aliases: [],
  description: "Join conditions name the earlier table first, or the later one, as configured.",
  rationale: "With one order in all of them, conditions can be compared at a glance.",
  fixable: true,
  options: [choice(
    "preferred_first_table_in_join_clause",
    ["earlier", "later"],
    "earlier",
    "Which of the two tables stands on the left.",
  )],
  bad: "SELECT foo.a FROM foo LEFT JOIN bar ON bar.id = foo.id\n",
  good: "SELECT foo.a FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [FROM_EXPRESSION],
  message: "Turn this join condition around.",
  run(context) {
    const wanted = context.text("preferred_first_table_in_join_clause");
    return (from) => check(context, from, wanted);
  },
};
