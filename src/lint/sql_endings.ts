/** Which files are SQL: SQLFluff's `sql_file_exts` in the section of the core. */
import { SQL_ENDINGS } from "../text/sql_endings.ts";
import { coreList, coreListOf } from "./core_list.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

/**
 * Endings of SQL files, in lower case. As with SQLFluff it is the working folder and those above it
 * that say them, for every folder that is searched: `files` are theirs, outermost first.
 */
export function sqlEndings(files: readonly ConfigFile[]): readonly string[] {
  return endingsIn(files) ?? SQL_ENDINGS;
}

/** The same; null where configuration does not say any. */
export function endingsIn(files: readonly ConfigFile[]): readonly string[] | null {
  const lists = files.map((file) => coreList("sql_file_exts", file) ?? []);
  return inLowerCase(lists.findLast((list) => list.length > 0) ?? []);
}

/** Those that the nested configuration of a request says; null where it does not. */
export function endingsOf(config: NestedConfig | undefined): readonly string[] | null {
  return inLowerCase(coreListOf("sql_file_exts", config));
}

function inLowerCase(endings: readonly string[]): readonly string[] | null {
  return endings.length === 0 ? null : endings.map((ending) => ending.toLowerCase());
}
