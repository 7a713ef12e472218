import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { lint } from "../../../src/engine/lint.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

const statement = "WITH c AS (SELECT a, B\n  from t)\n\n-- of c\nSELECT c.a,c.b,\n" +
  "      SUM(d.x) over (PARTITION BY c.a) AS s\nFROM c JOIN d ON c.a = d.a\n" +
  "WHERE c.a IN (SELECT e.z FROM e)\n    AND c.b = 1;\n";
const lines = statement.split("\n").length - 1;
/** So many that rules go through the text in several stretches. */
const COPIES = 700;

Deno.test("statements of a large file are judged like the first one", () => {
  const sql = statement.repeat(COPIES);
  assert.ok(parse(sql, "ansi").tree.size > 2 ** 16);
  const excludeRules = ["LT12", "CV06"];
  const one = lint({ sql: statement.repeat(2), excludeRules }).violations
    .filter(({ line }) => line <= lines);
  assert.ok(new Set(one.map(({ code }) => code)).size > 5);
  const all = lint({ sql, excludeRules }).violations;
  const expected = Array.from(
    { length: COPIES },
    (_, copy) =>
      one.map(({ code, line, column, description }) => ({
        code,
        line: line + copy * lines,
        column,
        description,
      })),
  ).flat();
  assert.deepEqual(
    all.map(({ code, line, column, description }) => ({ code, line, column, description })),
    expected,
  );
});
