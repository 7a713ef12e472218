import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import json from "./json.grammar" with { type: "text" };
import match from "./match.grammar" with { type: "text" };
import routines from "./routines.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Trino. */
export const trino = new Dialect({
  name: "trino",
  parent: ansi,
  files: { words, tokens, select, json, match, routines, statements },
  lexRules,
  traits: {
    plainNames: "upper",
    castsOneWay: true,
    folding: "ignore",
    dotAccess: true,
  },
});
