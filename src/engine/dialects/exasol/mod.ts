import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import changes from "./changes.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import loading from "./loading.grammar" with { type: "text" };
import queries from "./queries.grammar" with { type: "text" };
import scripts from "./scripts.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import users from "./users.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Exasol, with its scripts and functions. */
export const exasol = new Dialect({
  name: "exasol",
  parent: ansi,
  files: { words, tokens, queries, changes, tables, loading, scripts, users, statements },
  lexRules,
  traits: { unionDistinct: false, holdsScripts: true },
});
