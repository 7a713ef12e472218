import { Dialect } from "../dialect.ts";
import { sparksql } from "../sparksql/mod.ts";
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import scripting from "./scripting.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Databricks, with its notebooks. */
export const databricks = new Dialect({
  name: "databricks",
  parent: sparksql,
  files: { words, tokens, expressions, statements, scripting },
  lexRules,
  emptyStatements: true,
  traits: {
    unionDistinct: true,
    dotAccessInJoins: false,
    folding: "ignore",
    plainNames: "upper",
    givenNames: ["enableChangeDataFeed"],
  },
});
