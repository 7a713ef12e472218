import { isAny } from "../../analysis/nodes.ts";
import { remove } from "../../edits.ts";
import { kind, WHITESPACE } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const ELEMENT = kind("select_clause_element");
const ALIAS_EXPRESSION = kind("alias_expression");
const ALIAS_OPERATOR = kind("alias_operator");
const COLUMN_REFERENCE = kind("column_reference");
const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const NAMES = kinds("naked_identifier", "quoted_identifier");
const CASE_SENSITIVE = ["clickhouse"];
const AMBIGUOUS = "This alias is the column's name in other letters: drop it, or put the one of " +
  "the two in quotes whose letters matter.";

export const rule: Rule = {
  code: "AL09",
  name: "aliasing.self_alias.column",
  groups: ["all", "core", "aliasing"],
  aliases: [],
  description: "A column is not aliased to its own name.",
  rationale: "Such an alias changes nothing, and lets a reader look for the difference.",
  fixable: true,
  options: [],
  bad: "SELECT col AS col FROM t\n",
  good: "SELECT col FROM t\n",
  phase: "main",
  visits: [SELECT_CLAUSE],
  message: "This alias is the column's own name: drop it.",
  run(context) {
    const { tree, dialect } = context;
    const names = (node: number) => tree.children(node).filter((each) => isAny(tree, each, NAMES));
    const check = (element: number) => {
      const column = tree.childOf(element, COLUMN_REFERENCE);
      const alias = tree.childOf(element, ALIAS_EXPRESSION);
      if (column < 0 || alias < 0) return;
      const from = names(column).at(-1);
      const to = names(alias)[0];
      if (from === undefined || to === undefined) return;
      const space = tree.childOf(element, WHITESPACE);
      const operator = tree.childOf(alias, ALIAS_OPERATOR);
      const isAssigned = operator >= 0 && tree.text(operator) === "=";
      if (!isAssigned && space < 0 && !tree.is(from, QUOTED)) return;
      const anchor = tree.firstLeaf(element);
      if (tree.text(from) === tree.text(to)) {
        context.report(anchor, [...(space >= 0 ? [remove(space)] : []), remove(alias)]);
      } else if (
        !CASE_SENSITIVE.includes(dialect.name) && tree.is(from, NAKED) && tree.is(to, NAKED) &&
        tree.upper(from) === tree.upper(to)
      ) context.report(anchor, [], AMBIGUOUS);
    };
    return (clause) => tree.childrenOf(clause, ELEMENT).forEach(check);
  },
};
