import assert from "node:assert/strict";
import type { AnalysedFile } from "../../../src/engine/analysis/file.ts";
import { type Query, queryBelow, queryDepth } from "../../../src/engine/analysis/query.ts";
import {
  isQualified,
  possibleParts,
  referenceParts,
  schemaAndTable,
} from "../../../src/engine/analysis/references.ts";
import { selectInfo } from "../../../src/engine/analysis/select.ts";
import { STANDARD_TRAITS } from "../../../src/engine/dialects/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { kind } from "../../../src/engine/tree/mod.ts";

function analyse(sql: string, dialect = "ansi"): AnalysedFile {
  const { tree } = parse(sql, "ansi");
  return {
    tree,
    dialect: { name: dialect, traits: STANDARD_TRAITS, inSet: () => false },
    shared: new Map(),
  };
}

function infoOf(file: AnalysedFile) {
  return selectInfo(file, file.tree.descendants(0, kind("select_statement"))[0]!)!;
}

Deno.test("a SELECT's tables are those listed, then those joined, by alias or by name", () => {
  const file = analyse('SELECT 1 FROM s.t, u AS x JOIN (SELECT 2) AS "Y" ON true JOIN v ON true\n');
  assert.deepEqual(
    infoOf(file).tables.map(({ name, aliased }) => [name, aliased]),
    [["t", false], ["x", true], ["Y", true], ["v", false]],
  );
});

Deno.test("a SELECT's references are its own, those of nested queries left out", () => {
  const sql = "SELECT a, b.c FROM t JOIN u ON t.x = u.x WHERE d IN (SELECT e FROM v) " +
    "GROUP BY f ORDER BY g\n";
  const file = analyse(sql);
  const texts = infoOf(file).references.map((node) => file.tree.text(node)).sort();
  assert.deepEqual(texts, ["a", "b.c", "d", "f", "g", "t.x", "u.x"]);
});

Deno.test("column aliases know what they are computed from, USING names its columns", () => {
  const file = analyse("SELECT a + b AS c, d FROM t JOIN u USING (k)\n");
  const info = infoOf(file);
  assert.deepEqual(info.columns.map(({ name }) => name), ["c"]);
  assert.deepEqual(info.columns[0]!.references.map((node) => file.tree.text(node)), ["a", "b"]);
  assert.deepEqual(info.using.map((node) => file.tree.text(node)), ["k"]);
});

Deno.test("a query knows its selects, its common table expressions and its subqueries", () => {
  const sql = "WITH a AS (SELECT 1), b AS (SELECT 2 UNION SELECT 3) " +
    "SELECT * FROM a WHERE EXISTS (SELECT 4)\n";
  const query = queryBelow(analyse(sql), 0)!;
  assert.deepEqual([...query.ctes.keys()], ["A", "B"]);
  assert.equal(query.ctes.get("B")!.selectables.length, 2);
  assert.equal(query.subqueries.length, 1);
  assert.equal(query.subqueries[0]!.parent, query);
});

Deno.test("a common table expression is found from inside, and taken only once", () => {
  const query = queryBelow(analyse("WITH a AS (SELECT 1) SELECT (SELECT 2 FROM a)\n"), 0)!;
  const inner: Query = query.subqueries[0]!;
  assert.equal(inner.takeCte("A", false), query.ctes.get("A"));
  assert.ok(inner.takeCte("a") !== null);
  assert.equal(inner.takeCte("a"), null);
});

Deno.test("a star stands for its table, or for all tables of its SELECT", () => {
  const query = queryBelow(analyse("SELECT *, x.*, a FROM t AS x, u\n"), 0)!;
  assert.deepEqual(query.selectables[0]!.wildcards().map(({ tables }) => tables), [["x", "u"], [
    "x",
  ]]);
});

Deno.test("depth counts queries inside of queries", () => {
  assert.equal(queryDepth(analyse("DELETE FROM t\n")), 0);
  assert.equal(queryDepth(analyse("SELECT (SELECT 1), (SELECT a, (SELECT 2))\n")), 3);
});

Deno.test("the parts of a reference are its names, and levels count from the right", () => {
  const file = analyse('SELECT a."B".c FROM t\n');
  const reference = file.tree.descendants(0, kind("column_reference"))[0]!;
  assert.deepEqual(referenceParts(file, reference).map(({ text }) => text), ["a", '"B"', "c"]);
  assert.equal(isQualified(file, reference), true);
  assert.deepEqual(possibleParts(file, reference, "table").map(({ text }) => text), ['"B"']);
  assert.deepEqual(schemaAndTable(file, reference)!.map(({ text }) => text), ["a", '"B"']);
});

Deno.test("BigQuery's references may reach into values: several parts may be the table", () => {
  const file = analyse("SELECT a.b.c FROM s.t\n", "bigquery");
  const [column, table] = [kind("column_reference"), kind("table_reference")]
    .map((each) => file.tree.descendants(0, each)[0]!) as [number, number];
  const parts = possibleParts(file, column, "table").map(({ text }) => text);
  assert.deepEqual(parts, ["a", "b", "c"]);
  assert.deepEqual(possibleParts(file, column, "object").map(({ text }) => text), ["b", "c"]);
  assert.deepEqual(schemaAndTable(file, column)!.map(({ text }) => text), ["a", "b"]);
  assert.deepEqual(referenceParts(file, table).map(({ text }) => text), ["s", "t"]);
});
