import { hasComment, kind, nextCode, type Tree } from "../../tree/mod.ts";
import { cutOut } from "../removal.ts";
import type { Rule } from "../rule.ts";
import { firstCodeChild } from "../words.ts";

const ELSE = kind("else_clause");
const EXPRESSION = kind("expression");
const NULL = kind("null_literal");

/** Whether an ELSE gives NULL as it is. */
function givesNull(tree: Tree, clause: number): boolean {
  const word = firstCodeChild(tree, clause);
  const given = word < 0 ? -1 : nextCode(tree, word);
  if (given < 0) return false;
  const value = tree.is(given, EXPRESSION) ? firstCodeChild(tree, given) : given;
  return value >= 0 && tree.is(value, NULL) && tree.end(value) > tree.lastCode(clause);
}

export const rule: Rule = {
  code: "ST01",
  name: "structure.else_null",
  groups: ["all", "structure"],
  aliases: ["L035"],
  description: "CASE has no ELSE NULL.",
  rationale: "NULL is what comes out without it.",
  fixable: true,
  reads: "code",
  effects: { remove: ["ELSE", "NULL"] },
  options: [],
  bad: "SELECT CASE WHEN a THEN 1 ELSE NULL END FROM foo\n",
  good: "SELECT CASE WHEN a THEN 1 END FROM foo\n",
  phase: "main",
  visits: [kind("case_expression")],
  message: "A CASE without ELSE gives NULL anyway: drop ELSE NULL.",
  run(context) {
    const { tree } = context;
    return (node) => {
      const clause = tree.childOf(node, ELSE);
      if (clause < 0 || !givesNull(tree, clause)) return;
      const isCommented = hasComment(tree, clause, tree.end(clause));
      context.report(node, isCommented ? [] : cutOut(tree, clause));
    };
  },
};
