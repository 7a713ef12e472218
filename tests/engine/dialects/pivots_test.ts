import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

const DIALECTS = ["bigquery", "databricks", "duckdb", "redshift", "snowflake", "sparksql"];
const PIVOT = "PIVOT (SUM(amount) AS total FOR quarter IN ('Q1', 'Q2'))";

for (const dialect of DIALECTS) {
  Deno.test(`joins and pivots follow each other in any order in ${dialect}`, () => {
    for (
      const from of [
        `sales ${PIVOT} AS p INNER JOIN regions AS r ON p.region = r.id`,
        `sales ${PIVOT} LEFT JOIN regions AS r USING (region)`,
        `sales UNPIVOT (amount FOR quarter IN (q1, q2)) LEFT JOIN regions USING (region)`,
        `(SELECT 1 FROM sales) ${PIVOT} AS p JOIN a USING (b) ${PIVOT} AS q JOIN c USING (d)`,
      ]
    ) {
      const answer = lint({ sql: `SELECT * FROM ${from}\n`, dialect, rules: ["LT01"] });
      assert.deepEqual(answer.violations, [], from);
    }
  });

  Deno.test(`a pivot is indented as the joins beside it are in ${dialect}`, () => {
    const sql = `SELECT *\nFROM sales\n${PIVOT} AS p\n    INNER JOIN regions USING (region)\n`;
    const config = { indentation: { indented_joins: true } };
    const { violations } = lint({ sql, dialect, rules: ["LT02"], config });
    assert.deepEqual(violations.map(({ line }) => line), [3]);
  });
}
