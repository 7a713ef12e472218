import { kind, type Tree } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const WITH = kind("with_compound_statement");
const SELECT = kind("select_statement");
const SELECT_CLAUSE = kind("select_clause");
const ELEMENT = kind("select_clause_element");
const WILDCARD = kind("wildcard_expression");
const FROM = kind("from_clause");

/** Whether a SELECT is nothing but SELECT * FROM something. */
function isPlainStar(tree: Tree, statement: number): boolean {
  const code = tree.children(statement).filter((child) => tree.isCode(child));
  const [clause, from] = code;
  if (code.length !== 2 || clause === undefined || from === undefined) return false;
  if (!tree.is(clause, SELECT_CLAUSE) || !tree.is(from, FROM)) return false;
  const targets = tree.childrenOf(clause, ELEMENT);
  return targets.length === 1 && tree.childOf(targets[0]!, WILDCARD) >= 0;
}

export const rule: Rule = {
  code: "CV13",
  name: "convention.last_select_star",
  groups: ["all", "convention"],
  aliases: [],
  description: "A query with common table expressions ends in SELECT * FROM one of them " +
    "(only when force_enable is on).",
  rationale: "With all the work in named steps, any of them can be looked at by changing one name.",
  fixable: false,
  options: [flag("force_enable", false, "Run this rule; it is off unless this is on.")],
  exampleConfig: { rules: { "convention.last_select_star": { force_enable: true } } },
  bad: "WITH final AS (\n    SELECT a FROM foo\n)\n\nSELECT a FROM final\n",
  good: "WITH final AS (\n    SELECT a FROM foo\n)\n\nSELECT * FROM final\n",
  phase: "main",
  visits: [WITH],
  nested: false,
  message: "End this model with SELECT * FROM its last CTE, so that each step can be looked at.",
  run(context) {
    if (!context.flag("force_enable")) return () => {};
    const { tree } = context;
    return (statement) => {
      const last = tree.childOf(statement, SELECT);
      if (last < 0 || !isPlainStar(tree, last)) context.report(last < 0 ? statement : last);
    };
  },
};
