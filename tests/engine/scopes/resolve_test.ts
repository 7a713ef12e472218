import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { STANDARD_TRAITS } from "../../../src/engine/dialects/traits.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import {
  correlated,
  isSeen,
  isUnqualified,
  ownName,
  readings,
  scopesOf,
  Widths,
} from "../../../src/engine/scopes/mod.ts";

const facts = { name: "ansi", traits: STANDARD_TRAITS, inSet: () => false };

function resolve(sql: string) {
  const { tree } = parse(sql, "ansi");
  return { tree, scopes: scopesOf({ tree, dialect: facts, shared: new Map() }, 0) };
}

Deno.test("sources know their names, and those of a bracketed join are not seen", () => {
  const { scopes } = resolve(
    "SELECT 1 FROM s.t, u AS v, (a JOIN b ON a.x = b.x), (SELECT 2) AS d\n",
  );
  const [outer] = scopes.selects;
  assert.deepEqual(outer!.sources.filter(isSeen).map((each) => ownName(each)?.text), [
    "t",
    "v",
    "d",
  ]);
  assert.deepEqual(outer!.sources.map((each) => each.grouped), [false, false, true, true, false]);
  assert.equal(outer!.sources.at(-1)!.query, scopes.selects[1]);
});

Deno.test("a reference knows its clause, and a window's ORDER BY belongs to its clause", () => {
  const { scopes } = resolve(
    "SELECT a, RANK() OVER (ORDER BY t.b) AS r FROM t WHERE c = 1 ORDER BY d\n",
  );
  const { references } = scopes.selects[0]!;
  assert.deepEqual(references.map(({ clause }) => clause), ["select", "select", "where", "order"]);
  assert.deepEqual(references.map(isUnqualified), [true, false, true, true]);
  assert.equal(readings(references[1]!, STANDARD_TRAITS)[0]!.table.text, "t");
});

Deno.test("a query knows its own clauses, and none of the queries in it", () => {
  const { tree, scopes } = resolve(
    "SELECT (SELECT a FROM s WHERE b = 1) FROM t; SELECT 1 WHERE x IN " +
      "(SELECT SUM(c) FILTER (WHERE d) FROM u)\n",
  );
  const told = scopes.selects.map(({ list, from, where }) =>
    [list, from, where].map((each) => each < 0 ? "" : tree.text(each))
  );
  assert.deepEqual(told, [
    ["SELECT (SELECT a FROM s WHERE b = 1)", "FROM t", ""],
    ["SELECT a", "FROM s", "WHERE b = 1"],
    ["SELECT 1", "", "WHERE x IN (SELECT SUM(c) FILTER (WHERE d) FROM u)"],
    ["SELECT SUM(c) FILTER (WHERE d)", "FROM u", ""],
  ]);
});

Deno.test("only a query outside of FROM may name columns of the query around it", () => {
  const { scopes } = resolve(
    "SELECT 1 FROM (SELECT a FROM t) AS x WHERE b IN (SELECT c FROM u)\n",
  );
  assert.deepEqual(scopes.selects.map(correlated), [false, false, true]);
});

Deno.test("a star is counted through WITH, and a name that means itself is unknown", () => {
  const width = (sql: string) => {
    const { tree, scopes } = resolve(sql);
    return new Widths(tree, STANDARD_TRAITS).of(scopes.outermost[0]!);
  };
  assert.equal(width("WITH c AS (SELECT a, b FROM t) SELECT c.*, 1 FROM c\n"), 3);
  assert.equal(typeof width("WITH RECURSIVE c AS (SELECT * FROM c) SELECT * FROM c\n"), "object");
});

Deno.test("tables know whether all of their item of FROM is in brackets", () => {
  const enclosed = (sql: string) =>
    resolve(sql).scopes.sources.filter((source) => source.enclosed).map((source) =>
      ownName(source)?.text
    );
  assert.deepEqual(enclosed("SELECT a.x FROM (a JOIN b ON a.k = b.k)\n"), ["a", "b"]);
  assert.deepEqual(enclosed("SELECT a.x FROM a JOIN b ON a.k = b.k\n"), []);
});
