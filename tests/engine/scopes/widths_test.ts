import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

/** Columns at which AM04 reports a star, one line each. */
function stars(sql: string, dialect = "ansi"): number[] {
  return lint({ sql: `${sql}\n`, dialect, rules: ["AM04"] }).violations.map((v) => v.column);
}

Deno.test("a star over a table, a function or a join in brackets cannot be counted", () => {
  assert.deepEqual(stars("SELECT * FROM bill"), [8]);
  assert.deepEqual(stars("SELECT id, * FROM bill"), [12]);
  assert.deepEqual(stars("SELECT shop.bill.* FROM shop.bill"), [18]);
  assert.deepEqual(stars("SELECT * FROM series(1, 5)"), [8]);
  assert.deepEqual(stars("SELECT * FROM (a JOIN b ON a.x = b.x)"), [8]);
  assert.deepEqual(stars("SELECT *"), [8]);
});

Deno.test("a star over what names its columns can be counted", () => {
  assert.deepEqual(stars("SELECT * FROM (SELECT x FROM bill) AS b"), []);
  assert.deepEqual(stars("SELECT b.* FROM (SELECT x FROM bill) AS b"), []);
  assert.deepEqual(stars("SELECT * FROM (VALUES (1, 2)) AS v"), []);
  assert.deepEqual(stars("WITH b AS (SELECT x FROM bill) SELECT * FROM b"), []);
  assert.deepEqual(stars("WITH b AS (SELECT x FROM bill) SELECT c.* FROM b AS c"), []);
});

Deno.test("a CTE counts a star once, as in SQLFluff, but a star of an alias each time", () => {
  const twice = (query: string) => stars(`WITH b AS (SELECT 1 AS x) ${query}`);
  assert.deepEqual(twice("SELECT * FROM b UNION ALL SELECT * FROM b"), [60]);
  assert.deepEqual(twice("SELECT b.*, b.* FROM b"), [41]);
  assert.deepEqual(twice("SELECT * FROM b JOIN b AS c ON b.x = c.x"), [34]);
  assert.deepEqual(twice("SELECT c.*, d.* FROM b AS c JOIN b AS d ON c.x = d.x"), []);
  const both = "WITH b AS (SELECT 1 AS x), e AS (SELECT * FROM b), f AS (SELECT * FROM b) ";
  assert.deepEqual(stars(`${both}SELECT * FROM e, f`), [82]);
});

Deno.test("the star of the outermost query is named, however deep the table lies", () => {
  assert.deepEqual(stars("WITH b AS (SELECT * FROM bill) SELECT * FROM b"), [39]);
  assert.deepEqual(stars("SELECT * FROM (SELECT * FROM bill) AS b"), [8]);
  assert.deepEqual(stars("SELECT x FROM a UNION ALL SELECT * FROM b"), [34]);
  assert.deepEqual(stars("INSERT INTO a SELECT * FROM b"), [22]);
  assert.deepEqual(stars("WITH b AS (SELECT * FROM c) INSERT INTO a SELECT * FROM b"), [50]);
  assert.deepEqual(stars("SELECT (SELECT * FROM bill) FROM shop"), []);
});

Deno.test("an inner CTE hides an outer one, and a recursive one cannot be counted", () => {
  const inner =
    "WITH b AS (SELECT * FROM t) SELECT * FROM (WITH b AS (SELECT 1) SELECT * FROM b) AS q";
  assert.deepEqual(stars(inner), []);
  const endless = "WITH RECURSIVE b AS (SELECT 1 UNION ALL SELECT * FROM b) SELECT * FROM b";
  assert.deepEqual(stars(endless), [65]);
});

Deno.test("names are compared as the dialect compares them, and those in quotes find nothing", () => {
  assert.deepEqual(stars("WITH Bill AS (SELECT 1) SELECT * FROM bill"), []);
  assert.deepEqual(stars('WITH "BILL" AS (SELECT 1) SELECT * FROM bill'), []);
  assert.deepEqual(stars('WITH bill AS (SELECT 1) SELECT * FROM "BILL"'), [32]);
});

Deno.test("a chain of CTEs that each use the one before twice takes no time", () => {
  const links = Array.from(
    { length: 60 },
    (_, i) => `c${i + 1} AS (SELECT a.*, b.* FROM c${i} AS a CROSS JOIN c${i} AS b)`,
  );
  assert.deepEqual(stars(`WITH c0 AS (SELECT 1), ${links.join(", ")} SELECT * FROM c60`), []);
});

Deno.test("a chain of CTEs is followed through hundreds, and beyond that it cannot be counted", () => {
  const chain = (length: number) => {
    const links = Array.from({ length }, (_, at) => `c${at + 1} AS (SELECT * FROM c${at})`);
    return stars(`WITH c0 AS (SELECT 1), ${links.join(", ")} SELECT * FROM c${length}`).length;
  };
  assert.equal(chain(300), 0);
  assert.equal(chain(20_000), 1);
});
