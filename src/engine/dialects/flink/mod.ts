import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Apache Flink SQL. */
export const flink = new Dialect({
  name: "flink",
  parent: ansi,
  lexRules,
  files: { words, tokens, select, statements },
  traits: {
    lightQuotes: "`",
    unionDistinct: false,
    folding: "ignore",
    textQuotes: `'"`,
    plainNames: "upper",
  },
});
