import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import administration from "./administration.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Apache Hive. */
export const hive = new Dialect({
  name: "hive",
  parent: ansi,
  files: { words, tokens, select, statements, administration },
  lexRules,
  traits: {
    digitsLead: "plain",
    folding: "ignore",
    textQuotes: `'"`,
    plainNames: "lower",
    dotAccess: true,
    mixedQualification: true,
    quotedLiterals: "either",
  },
});
