import { Dialect } from "../dialect.ts";
import { postgres } from "../postgres/mod.ts";
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** DuckDB, whose SQL is close to PostgreSQL's. */
export const duckdb = new Dialect({
  name: "duckdb",
  parent: postgres,
  files: { words, tokens, expressions, select, statements },
  lexRules,
  traits: {
    folding: "ignore",
    textQuotes: "",
    typeWords: [],
    dotAccess: true,
    columnsFunctions: ["COLUMNS"],
    concurrentIndexes: false,
    unvalidatedConstraints: false,
    valuesNeedAlias: false,
    wholeRows: false,
  },
});
