import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import access from "./access.grammar" with { type: "text" };
import administration from "./administration.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** ClickHouse. */
export const clickhouse = new Dialect({
  name: "clickhouse",
  parent: ansi,
  lexRules,
  files: { words, tokens, select, statements, access, administration },
  traits: {
    digitsLead: "unreported",
    lettersOptional: true,
    folding: "none",
    caseSensitive: true,
    dotAccess: true,
    joinedFunctions: true,
    joinsByUsing: true,
  },
});
