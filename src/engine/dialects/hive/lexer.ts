import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** The standard's, with texts in double quotes, names in back quotes and `${hivevar:name}`. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [lexRule("hive_variable", "$", scan.expression(/\$\{[^}]*\}/)), ...inherited];
}
