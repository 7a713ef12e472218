import { Dialect } from "../dialect.ts";
import access from "./access.grammar" with { type: "text" };
import changes from "./changes.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import from from "./from.grammar" with { type: "text" };
import functions from "./functions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import types from "./types.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Standard SQL as SQLFluff takes it: what every other dialect changes. */
export const ansi = new Dialect({
  name: "ansi",
  parent: null,
  files: {
    words,
    tokens,
    types,
    expressions,
    functions,
    select,
    from,
    changes,
    tables,
    definitions,
    access,
    statements,
  },
  lexRules: () => lexRules,
});
