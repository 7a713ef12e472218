import { ansi } from "../ansi/mod.ts";
import { dialect } from "../dialect.ts";
import { expressionEntries, expressionReplacements } from "./expressions.ts";
import { changeLexer } from "./lexer.ts";
import { selectEntries, selectReplacements } from "./select.ts";
import { typeEntries, typeReplacements } from "./types.ts";
import * as words from "./words.ts";

/**
 * PostgreSQL over plain SQL. Its queries are whole; its other statements are still plain SQL's, so
 * it is not among the dialects that a text may be linted in.
 */
export const postgres = dialect("postgres", ansi, (d) => {
  changeLexer(d);
  d.setWords("reserved_keywords", words.reserved);
  d.setWords("unreserved_keywords", words.unreserved);
  d.changeWords("unreserved_keywords", { add: words.ofPlainSql });
  d.setWords("bare_functions", words.bareFunctions);
  d.setWords("datetime_units", words.datetimeUnits);
  d.setWords("date_part_function_name", "");
  d.setWords("value_table_functions", words.valueTableFunctions);
  d.add({ ...expressionEntries, ...typeEntries, ...selectEntries });
  d.replace({
    ...expressionReplacements(d),
    ...typeReplacements,
    ...selectReplacements(d),
  });
});
