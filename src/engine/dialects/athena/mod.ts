import { ansi } from "../ansi/mod.ts";
import { Dialect } from "../dialect.ts";
// Since its third engine it runs Trino's queries.
import json from "../trino/json.grammar" with { type: "text" };
import match from "../trino/match.grammar" with { type: "text" };
import select from "./select.grammar" with { type: "text" };
import statements from "./statements.grammar" with { type: "text" };
import tokens from "./tokens.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Amazon Athena. */
export const athena = new Dialect({
  name: "athena",
  parent: ansi,
  files: { words, tokens, select, json, match, statements },
  traits: {
    lettersOptional: true,
    unionDistinct: false,
    plainNames: "lower",
    castsOneWay: true,
    folding: "ignore",
    dotAccess: true,
    mixedQualification: true,
    structs: true,
    lambdas: true,
    valuesNeedAlias: true,
  },
});
