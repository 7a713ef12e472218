import { isInside } from "../../analysis/nodes.ts";
import { kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

const IGNORED = kinds("withingroup_clause", "window_specification", "aggregate_order_by");
const ARRAY = kinds("array_expression");
const EXPLICIT = kinds("column_reference", "expression");
const IMPLICIT = kind("numeric_literal");

export const rule: Rule = {
  code: "AM06",
  name: "ambiguous.column_references",
  groups: ["all", "core", "ambiguous"],
  aliases: ["L054"],
  description: "GROUP BY and ORDER BY name their columns either by name or by number.",
  rationale: "Numbers point elsewhere once a column is added; mixed with names they hide well.",
  fixable: false,
  options: [choice(
    "group_by_and_order_by_style",
    ["consistent", "implicit", "explicit"],
    "consistent",
    "Numbers (implicit) or names (explicit); consistent takes what comes first.",
  )],
  bad: "SELECT a, b FROM foo GROUP BY 1 ORDER BY a\n",
  good: "SELECT a, b FROM foo GROUP BY 1 ORDER BY 2\n",
  phase: "main",
  visits: kinds("groupby_clause", "orderby_clause", "grouping_expression_list"),
  message: "Inconsistent column references in 'GROUP BY/ORDER BY' clauses.",
  run(context) {
    const { tree, dialect } = context;
    const style = context.text("group_by_and_order_by_style");
    let prior: string | null = null;
    return (clause) => {
      if (isInside(tree, clause, IGNORED)) return;
      if (dialect.name === "bigquery" && isInside(tree, clause, ARRAY)) return;
      const found = new Set<string>();
      for (const child of tree.children(clause)) {
        if (EXPLICIT.includes(tree.kind(child))) found.add("explicit");
        else if (tree.is(child, IMPLICIT)) found.add("implicit");
      }
      if (found.size === 0) return;
      if (style !== "consistent") {
        if (found.size > 1 || !found.has(style)) context.report(clause);
        return;
      }
      const [only] = found;
      if (found.size > 1 || (prior !== null && prior !== only)) context.report(clause);
      else prior = only!;
    };
  },
};
