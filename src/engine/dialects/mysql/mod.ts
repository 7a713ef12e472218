import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import accounts from "./accounts.grammar" with { type: "text" };
import administration from "./administration.grammar" with { type: "text" };
import changes from "./changes.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import programs from "./programs.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** MySQL, with what its command-line client adds to a script. */
export const mysql = new Dialect({
  name: "mysql",
  parent: ansi,
  files: {
    words,
    tokens,
    expressions,
    select,
    changes,
    tables,
    definitions,
    programs,
    accounts,
    administration,
    statements,
  },
  lexRules,
  clientCommands: true,
  emptyStatements: true,
  traits: {
    lightQuotes: "`",
    digitsLead: "plain",
    folding: "none",
    quotedLiterals: "either",
    nameCharacters: "$",
    convertTakes: "value first",
  },
});
