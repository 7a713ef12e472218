import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import storage from "./storage.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Teradata, with its BTEQ commands. */
export const teradata = new Dialect({
  name: "teradata",
  parent: ansi,
  files: { words, tokens, select, statements, storage },
  traits: {
    unionDistinct: false,
    plainNames: "upper",
    castsOneWay: true,
    twoInequalities: false,
    folding: "ignore",
  },
});
