import { type Fix, insertAfter, insertBefore, remove, replace } from "../../edits.ts";
import {
  COMMENT,
  hasNewline,
  KEYWORD,
  kind,
  NEWLINE,
  sameLine,
  type Tree,
  WHITESPACE,
} from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const SELECT_STATEMENT = kind("select_statement");
const ELEMENT = kind("select_clause_element");
const MODIFIER = kind("select_clause_modifier");
const WILDCARD = kind("wildcard_expression");
const FROM_CLAUSE = kind("from_clause");
const COMMA = kind("comma");

/** The last leaf of code before a target that is no comma. */
function codeBefore(tree: Tree, target: number): number {
  let leaf = tree.leafBefore(target);
  while (leaf > 0 && (!tree.isCode(leaf) || tree.text(leaf) === ",")) leaf = tree.leafBefore(leaf);
  return leaf;
}

/** Whitespace right behind a child of the clause, commas passed over. */
function spacesAfter(tree: Tree, node: number): number[] {
  const found: number[] = [];
  for (let at = tree.nextSibling(node); at >= 0; at = tree.nextSibling(at)) {
    if (tree.is(at, WHITESPACE)) found.push(at);
    else if (!tree.is(at, COMMA) && !tree.isMeta(at)) break;
  }
  return found;
}

/** Puts every target, and a FROM behind the last one, on a line of its own. */
function splitTargets(tree: Tree, clause: number, targets: number[]): Fix[] {
  const fixes: Fix[] = [];
  const modifier = tree.childOf(clause, MODIFIER);
  const siblings = tree.children(tree.parent(clause)).filter((node) => node > clause);
  const from = siblings.find((node) => tree.is(node, FROM_CLAUSE));
  for (const [index, target] of targets.entries()) {
    const start = tree.start(target);
    if (sameLine(tree, tree.start(codeBefore(tree, target)), start)) {
      const first = modifier >= 0 ? modifier : tree.firstChild(clause);
      const spaces = spacesAfter(tree, index === 0 ? first : targets[index - 1]!);
      fixes.push(...spaces.map(remove), insertBefore(target, "\n"));
    }
    const isLast = index === targets.length - 1;
    if (!isLast || from === undefined || !sameLine(tree, start, tree.start(from))) continue;
    const gap = siblings.filter((node) => node < from && tree.is(node, WHITESPACE));
    fixes.push(...gap.map(remove), insertBefore(from, "\n"));
  }
  return fixes;
}

/** The parts of a clause with one target that stands below its SELECT. */
interface SingleTarget {
  clause: number;
  children: number[];
  /** Index of the first newline among the children. */
  newline: number;
  target: number;
  modifier: number;
}

function isCommented(tree: Tree, children: number[], keyword: number, newline: number): boolean {
  return children.slice(keyword + 1, newline).some((child) => tree.is(child, COMMENT));
}

/** What has to go behind the clause once its target has moved up, and what that leaves over. */
function moveRest(tree: Tree, part: SingleTarget, start: number, fixes: Fix[]): void {
  const { clause, children, target } = part;
  const next = tree.nextSibling(clause);
  if (!tree.is(tree.parent(clause), SELECT_STATEMENT) || next < 0) return;
  let gone = [children[target]!];
  if (tree.is(next, NEWLINE)) {
    let at = start;
    while (at > 0 && tree.is(children[at - 1]!, WHITESPACE)) at--;
    gone = children.slice(at, start).reverse();
    const above = children[start - gone.length - 1];
    if (gone.length > 0 && above !== undefined && tree.is(above, NEWLINE)) fixes.push(remove(next));
  } else if (tree.is(next, WHITESPACE)) fixes.push(remove(next));
  if (gone.length === 0) return;
  const from = start === target ? part.newline : start;
  const moved = children.slice(from + 1, children.indexOf(gone.at(-1)!));
  const deleted = new Set(fixes.filter((fix) => fix.action === "delete").map((fix) => fix.anchor));
  for (const node of [...gone, ...moved]) {
    if (deleted.has(node)) continue;
    deleted.add(node);
    fixes.push(remove(node));
  }
  fixes.push(insertAfter(clause, `\n${moved.map((node) => tree.text(node)).join("")}`));
}

/** Moves the only target of a clause, and its modifier, up to the line of SELECT. */
function joinTarget(tree: Tree, part: SingleTarget): Fix[] {
  const { children, newline, target, modifier } = part;
  const node = children[target]!;
  let text = ` ${tree.text(node)}`;
  const fixes: Fix[] = [remove(node)];
  if (tree.is(children[target - 1]!, WHITESPACE)) fixes.push(remove(children[target - 1]!));
  const withModifier = modifier >= newline;
  if (withModifier) {
    text = ` ${tree.text(children[modifier]!)}${text}`;
    const behind = children[modifier + 2];
    if (behind !== undefined && tree.isWhitespace(behind)) fixes.push(remove(behind));
    fixes.push(remove(children[modifier]!));
  }
  fixes.unshift(replace(children[newline]!, text));
  moveRest(tree, part, withModifier ? modifier : target, fixes);
  return fixes;
}

function checkSingle(context: RuleContext, clause: number, node: number): void {
  const { tree } = context;
  const children = tree.children(clause);
  const indexOf = (test: (child: number) => boolean) => children.findIndex(test);
  const keyword = indexOf((each) => tree.is(each, KEYWORD) && tree.upper(each) === "SELECT");
  const newline = indexOf((each) => tree.is(each, NEWLINE));
  const target = children.indexOf(node);
  if (!(keyword < newline && newline < target) || hasNewline(tree, node)) return;
  if (isCommented(tree, children, keyword, newline)) {
    context.report(clause);
    return;
  }
  const modifier = indexOf((each) => tree.is(each, MODIFIER));
  context.report(clause, joinTarget(tree, { clause, children, newline, target, modifier }));
}

export const rule: Rule = {
  code: "LT09",
  name: "layout.select_targets",
  groups: ["all", "layout"],
  aliases: ["L036"],
  description: "Select targets stand on lines of their own, unless there is only one.",
  rationale: "One target a line makes lists readable and their changes visible.",
  fixable: true,
  effects: { respace: true, move: true },
  options: [
    choice(
      "wildcard_policy",
      ["single", "multiple"],
      "single",
      "Whether a wildcard counts as one target or as many.",
    ),
    choice(
      "single_target_policy",
      ["same_line", "new_line"],
      "same_line",
      "Whether an only target stands on the line of SELECT or on the next one.",
    ),
  ],
  bad: "SELECT a, b FROM foo\n",
  good: "SELECT\n    a,\n    b\nFROM foo\n",
  phase: "main",
  visits: [SELECT_CLAUSE],
  message: "Put each column of this SELECT on a line of its own; a single one may stay.",
  run(context) {
    const { tree } = context;
    const wildcardIsOne = context.text("wildcard_policy") === "single";
    const newLine = context.text("single_target_policy") === "new_line";
    return (clause) => {
      const targets = tree.childrenOf(clause, ELEMENT);
      if (targets.length === 0) return;
      const hasWildcard = targets.some((target) => tree.childOf(target, WILDCARD) >= 0);
      if (targets.length === 1 && (!hasWildcard || wildcardIsOne) && !newLine) {
        checkSingle(context, clause, targets[0]!);
        return;
      }
      const fixes = splitTargets(tree, clause, targets);
      if (fixes.length > 0) context.report(clause, fixes);
    };
  },
};
