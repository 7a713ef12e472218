import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const DAY = /\d{4}-\d\d-\d\d/.source;
const TIME = /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/.source;

/**
 * The standard's, with dates and times that stand without quotes.
 * See "Date Formats and Date Literals in WHERE" in its reference.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule("datetime_literal", DIGITS, scan.expression(new RegExp(DAY + TIME))),
    lexRule("date_literal", DIGITS, scan.expression(new RegExp(DAY))),
    ...inherited,
  ];
}
