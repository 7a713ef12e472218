import { Dialect } from "../dialect.ts";
import { postgres } from "../postgres/mod.ts";
import statements from "./statements.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Greenplum, PostgreSQL on many segments. */
export const greenplum = new Dialect({
  name: "greenplum",
  parent: postgres,
  files: { words, "statements.grammar": statements },
  traits: {
    concurrentIndexes: false,
    unvalidatedConstraints: false,
    valuesNeedAlias: false,
    wholeRows: false,
  },
});
