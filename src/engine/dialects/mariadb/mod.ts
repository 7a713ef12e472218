import { Dialect } from "../dialect.ts";
import { mysql } from "../mysql/mod.ts";
import administration from "./administration.grammar" with { type: "text" };
import definitions from "./definitions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import queries from "./queries.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** MariaDB: MySQL with sequences, system-versioned tables, RETURNING and more. */
export const mariadb = new Dialect({
  name: "mariadb",
  parent: mysql,
  files: { words, queries, tables, definitions, administration },
  lexRules,
  traits: {
    quotedLiterals: "single",
    unionDistinct: false,
    valuesNeedAlias: true,
  },
});
