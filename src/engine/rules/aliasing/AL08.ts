import { isAny } from "../../analysis/nodes.ts";
import { quoted } from "../../reflow/mod.ts";
import { kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");
const ELEMENT = kind("select_clause_element");
const ALIAS_EXPRESSION = kind("alias_expression");
const COLUMN_REFERENCE = kind("column_reference");
const NAMES = kinds("naked_identifier", "quoted_identifier");

export const rule: Rule = {
  code: "AL08",
  name: "aliasing.unique.column",
  groups: ["all", "core", "aliasing", "aliasing.unique"],
  aliases: [],
  description: "No two columns of a SELECT go by the same name.",
  rationale: "Who reads such a result by name gets one of the two, and not always the same one.",
  fixable: false,
  options: [],
  bad: "SELECT a AS foo, b AS foo FROM t\n",
  good: "SELECT a AS foo, b AS bar FROM t\n",
  phase: "main",
  visits: [SELECT_CLAUSE],
  message: "Column aliases should be unique within each clause.",
  run(context) {
    const { tree, file } = context;
    const nameOf = (element: number) => {
      const alias = tree.childOf(element, ALIAS_EXPRESSION);
      if (alias >= 0) return tree.children(alias).find((each) => isAny(tree, each, NAMES)) ?? -1;
      const column = tree.childOf(element, COLUMN_REFERENCE);
      return column < 0 ? -1 : tree.lastChild(column);
    };
    return (clause) => {
      const seen = new Map<string, number>();
      for (const element of tree.childrenOf(clause, ELEMENT)) {
        const name = nameOf(element);
        if (name < 0) continue;
        const key = tree.upper(name).replace(/^["'`]+|["'`]+$/g, "");
        const earlier = seen.get(key);
        if (earlier === undefined) {
          seen.set(key, element);
          continue;
        }
        const line = file.source.line(tree.sourceStart(earlier));
        const what = `Reuse of column alias ${quoted(tree.text(name))} from line ${line}.`;
        context.report(name, [], what);
      }
    };
  },
};
