import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import administration from "./administration.grammar" with { type: "text" };
import blocks from "./blocks.grammar" with { type: "text" };
import changes from "./changes.grammar" with { type: "text" };
import declarations from "./declarations.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import objects from "./objects.grammar" with { type: "text" };
import partitions from "./partitions.grammar" with { type: "text" };
import privileges from "./privileges.grammar" with { type: "text" };
import recent from "./recent.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import sessions from "./sessions.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import types from "./types.grammar" with { type: "text" };
import units from "./units.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Oracle Database's SQL and PL/SQL, with what scripts for SQL*Plus add. */
export const oracle = new Dialect({
  name: "oracle",
  parent: ansi,
  files: {
    words,
    tokens,
    types,
    expressions,
    select,
    changes,
    tables,
    partitions,
    objects,
    privileges,
    sessions,
    declarations,
    blocks,
    units,
    statements,
    administration,
    recent,
  },
  lexRules,
  traits: {
    anyLetters: true,
    lateralIsDerived: true,
    unionDistinct: false,
    tableAliasTakesAs: false,
    pseudoColumns: ["CURRVAL", "NEXTVAL"],
    nameCharacters: "$#",
  },
});
