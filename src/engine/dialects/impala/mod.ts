import { Dialect } from "../dialect.ts";
import { hive } from "../hive/mod.ts";
import statements from "./statements.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Apache Impala. */
export const impala = new Dialect({
  name: "impala",
  parent: hive,
  files: { words, "statements.grammar": statements },
  traits: {
    unionDistinct: false,
    mixedQualification: false,
    quotedLiterals: "single",
  },
});
