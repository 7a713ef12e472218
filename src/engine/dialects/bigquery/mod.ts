import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import changes from "./changes.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import graphs from "./graphs.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import scripting from "./scripting.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** GoogleSQL as BigQuery has it, with its procedural language. */
export const bigquery = new Dialect({
  name: "bigquery",
  parent: ansi,
  files: { words, tokens, expressions, select, changes, definitions, scripting, graphs },
  lexRules: () => lexRules,
  traits: {
    lightQuotes: "`",
    digitsLead: "unreported",
    lettersOptional: true,
    dotAccess: true,
    dotAccessInJoins: true,
    mixedQualification: true,
    structs: true,
    tablesAnywhere: true,
    folding: "ignore",
    plainNames: "upper",
    wholeRows: true,
    valueTables: ["UNNEST"],
    lateralIsDerived: true,
    arraySources: true,
    pathsUseAliases: false,
    scriptVariables: true,
    quotedLiterals: "either",
    tripleQuotes: true,
    quotedCharacters: "-",
    quotedPaths: true,
  },
});
