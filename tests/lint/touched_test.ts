import assert from "node:assert/strict";
import type { Violation } from "../../src/lint/result.ts";
import { touchedViolations } from "../../src/lint/touched.ts";
import { parseUnifiedDiff } from "../../src/lint/unified_diff.ts";

/** A finding at the start of each line that holds something; those that a diff touches. */
function touched(lines: readonly string[], ...hunks: string[]): number[] {
  const sql = lines.join("\n");
  const violations = lines.flatMap((line, i): Violation[] =>
    line === "" ? [] : [{
      file: "a.sql",
      line: i + 1,
      column: 1,
      end_line: i + 1,
      end_column: 2,
      code: "LT01",
      name: "",
      description: "",
      severity: "error",
    }]
  );
  const changes = parseUnifiedDiff(["+++ b/a.sql", ...hunks].join("\n")).get("a.sql")!;
  const flags = touchedViolations(sql, violations, changes);
  return violations.filter((_, i) => flags[i]).map(({ line }) => line);
}

const SQL = ["select a", "from t;", "", "-- about u", "select b", "from u", "where c;", "select d"];

Deno.test("a changed line touches its whole statement, and no other", () => {
  assert.deepEqual(touched(SQL, "@@ -2 +2 @@", "-from s;", "+from t;"), [1, 2]);
  assert.deepEqual(touched(SQL, "@@ -6 +6 @@", "-from s", "+from u"), [4, 5, 6, 7]);
  assert.deepEqual(touched(SQL, "@@ -8 +8 @@", "-select x", "+select d"), [8]);
});

Deno.test("lines between statements touch nothing but themselves", () => {
  assert.deepEqual(touched(SQL, "@@ -3,0 +3,2 @@", "+", "+-- about u"), [4]);
  assert.deepEqual(touched(SQL, "@@ -3,0 +3 @@", "+"), []);
});

Deno.test("lines that were taken away touch the statement that lost them", () => {
  // From the middle, from the start, from the end of the last one.
  assert.deepEqual(touched(SQL, "@@ -6 +5,0 @@", "-, e"), [4, 5, 6, 7]);
  assert.deepEqual(touched(SQL, "@@ -4 +4,0 @@", "-with x as (select 1)"), [4, 5, 6, 7]);
  assert.deepEqual(touched(SQL, "@@ -9 +8,0 @@", "-from v"), [8]);
  // A statement that is gone takes nothing from its neighbours, nor does a remark.
  assert.deepEqual(touched(SQL, "@@ -4,2 +3,0 @@", "-select 1", "-from x;"), []);
  assert.deepEqual(touched(SQL, "@@ -4 +3,0 @@", "--- a remark"), []);
});

Deno.test("a new file is touched everywhere, a text without statements where it changed", () => {
  const all = ["@@ -0,0 +1,8 @@", ...SQL.map((line) => `+${line}`)];
  assert.deepEqual(touched(SQL, ...all), [1, 2, 4, 5, 6, 7, 8]);
  assert.deepEqual(touched(["-- a", "-- b"], "@@ -1,0 +2 @@", "+-- b"), [2]);
});
