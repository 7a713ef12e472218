import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** PostgreSQL's, with columns by their number, such as `#3`, and `~~~` for GLOB. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule("column_index", "#", scan.expression(/#\d+/)),
    lexRule("glob_operator", "~", scan.expression(/~~~/)),
    ...inherited,
  ];
}
