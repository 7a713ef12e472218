import { codeChildren, KEYWORD, type Tree, word } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const CONCURRENTLY = word("CONCURRENTLY");
const UNIQUE = word("UNIQUE");
const IF = word("IF");

/** The words that a statement starts with, such as DROP INDEX. */
function leadingWords(tree: Tree, statement: number): string {
  const children = codeChildren(tree, statement);
  const end = children.findIndex((child) => !tree.is(child, KEYWORD) || tree.word(child) === IF);
  return children.slice(0, end < 0 ? undefined : end).map((child) => tree.upper(child)).join(" ");
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
  visits: kinds(
    "create_index_statement",
    "drop_index_statement",
    "reindex_statement_segment",
    "refresh_materialized_view_statement",
  ),
  when: { dialect: (traits) => traits.concurrentIndexes, forced: "required" },
  message: "This statement locks out all writers: add CONCURRENTLY.",
  run(context) {
    const { tree } = context;
    return (statement) => {
      // As in SQLFluff, a unique index is let be.
      const words = tree.childrenOf(statement, KEYWORD).map((each) => tree.word(each));
      if (words.includes(CONCURRENTLY) || words.includes(UNIQUE)) return;
      const said = `${leadingWords(tree, statement)} locks out all writers: add CONCURRENTLY.`;
      context.report(statement, [], said);
    };
  },
};
