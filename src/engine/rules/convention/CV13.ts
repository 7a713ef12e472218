import { codeChildren, FILE, indexOf, isAny, kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const STATEMENT = kind("statement");
const WITH = kind("with_compound_statement");
const SELECT = kind("select_statement");
const CLAUSE = kind("select_clause");
const MODIFIER = kind("select_clause_modifier");
const TARGET = kind("select_clause_element");
const WILDCARD = kind("wildcard_expression");
const FROM = kind("from_clause");
/** What may stand in the last query; others choose, order or limit its rows. */
const PLAIN = [CLAUSE, FROM, ...kinds("named_window")];

/** Whether a query is SELECT * FROM and no more. */
function isPlain(tree: Tree, query: number): boolean {
  const clause = tree.childOf(query, CLAUSE);
  if (clause < 0 || tree.childOf(query, FROM) < 0 || tree.childOf(clause, MODIFIER) >= 0) {
    return false;
  }
  const targets = tree.childrenOf(clause, TARGET);
  if (targets.length !== 1 || tree.childOf(targets[0]!, WILDCARD) < 0) return false;
  return codeChildren(tree, query).every((child) => isAny(tree, child, PLAIN));
}

/** The last statement of a file, or -1. */
function lastStatement(tree: Tree): number {
  const index = indexOf(tree);
  const all = index.between(index.present([STATEMENT]), 0, tree.size);
  let last = all.at(-1) ?? -1;
  for (let at = last; at >= 0; at = tree.closest(at, STATEMENT)) last = at;
  return last;
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
  visits: [FILE],
  when: { forced: "required" },
  message: "End this model with SELECT * FROM its last CTE, so that each step can be looked at.",
  run(context) {
    const { tree } = context;
    return () => {
      const last = lastStatement(tree);
      const [whole] = last < 0 ? [] : codeChildren(tree, last);
      if (whole === undefined || !tree.is(whole, WITH)) return;
      const query = tree.childOf(whole, SELECT);
      if (query >= 0 && isPlain(tree, query)) return;
      context.report(query < 0 ? whole : tree.childOf(query, CLAUSE));
    };
  },
};
