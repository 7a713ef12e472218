import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import changes from "./changes.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import queries from "./queries.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** SQLite. */
export const sqlite = new Dialect({
  name: "sqlite",
  parent: ansi,
  files: { words, tokens, queries, changes, tables, statements },
  lexRules,
  traits: {
    unionDistinct: false,
    folding: "ignore",
    textQuotes: "",
    plainNames: "upper",
    quotesAddable: true,
    triggerRows: true,
  },
});
