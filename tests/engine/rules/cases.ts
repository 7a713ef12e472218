import assert from "node:assert/strict";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";

/** What one rule makes of a text. */
export interface RuleCase {
  rule: string;
  config?: NestedConfig;
  /** ansi if it is not named. */
  dialect?: string;
  sql: string;
  /** Places as line:column, a code before it where that is not the rule's. */
  found: string[];
  /** The text after fixing, where that changes it. */
  fixed?: string;
}

/** Declares a test for each case, named by what the rule is given. */
export function testCases(cases: readonly RuleCase[]): void {
  for (const { rule, config, dialect = "ansi", sql, found, fixed } of cases) {
    const under = config === undefined ? "" : ` under ${JSON.stringify(config)}`;
    const what = found.length === 0 ? "finds nothing" : `finds ${found.length}`;
    Deno.test(`${rule} ${what} in ${JSON.stringify(sql)}${under}`, () => {
      const answer = lint({ sql, dialect, rules: [rule], config, fix: true });
      const places = answer.violations.map(({ code, line, column }) =>
        `${code === rule ? "" : `${code} `}${line}:${column}`
      );
      assert.deepEqual(places, found);
      assert.equal(answer.fixed, fixed ?? sql);
    });
  }
}
