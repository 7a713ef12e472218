import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import changes from "./changes.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import pipes from "./pipes.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Spark SQL, with what Delta Lake and Iceberg add. */
export const sparksql = new Dialect({
  name: "sparksql",
  parent: ansi,
  files: { words, tokens, expressions, select, pipes, changes, definitions, statements },
  lexRules: () => lexRules,
  traits: {
    lightQuotes: "`",
    digitsLead: "plain",
    folding: "ignore",
    textQuotes: `'"`,
    dotAccess: true,
    dotAccessInJoins: true,
    pseudoStructs: ["_METADATA"],
    unionDistinct: false,
    quotedLiterals: "either",
    lambdas: true,
  },
});
