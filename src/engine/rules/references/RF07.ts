import { unquoted } from "../../analysis/identifiers.ts";
import { crawl } from "../../analysis/nodes.ts";
import { isQualified } from "../../analysis/references.ts";
import { selectInfoWithTables } from "../../analysis/select.ts";
import { quoted } from "../../reflow/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const ELEMENT = kind("select_clause_element");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");
const QUOTED = kind("quoted_identifier");
const COLUMN_REFERENCE = kind("column_reference");
const CLAUSES = kinds("partitionby_clause", "orderby_clause");

/** An identifier as it is compared: quoted and not quoted ones are never the same. */
function keyOf(tree: Tree, leaf: number): string {
  return tree.is(leaf, QUOTED) ? `"${unquoted(tree, leaf)}` : tree.upper(leaf);
}

/** The aliases of a SELECT's targets. */
function aliasKeys(tree: Tree, statement: number): Set<string> {
  const outside = { except: [SELECT] };
  const leaves = crawl(tree, statement, [ELEMENT], outside)
    .flatMap((element) => crawl(tree, element, [ALIAS_EXPRESSION], outside))
    .flatMap((alias) => crawl(tree, alias, [IDENTIFIER]));
  return new Set(leaves.map((leaf) => keyOf(tree, leaf)));
}

export const rule: Rule = {
  code: "RF07",
  name: "references.window_alias",
  groups: ["all", "references"],
  aliases: [],
  description: "A window clause does not name a column like a select alias " +
    "(only when force_enable is on).",
  rationale: "In a window, the name means the column of a table, not the alias beside it.",
  fixable: false,
  options: [flag("force_enable", false, "Run this rule; it is off unless this is on.")],
  exampleConfig: { rules: { "references.window_alias": { force_enable: true } } },
  bad: "SELECT\n    a.x + 1 AS y,\n    RANK() OVER (ORDER BY y) AS r\n" +
    "FROM a\nINNER JOIN b ON a.id = b.id\n",
  good: "SELECT\n    a.x + 1 AS y,\n    RANK() OVER (ORDER BY b.y) AS r\n" +
    "FROM a\nINNER JOIN b ON a.id = b.id\n",
  phase: "main",
  visits: kinds("window_specification"),
  message: "A window clause refers to a select alias.",
  run(context) {
    if (!context.flag("force_enable")) return () => {};
    const { tree, file } = context;
    return (window) => {
      const statement = tree.closest(window, SELECT);
      const info = statement < 0 ? null : selectInfoWithTables(file, statement);
      if (info === null || info.tables.length <= 1) return;
      const aliases = aliasKeys(tree, statement);
      const references = crawl(tree, window, CLAUSES)
        .flatMap((clause) => crawl(tree, clause, [COLUMN_REFERENCE], { except: [SELECT] }));
      for (const reference of references) {
        const identifier = crawl(tree, reference, [IDENTIFIER])[0];
        if (identifier === undefined || isQualified(file, reference)) continue;
        if (!aliases.has(keyOf(tree, identifier))) continue;
        const what = `Reference ${quoted(tree.text(reference))} in window clause matches a ` +
          "select alias but resolves to a table column. Qualify it with its table.";
        context.report(reference, [], what);
      }
    };
  },
};
