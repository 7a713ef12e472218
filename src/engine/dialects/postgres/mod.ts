import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import administration from "./administration.grammar" with { type: "text" };
import changes from "./changes.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import objects from "./objects.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import sessions from "./sessions.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** PostgreSQL, with what psql adds to a script. */
export const postgres = new Dialect({
  name: "postgres",
  parent: ansi,
  files: {
    words,
    tokens,
    expressions,
    select,
    changes,
    tables,
    definitions,
    administration,
    sessions,
    objects,
    statements,
  },
  lexRules: () => lexRules,
  traits: {
    digitsLead: "unreported",
    lettersOptional: true,
    anyLetters: true,
    folding: "lower",
    wholeRows: true,
    valueTables: ["GENERATE_SERIES", "UNNEST"],
    valuesNeedAlias: true,
    lateralIsDerived: true,
    concurrentIndexes: true,
    unvalidatedConstraints: true,
    nameCharacters: "$",
    // "char" holds one byte and "bit" any number of bits; the others are no names of types in quotes.
    typeWords: [
      "bigint",
      "bit",
      "boolean",
      "char",
      "character",
      "dec",
      "decimal",
      "float",
      "int",
      "integer",
      "nchar",
      "real",
      "smallint",
    ],
    unionDistinct: false,
  },
});
