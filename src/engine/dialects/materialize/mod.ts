import { Dialect } from "../dialect.ts";
import { postgres } from "../postgres/mod.ts";
import statements from "./statements.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Materialize, which keeps views of streams and speaks PostgreSQL. */
export const materialize = new Dialect({
  name: "materialize",
  parent: postgres,
  files: { words, "statements.grammar": statements },
  traits: {
    concurrentIndexes: false,
    unvalidatedConstraints: false,
    valuesNeedAlias: false,
    wholeRows: false,
  },
});
