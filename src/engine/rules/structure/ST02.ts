import { codeChildren } from "../../analysis/nodes.ts";
import { folded } from "../../analysis/identifiers.ts";
import { replace } from "../../edits.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

const EXPRESSION = kind("expression");
const WHEN_CLAUSE = kind("when_clause");
const ELSE_CLAUSE = kind("else_clause");
const COLUMN_REFERENCE = kind("column_reference");
const ARRAY_ACCESSOR = kind("array_accessor");
const PARAMETER = kind("parameter");
const IN_ACCESSOR = kinds("array_accessor", "symbol", "literal");
const COALESCE = "COALESCE says the same as this CASE: use it.";

/** A segment by its kinds and its words, so that equal ones have equal texts. */
function identity(tree: Tree, node: number): string {
  if (tree.isLeaf(node)) {
    return `${tree.kind(node)}:${folded(tree, node, (text) => text.toUpperCase())}`;
  }
  return `${tree.kind(node)}(${identities(tree, codeChildren(tree, node))})`;
}

function identities(tree: Tree, nodes: number[]): string {
  return nodes.map((node) => identity(tree, node)).join(",");
}

/** What a condition compares with NULL, and whether it asks for IS NOT; null for another one. */
function nullCheck(tree: Tree, condition: number): { operand: number[]; negated: boolean } | null {
  const code = codeChildren(tree, condition);
  const words = code.map((node) => tree.upper(node));
  const is = words.indexOf("IS");
  if (is < 1 || words.includes("AND") || words.includes("OR")) return null;
  const compared = words.slice(is + 1).join(" ");
  if (compared !== "NULL" && compared !== "NOT NULL") return null;
  const operand = code.slice(0, is);
  const isPlain = operand.every((node) =>
    tree.is(node, COLUMN_REFERENCE) || tree.is(node, ARRAY_ACCESSOR)
  );
  if (!isPlain || !operand.some((node) => tree.is(node, COLUMN_REFERENCE))) return null;
  const accessors = operand.filter((node) => tree.is(node, ARRAY_ACCESSOR));
  const computed = accessors.some((node) => holdsComputation(tree, node));
  return computed ? null : { operand, negated: compared === "NOT NULL" };
}

/** Whether what is between an accessor's brackets may change from one look to the next. */
function holdsComputation(tree: Tree, accessor: number): boolean {
  for (let at = accessor; at < tree.end(accessor); at++) {
    if (!tree.isCode(at)) continue;
    if (tree.is(at, PARAMETER) || !IN_ACCESSOR.some((kind) => tree.is(at, kind))) return true;
  }
  return false;
}

function checkBooleans(
  context: RuleContext,
  node: number,
  condition: number,
  then: string,
  otherwise: string,
): boolean {
  const pair = [then.toUpperCase(), otherwise.toUpperCase()].sort().join();
  if (pair !== "FALSE,TRUE") return false;
  const not = then.toUpperCase() === "FALSE" ? "not " : "";
  const text = `${not}coalesce(${context.tree.text(condition)}, false)`;
  context.report(condition, [replace(node, text)], COALESCE);
  return true;
}

function check(context: RuleContext, node: number): void {
  const { tree } = context;
  const children = tree.children(node);
  const whens = tree.childrenOf(node, WHEN_CLAUSE);
  const [when] = whens;
  if (when === undefined || whens.length > 1) return;
  if (children.some((child) => child < when && tree.is(child, EXPRESSION))) return;
  const [condition, then] = tree.childrenOf(when, EXPRESSION);
  if (condition === undefined || then === undefined) return;
  const clause = tree.childOf(node, ELSE_CLAUSE);
  const otherwise = clause < 0 ? -1 : tree.childOf(clause, EXPRESSION);
  const texts = [tree.text(then), otherwise < 0 ? "" : tree.text(otherwise)] as const;
  if (checkBooleans(context, node, condition, ...texts)) return;
  const found = nullCheck(tree, condition);
  if (found === null) return;
  const { operand, negated } = found;
  const wanted = identities(tree, operand);
  const isOperand = (expression: number) =>
    expression >= 0 && identities(tree, codeChildren(tree, expression)) === wanted;
  const column = tree.text(operand.find((each) => tree.is(each, COLUMN_REFERENCE))!);
  const justColumn = `This CASE always gives ${column}: write just that.`;
  if (otherwise < 0) {
    if (negated && isOperand(then)) {
      context.report(condition, [replace(node, tree.text(then))], justColumn);
    }
    return;
  }
  const [kept, other] = negated ? [then, otherwise] : [otherwise, then];
  if (!isOperand(kept)) return;
  if (tree.upper(other) === "NULL") {
    context.report(condition, [replace(node, tree.text(kept))], justColumn);
    return;
  }
  const text = `coalesce(${tree.text(kept)}, ${tree.text(other)})`;
  context.report(condition, [replace(node, text)], COALESCE);
}

export const rule: Rule = {
  code: "ST02",
  name: "structure.simple_case",
  groups: ["all", "structure"],
  aliases: ["L043"],
  description: "CASE is not used for what COALESCE or a plain condition says.",
  rationale: "The shorter form says at once what the longer one has to be unravelled for.",
  fixable: true,
  options: [],
  bad: "SELECT CASE WHEN a IS NULL THEN b ELSE a END FROM foo\n",
  good: "SELECT COALESCE(a, b) FROM foo\n",
  phase: "main",
  visits: [kind("case_expression")],
  message: "This CASE says in many words what a shorter expression says.",
  run: (context) => (node) => {
    if (context.tree.upper(context.tree.firstChild(node)) === "CASE") check(context, node);
  },
};
