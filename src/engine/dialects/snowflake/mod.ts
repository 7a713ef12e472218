import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import changes from "./changes.grammar" with { type: "text" };
import expressions from "./expressions.grammar" with { type: "text" };
import { lexRules } from "./lexer.ts";
import objects from "./objects.grammar" with { type: "text" };
import policies from "./policies.grammar" with { type: "text" };
import scripting from "./scripting.grammar" with { type: "text" };
import services from "./services.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Snowflake, with Snowflake Scripting. */
export const snowflake = new Dialect({
  name: "snowflake",
  parent: ansi,
  files: {
    words,
    tokens,
    expressions,
    select,
    changes,
    tables,
    scripting,
    objects,
    policies,
    services,
    statements,
  },
  lexRules: () => lexRules,
  traits: {
    digitsLead: "unreported",
    lettersOptional: true,
    quotedCharacters: "$",
    oddSingleQuotes: true,
    valuesNeedAlias: true,
    lateralIsDerived: true,
    nameCharacters: "$",
    ordinaryCharacters: "$",
    pseudoColumns: ["NEXTVAL", "CURRVAL"],
  },
});
