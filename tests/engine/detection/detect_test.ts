import assert from "node:assert/strict";
import {
  dialectOf,
  otherDialect,
  REMARK,
  SEARCH,
  takesWhole,
} from "../../../src/engine/detection/mod.ts";
import { dialects } from "../../../src/engine/dialects/all.ts";
import { dialectsByUse } from "../../../src/engine/dialects/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

const other = (sql: string, effort = REMARK) => otherDialect(parse(sql, "ansi"), "ansi", effort);

Deno.test("a text that only one dialect takes is read as that", () => {
  const texts: [sql: string, dialect: string][] = [
    ["INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", "postgres"],
    ["SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1", "snowflake"],
    ["SELECT AS STRUCT 1 AS a, [1, 2] AS b FROM `p.d.t`", "bigquery"],
    ["DECLARE @x INT = 1;\nGO\nPRINT @x;\nGO\n", "tsql"],
    [
      "INSERT OVERWRITE TABLE t PARTITION (d = '1') SELECT a FROM u LATERAL VIEW explode(b) c AS d",
      "sparksql",
    ],
  ];
  for (const [sql, dialect] of texts) assert.equal(other(sql), dialect, sql);
});

Deno.test("of several dialects that take a text, the one that most people use is named", () => {
  const sql = "CREATE TABLE t (a INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (a)) ENGINE = InnoDB";
  const takes = ["mysql", "mariadb"].filter((name) => takesWhole(parse(sql, name)));
  assert.deepEqual(takes, ["mysql", "mariadb"]);
  assert.equal(other(sql), "mysql");
});

Deno.test("a mistake in plain SQL is not read as a dialect, even where one would take it", () => {
  // T-SQL calls procedures by their names alone.
  for (const sql of ["selectt 1", "foo bar", "SELECT * FORM t"]) {
    assert.ok(takesWhole(parse(sql, "tsql")), sql);
    assert.equal(other(sql), null, sql);
    assert.equal(dialectOf(sql, "ansi"), null, sql);
  }
  for (const sql of ["SELECT a FROM", "SELECT a,, b FROM t", "SELECT a FROM t ORDER a"]) {
    assert.equal(other(sql), null, sql);
  }
});

Deno.test("a dialect that takes only a part of the text is not named", () => {
  const insert = "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING;\n";
  assert.equal(other(insert), "postgres");
  assert.equal(other(`${insert}SELECT a FROM t WHERE;\n`), null);
});

Deno.test("a remark takes few dialects and no long text, a search takes more", () => {
  const sql = "SEL a, b FROM t;\nCOLLECT STATISTICS COLUMN (a) ON t;\n";
  assert.equal(other(sql, SEARCH), "teradata");
  assert.equal(other(sql, { ...SEARCH, dialects: 0 }), null);
  const long = `SELECT a FROM t QUALIFY x = 1${" ".repeat(REMARK.length)}`;
  assert.equal(other(long), null);
  assert.equal(other(long, SEARCH), "snowflake");
  assert.equal(dialectOf(`${long}${" ".repeat(SEARCH.length)}`, "ansi"), null);
});

Deno.test("the default dialect comes first, and an empty text is of it", () => {
  assert.equal(dialectOf("SELECT a FROM t", "ansi"), "ansi");
  assert.equal(dialectOf("SELECT a FROM t", "tsql"), "tsql");
  assert.equal(dialectOf("", "ansi"), "ansi");
});

Deno.test("every dialect has its place in the order, the most used first", () => {
  const names = dialectsByUse().map(({ name }) => name);
  assert.deepEqual(names.toSorted(), dialects.map(({ name }) => name).toSorted());
  assert.equal(names[0], "postgres");
});
