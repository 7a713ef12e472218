import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const temporaryTable = scan.expression(/#+[\p{L}_][\p{L}\p{N}_$]*/u);

/** PostgreSQL's, with names of temporary tables such as `#staging`. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [...inherited, lexRule("word", "#", temporaryTable)];
}
