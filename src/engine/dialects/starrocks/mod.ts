import { Dialect } from "../dialect.ts";
import { mysql } from "../mysql/mod.ts";
import loads from "./loads.grammar" with { type: "text" };
import queries from "./queries.grammar" with { type: "text" };
import tables from "./tables.grammar" with { type: "text" };
import warehouse from "./warehouse.grammar" with { type: "text" };
import words from "./words.grammar" with { type: "text" };

/** StarRocks: MySQL's protocol and queries, with tables of its own. */
export const starrocks = new Dialect({
  name: "starrocks",
  parent: mysql,
  files: { words, queries, tables, loads, warehouse },
  traits: {
    unionDistinct: false,
    quotedLiterals: "single",
    accountsKeepQuotes: false,
  },
});
