import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import administration from "./administration.grammar" with { type: "text" };
import broker from "./broker.grammar" with { type: "text" };
import changes from "./changes.grammar" with { type: "text" };
import databases from "./databases.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import from from "./from.grammar" with { type: "text" };
import graph from "./graph.grammar" with { type: "text" };
import indexes from "./indexes.grammar" with { type: "text" };
import keys from "./keys.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import objects from "./objects.grammar" with { type: "text" };
import procedures from "./procedures.grammar" with { type: "text" };
import security from "./security.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import sessions from "./sessions.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import warehouse from "./warehouse.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Transact-SQL of SQL Server, Azure SQL and Synapse, with batches and sqlcmd's commands. */
export const tsql = new Dialect({
  name: "tsql",
  parent: ansi,
  files: {
    words,
    tokens,
    expressions,
    select,
    from,
    changes,
    tables,
    indexes,
    warehouse,
    objects,
    procedures,
    security,
    databases,
    sessions,
    statements,
    administration,
    graph,
    broker,
    keys,
  },
  lexRules: () => lexRules,
  onlyReservedEnds: true,
  traits: {
    digitsLead: "unreported",
    lettersOptional: true,
    anyLetters: true,
    folding: "ignore",
    plainNames: "upper",
    valuesNeedAlias: true,
    systemProcedurePrefix: "sp_",
    nameCharacters: "@#$",
    withBeforeInsert: true,
    unionDistinct: false,
  },
});
