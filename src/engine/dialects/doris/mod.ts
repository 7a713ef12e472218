import { Dialect } from "../dialect.ts";
import { mysql } from "../mysql/mod.ts";
import loads from "./loads.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import warehouse from "./warehouse.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** Apache Doris: MySQL's protocol and queries, with tables of its own. */
export const doris = new Dialect({
  name: "doris",
  parent: mysql,
  files: { words, tables, warehouse, loads },
  traits: {
    unionDistinct: false,
    quotedLiterals: "single",
    accountsKeepQuotes: false,
  },
});
