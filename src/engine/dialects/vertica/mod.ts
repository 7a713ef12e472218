import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
import { lexRules } from "./lexer.ts";
import objects from "./objects.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** OpenText Vertica. */
export const vertica = new Dialect({
  name: "vertica",
  parent: ansi,
  lexRules,
  files: { words, tokens, select, statements, objects },
  traits: {
    digitsLead: "unreported",
    lettersOptional: true,
    anyLetters: true,
    nameCharacters: "$",
    unionDistinct: false,
    plainNames: "upper",
    folding: "ignore",
  },
});
