import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import maintenance from "./maintenance.grammar" with { type: "text" };
import programs from "./programs.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import storage from "./storage.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** IBM Db2. */
export const db2 = new Dialect({
  name: "db2",
  parent: ansi,
  lexRules,
  files: { words, tokens, select, statements, storage, programs, maintenance },
  traits: { nameCharacters: "#" },
});
