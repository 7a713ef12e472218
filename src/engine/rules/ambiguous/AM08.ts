import { crawl } from "../../analysis/nodes.ts";
import { KEYWORD, kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const OTHERS = [kind("update_statement"), kind("delete_statement")];
const JOIN_ON = kind("join_on_condition");
const WHERE = kind("where_clause");
const ELEMENT = kind("from_expression_element");
const FUNCTION_NAME = kind("function_name_identifier");
const UNCONDITIONAL = ["CROSS", "POSITIONAL", "USING", "NATURAL"];
const WORD_SETS = ["reserved_keywords", "unreserved_keywords", "future_reserved_keywords"];

export const rule: Rule = {
  code: "AM08",
  name: "ambiguous.join_condition",
  groups: ["all", "ambiguous"],
  aliases: [],
  description: "A join without a condition is written as CROSS JOIN.",
  rationale: "A join without ON may have lost it; CROSS says that every pair is meant.",
  fixable: false,
  options: [],
  bad: "SELECT foo.a FROM foo JOIN bar\n",
  good: "SELECT foo.a FROM foo CROSS JOIN bar\n",
  phase: "main",
  visits: [kind("join_clause")],
  message: "This join has no condition: write CROSS JOIN if every pair of rows is meant.",
  run(context) {
    const { tree, dialect } = context;
    if (!WORD_SETS.some((set) => dialect.inSet(set, "CROSS"))) return () => {};
    return (join) => {
      const words = tree.children(join).filter((child) => tree.kind(child) === KEYWORD)
        .map((child) => tree.upper(child));
      if (words.some((word) => UNCONDITIONAL.includes(word))) return;
      if (tree.childOf(join, JOIN_ON) >= 0) return;
      const statement = tree.closest(join, SELECT);
      const other = Math.max(...OTHERS.map((each) => tree.closest(join, each)));
      if (statement < 0 || other > statement || tree.childOf(statement, WHERE) >= 0) return;
      if (words.filter((word) => word === "JOIN").length !== 1) return;
      const element = tree.childOf(join, ELEMENT);
      const names = element < 0 ? [] : crawl(tree, element, [FUNCTION_NAME]);
      if (!names.some((name) => tree.upper(name) === "UNNEST")) context.report(join);
    };
  },
};
