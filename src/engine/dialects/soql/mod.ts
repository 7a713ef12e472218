import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import select from "./select.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Salesforce's object query language, SOQL. */
export const soql = new Dialect({
  name: "soql",
  parent: ansi,
  files: { words, "select.grammar": select },
  lexRules,
  traits: {
    unionDistinct: false,
    dotAccess: true,
  },
});
