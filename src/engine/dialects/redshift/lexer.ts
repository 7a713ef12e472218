import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const temporaryTable = scan.expression(/#+[\p{L}_][\p{L}\p{N}_$]*/u);

/** A name that starts with digits, such as `2024_orders`; what is a number has been taken before. */
const digitsFirst = scan.expression(/\d+[\p{L}_][\p{L}\p{N}_$]*/u);

/** PostgreSQL's, with names such as `#staging`, of a temporary table, and `2024_orders`. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    ...inherited,
    lexRule("word", "#", temporaryTable),
    lexRule("word", "0123456789", digitsFirst),
  ];
}
