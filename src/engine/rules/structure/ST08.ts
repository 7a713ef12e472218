import { type Fix, insertAfter, remove, replace } from "../../edits.ts";
import {
  BRACKETED,
  codeChildren,
  DEDENT,
  hasComment,
  INDENT,
  kind,
  nodesIn,
  type Tree,
  WHITESPACE,
  word,
} from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { wordOf } from "../words.ts";

const SELECT_CLAUSE = kind("select_clause");
const MODIFIER = kind("select_clause_modifier");
const ELEMENT = kind("select_clause_element");
const CALL = kind("function");
const NAME = kind("function_name");
const CONTENTS = kind("function_contents");
const EXPRESSION = kind("expression");
const COMMA = kind("comma");
const [ON, DISTINCT] = [word("ON"), word("DISTINCT")];
const QUERIES = kinds("select_statement", "set_expression", "with_compound_statement");

/** The brackets that an expression begins with, and whether it is nothing else; or null. */
function brackets(tree: Tree, expression: number): { node: number; isAll: boolean } | null {
  if (!tree.is(expression, EXPRESSION)) return null;
  const [first, ...rest] = codeChildren(tree, expression);
  if (first === undefined || !tree.is(first, BRACKETED)) return null;
  return { node: first, isAll: rest.length === 0 };
}

/** Whether there is a query anywhere in brackets; SQLFluff leaves such brackets alone. */
function holdsQuery(tree: Tree, bracketed: number): boolean {
  return nodesIn(tree, bracketed, QUERIES).length > 0;
}

/** Whether what is in brackets needs them: a query, or several values that make a row. */
function needsBrackets(tree: Tree, bracketed: number): boolean {
  return holdsQuery(tree, bracketed) || tree.childOf(bracketed, COMMA) >= 0;
}

/** Whether DISTINCT is of columns that it names, as `DISTINCT ON (a)`. */
function namesColumns(tree: Tree, modifier: number): boolean {
  return codeChildren(tree, modifier).some((each) => tree.word(each) === ON);
}

/** Takes away a pair of brackets and all those that are the only thing in it. */
function unwrapAll(tree: Tree, bracketed: number): Fix[] {
  const fixes: Fix[] = [];
  for (let at = bracketed; at >= 0 && !needsBrackets(tree, at);) {
    fixes.push(...unwrap(tree, at, at === bracketed));
    const inner = codeChildren(tree, at).filter((each) => !tree.isLeaf(each));
    const next = inner.length === 1 ? brackets(tree, inner[0]!) : null;
    at = next !== null && next.isAll ? next.node : -1;
  }
  return fixes;
}

/** Takes a pair of brackets away with the blanks at their inner sides. */
function unwrap(tree: Tree, bracketed: number, isOutermost: boolean): Fix[] {
  const parts = tree.children(bracketed).filter((each) => !tree.isMeta(each));
  const [open, close] = [parts[0]!, parts.at(-1)!];
  const before = tree.leafBefore(bracketed);
  const touches = isOutermost && before >= 0 && !tree.isWhitespace(before);
  const inner = parts.slice(1, -1);
  const gaps = hasComment(tree, open, tree.end(bracketed)) ? [] : [
    ...inner.slice(0, inner.findIndex((each) => !tree.isWhitespace(each))),
    ...inner.slice(inner.findLastIndex((each) => !tree.isWhitespace(each)) + 1),
  ];
  return [touches ? replace(open, " ") : remove(open), ...gaps.map(remove), remove(close)];
}

/**
 * Fixes for what stands between DISTINCT and brackets: one space, and no blanks at the end of a
 * line. A gap with a comment or a tag is left as it is.
 */
function respace(tree: Tree, modifier: number, bracketed: number): Fix[] {
  const gap: number[] = [];
  for (let leaf = tree.lastLeaf(modifier) + 1; leaf < tree.firstLeaf(bracketed); leaf++) {
    if (!tree.isLeaf(leaf) || tree.is(leaf, INDENT) || tree.is(leaf, DEDENT)) continue;
    if (!tree.isWhitespace(leaf)) return [];
    gap.push(leaf);
  }
  if (gap.length === 0) return [insertAfter(modifier, " ")];
  const [first, ...rest] = gap;
  if (rest.length === 0 && tree.is(first!, WHITESPACE)) {
    return tree.text(first!) === " " ? [] : [replace(first!, " ")];
  }
  return gap.slice(0, -1).filter((leaf) => tree.is(leaf, WHITESPACE)).map(remove);
}

export const rule: Rule = {
  code: "ST08",
  name: "structure.distinct",
  groups: ["all", "structure", "core"],
  aliases: ["L015"],
  description: "DISTINCT has no brackets behind it.",
  rationale: "It is about the whole row; brackets make it look like a function of one column.",
  fixable: true,
  reads: "code",
  effects: { respace: true, remove: ["(", ")"] },
  options: [],
  bad: "SELECT DISTINCT(a), b FROM foo\n",
  good: "SELECT DISTINCT a, b FROM foo\n",
  phase: "main",
  visits: [MODIFIER, CALL],
  message: "DISTINCT is no function and applies to whole rows: remove the brackets.",
  run(context) {
    const { tree } = context;
    const inSelect = (modifier: number) => {
      const clause = tree.parent(modifier);
      if (!tree.is(clause, SELECT_CLAUSE) || tree.childOf(clause, MODIFIER) !== modifier) return;
      const element = tree.childOf(clause, ELEMENT);
      if (element < 0 || namesColumns(tree, modifier)) return;
      const found = brackets(tree, codeChildren(tree, element)[0]!);
      if (found === null) return;
      const { node, isAll } = found;
      const touches = tree.stop(modifier) === tree.start(node);
      const blanks = respace(tree, modifier, node);
      if (isAll && !needsBrackets(tree, node)) {
        context.report(node, [...touches ? [] : blanks, ...unwrapAll(tree, node)]);
      } else if (blanks.length > 0) {
        const wanted = touches ? "put a space" : "use one space";
        const said = `DISTINCT is not a function: ${wanted} before these brackets.`;
        context.report(modifier, blanks, said);
      }
    };
    // DISTINCT with brackets behind it reads like a call inside of a call.
    const asCall = (call: number) => {
      const name = tree.childOf(call, NAME);
      if (name < 0 || wordOf(tree, name) !== DISTINCT) return;
      const argument = tree.parent(call);
      const list = tree.parent(argument);
      if (!tree.is(list, BRACKETED)) return;
      if (codeChildren(tree, argument).length > 1 || tree.childOf(list, COMMA) >= 0) return;
      const brackets = tree.childOf(tree.childOf(call, CONTENTS), BRACKETED);
      if (brackets < 0 || holdsQuery(tree, brackets)) return;
      const isList = tree.childOf(brackets, COMMA) >= 0;
      context.report(call, isList ? unwrap(tree, brackets, true) : unwrapAll(tree, brackets));
    };
    return (node) => tree.is(node, MODIFIER) ? inSelect(node) : asCall(node);
  },
};
