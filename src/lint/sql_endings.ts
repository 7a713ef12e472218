/** Which files of a folder are SQL: SQLFluff's `sql_file_exts` in the section of the core. */
import { coreList } from "./core_list.ts";
import type { ConfigFile } from "./port.ts";

/** Endings that SQLFluff lints where configuration says nothing. */
const ENDINGS = [".sql", ".sql.j2", ".dml", ".ddl", ".pkb"];

/**
 * Endings of SQL files, in lower case. As with SQLFluff it is the working folder and those above it
 * that say them, for every folder that is searched: `files` are theirs, outermost first.
 */
export function sqlEndings(files: readonly ConfigFile[]): readonly string[] {
  const lists = files.map((file) => coreList("sql_file_exts", file) ?? []);
  const said = lists.findLast((list) => list.length > 0);
  return said === undefined ? ENDINGS : said.map((ending) => ending.toLowerCase());
}
