import { crawl } from "../../analysis/nodes.ts";
import { insertAfter, replace } from "../../edits.ts";
import { checkGap } from "../../reflow/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const SELECT = kind("select_statement");
const MODIFIER = kind("select_clause_modifier");
const ELEMENT = kind("select_clause_element");
const EXPRESSION = kind("expression");
const BRACKETED = kind("bracketed");
const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name");
const FUNCTION_CONTENTS = kind("function_contents");

/** The text between brackets. */
function innerText(tree: Tree, bracketed: number): string {
  return tree.text(bracketed).slice(1, -1);
}

/** DISTINCT with its first target, or the start of it, in brackets. */
function checkClause(context: RuleContext, clause: number): void {
  const { tree } = context;
  const modifier = tree.childOf(clause, MODIFIER);
  const element = tree.childOf(clause, ELEMENT);
  if (modifier < 0 || element < 0) return;
  const inner = tree.childOf(element, EXPRESSION);
  const expression = inner >= 0 ? inner : element;
  const bracketed = tree.childOf(expression, BRACKETED);
  if (bracketed < 0) return;
  if (tree.children(expression).length === 1) {
    const gap = checkGap(tree, bracketed, "before");
    const text = (gap.missing ? " " : "") + innerText(tree, bracketed);
    context.report(bracketed, [replace(bracketed, text), ...gap.fixes]);
    return;
  }
  const gap = checkGap(tree, modifier, "after");
  const fixes = gap.missing ? [insertAfter(modifier, " ")] : gap.fixes;
  if (fixes.length > 0) context.report(modifier, fixes);
}

/** DISTINCT that was taken for a function, as in COUNT(DISTINCT(a)). */
function checkFunction(context: RuleContext, node: number): void {
  const { tree } = context;
  const parent = tree.parent(node);
  if (!tree.is(parent, EXPRESSION) || tree.children(parent).length !== 1) return;
  const name = tree.childOf(node, FUNCTION_NAME);
  const contents = tree.childOf(node, FUNCTION_CONTENTS);
  if (name < 0 || contents < 0 || tree.upper(name) !== "DISTINCT") return;
  if (crawl(tree, contents, [SELECT]).length > 0) return;
  const bracketed = tree.childOf(contents, BRACKETED);
  if (bracketed < 0) return;
  context.report(parent, [replace(parent, `DISTINCT ${innerText(tree, bracketed)}`)]);
}

export const rule: Rule = {
  code: "ST08",
  name: "structure.distinct",
  groups: ["all", "structure", "core"],
  aliases: ["L015"],
  description: "DISTINCT has no brackets behind it.",
  rationale: "It is about the whole row; brackets make it look like a function of one column.",
  fixable: true,
  options: [],
  bad: "SELECT DISTINCT(a), b FROM foo\n",
  good: "SELECT DISTINCT a, b FROM foo\n",
  phase: "main",
  visits: [SELECT_CLAUSE, FUNCTION],
  message: "DISTINCT is no function and applies to whole rows: remove the brackets.",
  run: (context) => (node) => {
    if (context.tree.is(node, SELECT_CLAUSE)) checkClause(context, node);
    else checkFunction(context, node);
  },
};
