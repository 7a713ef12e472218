import { VALUE } from "../effects.ts";
import { type Fix, insertBefore, remove, replace } from "../../edits.ts";
import { blanksBefore, kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { commentBehind, flattened, isMerged, nestedCase } from "./case_chain.ts";

const ELSE = kind("else_clause");

/** Puts the clauses of a nested CASE in place of the ELSE that it stands in. */
function merge(tree: Tree, node: number, nested: number, unit: string): Fix[] {
  const clause = tree.childOf(node, ELSE);
  const fixes = [
    ...blanksBefore(tree, clause).map(remove),
    replace(clause, flattened(tree, node, nested, unit)),
  ];
  const behind = commentBehind(tree, node);
  if (behind === null) return fixes;
  const { comment, indent } = behind;
  return [
    ...fixes,
    ...blanksBefore(tree, comment).map(remove),
    insertBefore(comment, `\n${indent}`),
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
  reads: "code",
  effects: { respace: true, move: true, remove: ["CASE", "ELSE", "END", ...VALUE] },
  options: [],
  bad: "SELECT\n    CASE\n        WHEN a = 1 THEN 'x'\n        ELSE\n            CASE\n" +
    "                WHEN a = 2 THEN 'y'\n            END\n    END AS b\nFROM foo\n",
  good: "SELECT\n    CASE\n        WHEN a = 1 THEN 'x'\n        WHEN a = 2 THEN 'y'\n" +
    "    END AS b\nFROM foo\n",
  phase: "main",
  visits: [kind("case_expression")],
  message: "The CASE in this ELSE can be merged into the outer one: move its WHENs up.",
  run(context) {
    const { tree, file } = context;
    return (node) => {
      const nested = nestedCase(tree, node);
      if (nested < 0) return;
      // The outermost takes in all that are nested in it.
      const fixes = isMerged(tree, node) ? [] : merge(tree, node, nested, file.layout.singleIndent);
      context.report(nested, fixes);
    };
  },
};
