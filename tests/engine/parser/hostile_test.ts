import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "../../../src/engine/parser/mod.ts";

const DEPTH = 10_000;

for (
  const [open, close] of [
    ["(", ")"],
    ["(SELECT ", ")"],
    ["f(", ")"],
    ["CASE WHEN a THEN ", " END"],
    ["[", "]"],
    ["LIMIT (", ")"],
    ["(SELECT a FROM (", "))"],
  ] as const
) {
  Deno.test(`${DEPTH} times "${open}" inside each other overflow no stack`, () => {
    const sql = `SELECT ${open.repeat(DEPTH)}1${close.repeat(DEPTH)}`;
    assert.equal(parse(sql, "ansi").tree.text(0), sql);
  });
}

Deno.test(`${DEPTH} brackets that never close are given up at the innermost`, () => {
  const sql = `SELECT ${"(".repeat(DEPTH)}1`;
  const { tree, failure } = parse(sql, "ansi");
  assert.equal(tree.text(0), sql);
  assert.equal(failure?.offset, "SELECT ".length + DEPTH - 1);
});

const WORDS =
  ("SELECT FROM WHERE a b.c t1 1 2.5 'x' \"y\" , ; ( ) [ ] { } * + - = < > <> || :: . " +
    "AS AND OR NOT IN IS NULL CASE WHEN THEN ELSE END JOIN LEFT ON USING GROUP BY ORDER LIMIT UNION " +
    "WITH VALUES INSERT INTO UPDATE SET DELETE CREATE TABLE VIEW DROP GRANT TO OVER PARTITION " +
    "BETWEEN LIKE EXISTS INTERVAL DATE OFFSET FETCH -- # 'open \n /* */ é 😀").split(" ");

Deno.test("any soup of SQL's words parses without a fault and prints its text", () => {
  const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 });
  fc.assert(
    fc.property(soup, fc.constantFrom(" ", "\n", ""), (parts, between) => {
      const sql = parts.join(between);
      const { tree } = parse(sql, "ansi");
      assert.equal(tree.text(0), sql);
      for (let node = 0; node < tree.size; node++) {
        assert.ok(tree.isLeaf(node) || tree.end(node) > node + 1, "no inner node is empty");
      }
    }),
    { numRuns: 1500 },
  );
});

Deno.test("a query cut anywhere, or with a piece torn out, still prints its text", () => {
  const sql =
    "WITH r AS (SELECT a, SUM(b) OVER (PARTITION BY c ORDER BY d) AS s FROM t WHERE x > 1)\n" +
    "SELECT r.a, CASE WHEN r.s > 2 THEN 'big' ELSE 'small' END AS size\nFROM r\n" +
    "LEFT JOIN u ON r.a = u.a AND u.k IN (1, 2) -- note\nGROUP BY 1 HAVING COUNT(*) > 3 LIMIT 5;\n";
  const cut = fc.tuple(fc.nat(sql.length), fc.nat(30));
  fc.assert(
    fc.property(cut, ([at, length]) => {
      for (
        const broken of [sql.slice(0, at), sql.slice(at), sql.slice(0, at) + sql.slice(at + length)]
      ) {
        assert.equal(parse(broken, "ansi").tree.text(0), broken);
      }
    }),
    { numRuns: 300 },
  );
});
