import { type Fix, insertAfter, remove, replace } from "../../edits.ts";
import { nameOf } from "../../layout/mod.ts";
import {
  blanksAfter,
  blanksBefore,
  codeChildren,
  kind,
  NEWLINE,
  type Tree,
} from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const MODIFIER = kind("select_clause_modifier");

/** Whether a template left something between the leaves of two nodes. */
function hasMark(tree: Tree, from: number, to: number): boolean {
  for (let leaf = from; leaf >= 0 && leaf < to; leaf = tree.leafAfter(leaf)) {
    if (tree.mark(leaf) !== null) return true;
  }
  return false;
}

/** Takes a modifier out; the break before it stays, or else the one that follows it anyway. */
function takeOut(tree: Tree, select: number, modifier: number): Fix[] {
  const isBreak = (leaf: number) => tree.is(leaf, NEWLINE);
  const [head, before] = [blanksAfter(tree, select), blanksBefore(tree, modifier)];
  const after = blanksAfter(tree, modifier);
  const endsLine = after.some(isBreak);
  const fixes = [remove(modifier)];
  if (!endsLine) {
    fixes.push(...after.map(remove));
    const [first, ...rest] = head;
    const indent = head.filter((leaf) => !isBreak(leaf)).map((leaf) => tree.text(leaf)).join("");
    return [...fixes, replace(first!, `\n${indent}`), ...rest.map(remove)];
  }
  return [...fixes, ...before.map(remove), ...after.slice(0, after.findIndex(isBreak)).map(remove)];
}

export const rule: Rule = {
  code: "LT10",
  name: "layout.select_modifiers",
  groups: ["all", "core", "layout"],
  aliases: ["L041"],
  description: "DISTINCT and ALL stand on the line of their SELECT.",
  rationale: "A modifier on a line of its own looks like the first column.",
  fixable: true,
  reads: "blanks",
  effects: { respace: true, move: true },
  options: [],
  bad: "SELECT\n    DISTINCT a,\n    b\nFROM x\n",
  good: "SELECT DISTINCT\n    a,\n    b\nFROM x\n",
  phase: "main",
  visits: [kind("select_clause")],
  message: "Keep DISTINCT or ALL on the line of its SELECT.",
  run(context) {
    const { tree } = context;
    return (clause) => {
      const modifier = tree.childOf(clause, MODIFIER);
      if (modifier < 0) return;
      const select = codeChildren(tree, clause)[0]!;
      if (!blanksAfter(tree, select).some((leaf) => tree.is(leaf, NEWLINE))) return;
      const isFixed = !hasMark(tree, tree.leafAfter(select), modifier);
      const text = tree.text(modifier);
      const said = `Write ${nameOf(tree, tree.firstCode(modifier))} on the line of its SELECT.`;
      const moved = insertAfter(select, ` ${text}`);
      context.report(clause, isFixed ? [moved, ...takeOut(tree, select, modifier)] : [], said);
    };
  },
};
