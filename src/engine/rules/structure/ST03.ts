import { unquoted } from "../../analysis/identifiers.ts";
import { crawl } from "../../analysis/nodes.ts";
import { queryOf } from "../../analysis/query.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const TABLE_REFERENCE = kind("table_reference");
const IDENTIFIER = kind("identifier");
const CHANGES = kinds(
  "insert_statement",
  "update_statement",
  "delete_statement",
  "merge_statement",
);

function referenceName(tree: Tree, reference: number): string {
  const parts = crawl(tree, reference, [IDENTIFIER]);
  if (parts.length !== 1) return tree.text(reference).toUpperCase();
  return unquoted(tree, parts[0]!).toUpperCase();
}

export const rule: Rule = {
  code: "ST03",
  name: "structure.unused_cte",
  groups: ["all", "core", "structure"],
  aliases: ["L045"],
  description: "Every common table expression is used.",
  rationale: "One that is not costs the reader, and in some databases the server too.",
  fixable: false,
  options: [],
  bad: "WITH cte AS (\n    SELECT a FROM foo\n)\n\nSELECT b FROM bar\n",
  good: "WITH cte AS (\n    SELECT a FROM foo\n)\n\nSELECT a FROM cte\n",
  phase: "main",
  followsQueries: true,
  visits: kinds("with_compound_statement"),
  message: "Query defines a CTE (common-table expression) but does not use it.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      const ctes = [...queryOf(file, statement).ctes].filter(([, { cte }]) =>
        crawl(tree, cte, CHANGES, { except: [SELECT] }).length === 0
      );
      if (ctes.length === 0) return;
      const used = new Set(
        crawl(tree, statement, [TABLE_REFERENCE]).map((each) => referenceName(tree, each)),
      );
      for (const [name, { cteName }] of ctes) {
        if (used.has(name)) continue;
        const what = `Query defines CTE "${tree.text(cteName)}" but does not use it.`;
        context.report(cteName, [], what);
      }
    };
  },
};
