import type { TableAlias } from "../../analysis/aliases.ts";
import { crawl } from "../../analysis/nodes.ts";
import { isQualified } from "../../analysis/references.ts";
import { type SelectInfo, selectInfoWithTables } from "../../analysis/select.ts";
import { quoted } from "../../reflow/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { flag, IGNORE_WORDS, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const FROM = kind("from_clause");
const WHERE = kind("where_clause");
const DECLARE = kind("declare_segment");
const IDENTIFIER = kind("identifier");
const ROW_REFERENCES = ["bigquery", "postgres", "redshift"];

/** Whether a subquery stands in a FROM clause, where it cannot see the tables beside it. */
function isInFrom(tree: Tree, statement: number): boolean {
  const from = tree.closest(statement, FROM);
  return from >= 0 && from > tree.closest(statement, WHERE);
}

/** The tables whose columns can be read in a SELECT: its own and those around it. */
function visibleTables(context: RuleContext, info: SelectInfo, ignoreOuter: boolean): TableAlias[] {
  const { tree, file } = context;
  const outer = tree.closest(info.statement, SELECT);
  if (outer < 0 || ignoreOuter || isInFrom(tree, info.statement)) return info.tables;
  const around = selectInfoWithTables(file, outer)?.tables ?? [];
  const beside = around.filter(({ element }) =>
    !(info.statement >= element && info.statement < tree.end(element))
  );
  return [...info.tables, ...beside];
}

function sqlVariables({ tree, dialect }: RuleContext): Set<string> {
  if (dialect.name !== "bigquery") return new Set();
  const names = crawl(tree, 0, [DECLARE]).flatMap((each) => tree.childrenOf(each, IDENTIFIER));
  return new Set(names.map((name) => tree.text(name).toLowerCase()));
}

export const rule: Rule = {
  code: "RF02",
  name: "references.qualification",
  groups: ["all", "references"],
  aliases: ["L027"],
  description: "With more than one table in FROM, every column says which one it is of.",
  rationale: "A bare column gets ambiguous, or another one, when a table gains a column.",
  fixable: false,
  options: [
    flag(
      "subqueries_ignore_external_references",
      false,
      "Count only a subquery's own tables, not those of the queries around it.",
    ),
    ...IGNORE_WORDS,
  ],
  bad: "SELECT a, b.c FROM foo LEFT JOIN b ON foo.id = b.id\n",
  good: "SELECT foo.a, b.c FROM foo LEFT JOIN b ON foo.id = b.id\n",
  phase: "main",
  visits: [SELECT],
  message: "References should be qualified if select has more than one referenced table/view.",
  run(context) {
    const { tree, file, dialect } = context;
    const ignoreOuter = context.flag("subqueries_ignore_external_references");
    const isIgnored = context.ignoredWords();
    const variables = sqlVariables(context);
    const textOf = (node: number) => tree.text(node);
    return (statement) => {
      const info = selectInfoWithTables(file, statement);
      if (info === null) return;
      const tables = visibleTables(context, info, ignoreOuter);
      if (tables.length <= 1) return;
      const known = new Set([...info.using, ...info.standalone].map(textOf));
      const rows = ROW_REFERENCES.includes(dialect.name)
        ? new Set(
          tables.filter(({ leaf }) => leaf >= 0).map(({ leaf }) => textOf(leaf).toLowerCase()),
        )
        : new Set<string>();
      for (const reference of info.references) {
        const text = textOf(reference);
        if (isIgnored(text) || variables.has(text.toLowerCase())) continue;
        if (isQualified(file, reference) || known.has(text) || rows.has(text.toLowerCase())) {
          continue;
        }
        const isAlias = info.columns.some(({ name, references }) =>
          name === text && !references.includes(reference)
        );
        if (isAlias) continue;
        const what = `Unqualified reference ${quoted(text)} found in select with more than one ` +
          "referenced table/view.";
        context.report(reference, [], what);
      }
    };
  },
};
