import { codeChildren } from "../../analysis/nodes.ts";
import { type Fix, insertAfter, insertBefore, remove } from "../../edits.ts";
import { COMMENT, kind, META, NEWLINE, type Tree, WHITESPACE } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

const CASE = kind("case_expression");
const WHEN_CLAUSE = kind("when_clause");
const ELSE_CLAUSE = kind("else_clause");
const EXPRESSION = kind("expression");
const CLAUSES = [WHEN_CLAUSE, ELSE_CLAUSE];
const SPACING = kinds("newline", "comment", "whitespace");

function isAnyOf(tree: Tree, node: number, kinds: readonly ReturnType<typeof kind>[]): boolean {
  return kinds.some((each) => tree.is(node, each));
}

/** The words of a CASE between CASE and its first clause, in capitals. */
function subject(tree: Tree, node: number): string {
  const words: string[] = [];
  for (const child of codeChildren(tree, node).slice(1)) {
    if (isAnyOf(tree, child, CLAUSES)) break;
    for (let leaf = tree.firstLeaf(child); leaf < tree.end(child); leaf++) {
      if (tree.isLeaf(leaf)) words.push(tree.upper(leaf));
    }
  }
  return words.join("\u0000");
}

/** The CASE that is all there is in the ELSE of another one, or -1. */
function nestedCase(tree: Tree, clause: number): number {
  const expressions = tree.childrenOf(clause, EXPRESSION);
  if (expressions.length !== 1) return -1;
  const inner = tree.children(expressions[0]!);
  return inner.length === 1 && tree.is(inner[0]!, CASE) ? inner[0]! : -1;
}

/** The indent of a child's line, or one indent where its line does not show it. */
function indentOf(tree: Tree, children: number[], child: number, single: string): string {
  const before = children.slice(0, children.indexOf(child));
  const space = before.findLast((each) => tree.is(each, WHITESPACE));
  if (space !== undefined && tree.text(space).length > 1) return tree.text(space);
  const meta = before.findLast((each) => tree.is(each, META));
  return single.repeat(meta !== undefined ? 2 : 1);
}

/** Clauses and comments, each on a line of its own unless a comment ends one. */
function rebuild(tree: Tree, nodes: number[], indent: string): string {
  const isSpace = (node: number) => tree.isWhitespace(node);
  const first = nodes.find((node) => !isSpace(node));
  let fresh = first !== undefined && tree.is(first, COMMENT);
  let space = "";
  let text = "";
  for (const node of nodes) {
    if (tree.is(node, NEWLINE)) {
      fresh = true;
      space = "";
    } else if (isSpace(node)) space = tree.text(node);
    else {
      const ownLine = isAnyOf(tree, node, CLAUSES) || fresh;
      text += (ownLine ? `\n${indent}` : space) + tree.text(node);
      fresh = false;
      space = "";
    }
  }
  return text;
}

/** A comment behind the inner END goes to the next line. */
function moveEndComment(tree: Tree, clause: number, indent: string): Fix[] {
  const behind: number[] = [];
  for (let at = tree.nextSibling(clause); at >= 0; at = tree.nextSibling(at)) {
    if (tree.is(at, NEWLINE)) break;
    behind.push(at);
  }
  const comment = behind.findIndex((node) => tree.is(node, COMMENT));
  const before = comment < 0 ? behind : behind.slice(0, comment);
  const fixes = before.filter((node) => tree.isWhitespace(node)).map(remove);
  return comment < 0 ? fixes : [...fixes, insertBefore(behind[comment]!, `\n${indent}`)];
}

function flatten(context: RuleContext, outer: number, clause: number, inner: number): Fix[] {
  const { tree, file: { layout: { singleIndent } } } = context;
  const children = tree.children(outer);
  const lastWhen = tree.childrenOf(outer, WHEN_CLAUSE).at(-1)!;
  const gone = children.slice(children.indexOf(lastWhen) + 1, children.indexOf(clause));
  const lastComment = gone.findLastIndex((node) => tree.is(node, COMMENT));
  const kept = gone.slice(0, lastComment + 1).map((node) => tree.text(node)).join("");
  const whenIndent = indentOf(tree, children, lastWhen, singleIndent);
  const endIndent = indentOf(tree, children, tree.firstChild(outer), singleIndent);
  const expression = tree.childOf(clause, EXPRESSION);
  const afterElse = tree.children(clause)
    .filter((child) => child < expression && isAnyOf(tree, child, SPACING));
  const nested = tree.children(inner)
    .filter((child) => isAnyOf(tree, child, [...CLAUSES, ...SPACING]));
  const text = kept + rebuild(tree, afterElse, whenIndent) + rebuild(tree, nested, whenIndent);
  return [
    ...gone.filter((node) => !tree.isMeta(node)).map(remove),
    insertAfter(lastWhen, text),
    remove(clause),
    ...moveEndComment(tree, clause, endIndent),
  ];
}

export const rule: Rule = {
  code: "ST04",
  name: "structure.nested_case",
  groups: ["all", "structure"],
  aliases: ["L058"],
  description: "A CASE in the ELSE of a CASE is made part of it.",
  rationale: "More WHEN clauses say the same with less depth.",
  fixable: true,
  options: [],
  bad: "SELECT\n    CASE\n        WHEN a = 1 THEN 'x'\n        ELSE\n            CASE\n" +
    "                WHEN a = 2 THEN 'y'\n            END\n    END AS b\nFROM foo\n",
  good: "SELECT\n    CASE\n        WHEN a = 1 THEN 'x'\n        WHEN a = 2 THEN 'y'\n" +
    "    END AS b\nFROM foo\n",
  phase: "main",
  visits: [CASE],
  message: "The CASE in this ELSE can be merged into the outer one: move its WHENs up.",
  run(context) {
    const { tree } = context;
    return (outer) => {
      const clause = tree.childOf(outer, ELSE_CLAUSE);
      const inner = clause < 0 ? -1 : nestedCase(tree, clause);
      if (inner < 0 || tree.childOf(outer, WHEN_CLAUSE) < 0) return;
      if (subject(tree, outer) !== subject(tree, inner)) return;
      context.report(inner, flatten(context, outer, clause, inner));
    };
  },
};
