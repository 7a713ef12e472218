import { Dialect } from "../dialect.ts";
import { postgres } from "../postgres/mod.ts";
import definitions from "./definitions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import loading from "./loading.grammar" with { type: "text" };
import policies from "./policies.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Amazon Redshift, which grew out of PostgreSQL. */
export const redshift = new Dialect({
  name: "redshift",
  parent: postgres,
  files: { words, tokens, select, tables, definitions, policies, loading, statements },
  lexRules,
  traits: {
    digitsLead: "quoted",
    anyLetters: false,
    valuesNeedAlias: false,
    dotAccess: true,
    structs: true,
    arraySources: true,
    concurrentIndexes: false,
    unvalidatedConstraints: false,
    mixedQualification: true,
    hashedTables: true,
    qualifyNeedsAlias: true,
    unionDistinct: true,
  },
});
