import { dialect } from "../dialect.ts";
import { access } from "./access.ts";
import { clauses } from "./clauses.ts";
import { columns, definitions } from "./definitions.ts";
import { expressions } from "./expressions.ts";
import { from } from "./from.ts";
import { functions } from "./functions.ts";
import { keywords } from "./keywords.ts";
import { lexRules } from "./lexer.ts";
import { literals } from "./literals.ts";
import { changes } from "./changes.ts";
import { operators } from "./operators.ts";
import { references } from "./references.ts";
import { select } from "./select.ts";
import { statements } from "./statements.ts";
import { symbols } from "./symbols.ts";
import { tables } from "./tables.ts";
import { types } from "./types.ts";
import * as words from "./words.ts";

/** Plain SQL, and the parent of every other dialect. */
export const ansi = dialect("ansi", null, (d) => {
  d.lexRules = [...lexRules];
  d.brackets = [
    { shape: "round", open: "StartBracketSegment", close: "EndBracketSegment", persists: true },
    {
      shape: "square",
      open: "StartSquareBracketSegment",
      close: "EndSquareBracketSegment",
      persists: false,
    },
    {
      shape: "curly",
      open: "StartCurlyBracketSegment",
      close: "EndCurlyBracketSegment",
      persists: false,
    },
  ];
  d.setWords("reserved_keywords", words.reserved);
  d.setWords("unreserved_keywords", `${words.unreserved} FORMATS POLICIES`);
  d.setWords("bare_functions", words.bareFunctions);
  d.setWords("datetime_units", words.datetimeUnits);
  d.setWords("date_part_function_name", words.datePartFunctions);
  for (
    const family of [
      symbols,
      literals,
      keywords,
      operators,
      references,
      types,
      functions,
      expressions,
      clauses,
      from,
      select,
      changes,
      columns,
      tables,
      definitions,
      access,
      statements,
    ]
  ) d.add(family);
});
