import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Trino. */
export const trino = new Dialect({
  name: "trino",
  parent: ansi,
  files: { words, tokens, select, statements },
  lexRules,
  traits: {
    plainNames: "upper",
    castsOneWay: true,
    folding: "ignore",
    dotAccess: true,
  },
});
