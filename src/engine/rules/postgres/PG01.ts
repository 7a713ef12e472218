import { kind, type Tree } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const STATEMENTS = [
  kind("create_index_statement"),
  kind("drop_index_statement"),
  kind("reindex_statement_segment"),
  kind("refresh_materialized_view_statement"),
];

/** The keywords that a statement is made of, in capitals; what is in brackets or nodes is not. */
function keywords(tree: Tree, statement: number): string[] {
  return tree.children(statement)
    .filter((child) => tree.isLeaf(child) && tree.isCode(child))
    .map((child) => tree.upper(child));
}

export const rule: Rule = {
  code: "PG01",
  name: "postgres.excessive_locks",
  groups: ["all", "postgres"],
  aliases: [],
  description: "Indexes and materialized views change CONCURRENTLY, so that writes go on.",
  rationale: "Without it the statement holds a lock that keeps all writers of the table waiting.",
  fixable: false,
  options: [flag("force_enable", false, "Run at all: not every migration can do without locks.")],
  exampleConfig: { rules: { "postgres.excessive_locks": { force_enable: true } } },
  exampleDialect: "postgres",
  bad: "DROP INDEX orders_by_day;\n",
  good: "DROP INDEX CONCURRENTLY orders_by_day;\n",
  phase: "main",
  visits: STATEMENTS,
  message: "This statement locks out all writers: add CONCURRENTLY.",
  run(context) {
    const { tree, dialect } = context;
    if (!dialect.traits.concurrentIndexes || !context.flag("force_enable")) return () => {};
    return (statement) => {
      const words = keywords(tree, statement);
      // A unique index is left alone, as SQLFluff does.
      if (words.includes("CONCURRENTLY") || words.includes("UNIQUE")) return;
      context.report(statement);
    };
  },
};
