import { type LexRule, lexRule, scan } from "../../lexer/mod.ts";

const DIGITS = "0123456789";
const DAY = /\d{4}-\d\d-\d\d/.source;
const TIME = /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/.source;

/**
 * The standard's, with dates and times that stand without quotes.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule("datetime_literal", DIGITS, scan.expression(new RegExp(DAY + TIME))),
    lexRule("date_literal", DIGITS, scan.expression(new RegExp(DAY))),
    ...inherited,
  ];
}
