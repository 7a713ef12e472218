import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { STANDARD_TRAITS } from "../../../src/engine/dialects/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import {
  between,
  fixedOrder,
  fold,
  lacksCondition,
  namesIn,
  ownName,
  policyApplies,
  queryDepth,
  scopesOf,
  unquoted,
  usesOf,
} from "../../../src/engine/scopes/mod.ts";
import { kind } from "../../../src/engine/tree/mod.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");

function resolve(sql: string) {
  const { tree } = parse(sql, "ansi");
  const dialect = { traits: STANDARD_TRAITS };
  return { tree, scopes: scopesOf({ tree, dialect, shared: new Map() }, 0) };
}

Deno.test("a name is compared without its quotes, folded unless it has some", () => {
  const { tree } = resolve('SELECT a AS "T""x" FROM t\n');
  const [quoted] = tree.descendants(0, QUOTED);
  assert.equal(unquoted(tree, quoted!), 'T"x');
  assert.equal(fold(tree, quoted!, "upper"), 'T"x');
  assert.equal(fold(tree, tree.descendants(0, NAKED)[0]!, "upper"), "A");
  assert.equal(fold(tree, quoted!, "ignore"), 'T"X');
});

Deno.test("a qualifier names the nearest source of that name, through subqueries", () => {
  const { scopes } = resolve(
    "SELECT A.x FROM t AS a WHERE EXISTS (SELECT a.y, b.z FROM u AS b) " +
      "AND EXISTS (SELECT a.q FROM v AS a)\n",
  );
  const uses = usesOf(scopes, STANDARD_TRAITS);
  const [outer, b, inner] = scopes.sources;
  const columns = (source = outer!) =>
    uses.get(source)?.map(({ reference }) => reference.parts.at(-1)!.text);
  assert.deepEqual(columns(outer), ["x", "y"]);
  assert.deepEqual(columns(b), ["z"]);
  assert.deepEqual(columns(inner), ["q"]);
});

for (
  const [sql, fixed] of [
    ["SELECT 1 AS a FROM t\n", []],
    ["SELECT 1 AS a UNION SELECT 2 AS b\n", ["a", "b"]],
    ["INSERT INTO t SELECT 1 AS a\n", ["a"]],
    [
      "WITH c AS (SELECT 1 AS a), d AS (SELECT *, 2 AS b FROM c) INSERT INTO t SELECT *, 3 AS z FROM d\n",
      [
        "z",
        "b",
        "a",
      ],
    ],
    ["WITH c AS (SELECT 1 AS a) INSERT INTO t SELECT c.a AS z FROM c\n", ["z"]],
    ["SELECT 1 AS z FROM (SELECT 1 AS a) AS t (x)\n", ["a"]],
    ["CREATE VIEW v (x) AS SELECT 1 AS a\n", ["a"]],
    ["CREATE VIEW v AS SELECT 1 AS a\n", []],
  ] as [string, string[]][]
) {
  Deno.test(`columns keep their order in ${fixed.length} queries of ${sql.trim()}`, () => {
    const { tree, scopes } = resolve(sql);
    const names = scopes.selects.filter(fixedOrder(scopes, tree, STANDARD_TRAITS))
      .map(({ outputs }) => outputs.at(-1)!.alias!.text);
    assert.deepEqual(names.toSorted(), fixed.toSorted());
  });
}

Deno.test("a join lacks a condition unless its kind takes none", () => {
  const { scopes } = resolve(
    "SELECT 1 FROM a JOIN b LEFT JOIN c ON 1 = 1 JOIN d USING (x) CROSS JOIN e NATURAL JOIN f " +
      "JOIN UNNEST(g) AS h JOIN (i JOIN j ON 1 = 1)\n",
  );
  const lacking = scopes.selects[0]!.joins.filter(lacksCondition);
  assert.deepEqual(lacking.map(({ source }) => source!.kind), ["table", "group"]);
  assert.equal(ownName(lacking[0]!.source!)!.text, "b");
});

Deno.test("parts of a statement are found by where they stand", () => {
  const parts = [1, 4, 9].map((node) => ({ node }));
  assert.deepEqual(between(parts, 1, 9).map(({ node }) => node), [1, 4]);
  assert.deepEqual(between(parts, 5, 9), []);
});

Deno.test("depth counts queries inside of queries", () => {
  assert.equal(queryDepth(resolve("DELETE FROM t\n").tree), 0);
  assert.equal(queryDepth(resolve("SELECT (SELECT 1), (SELECT a, (SELECT 2))\n").tree), 3);
});

for (
  const [policy, expected] of [
    ["all", ["a", "b", "u", "c", "t", "d", "e"]],
    ["aliases", ["c", "d", "e"]],
    ["column_aliases", ["c", "e"]],
    ["table_aliases", ["d"]],
    ["none", []],
  ] as [string, string[]][]
) {
  Deno.test(`the policy "${policy}" is about ${expected.length} of the unquoted identifiers`, () => {
    const { tree } = resolve(
      'SELECT a, (SELECT b FROM u) AS c FROM t AS d;\nCREATE TABLE "T" (e INT)\n',
    );
    const nodes = tree.descendants(0, NAKED).filter((node) => policyApplies(tree, node, policy));
    assert.deepEqual(nodes.map((node) => tree.text(node)), expected);
  });
}

Deno.test("names are spelled as they are written, however long they are and whatever came before", () => {
  const names = [
    "a",
    "ab",
    "Ab",
    '"Ab"',
    '"a""b"',
    "amount",
    "amOUnt",
    "x".repeat(12),
    "x".repeat(13),
  ];
  // So many that they drive each other out of what is kept.
  const many = Array.from({ length: 5000 }, (_, at) => `n_${at}`);
  const written = [...names, ...many, ...names];
  const { tree } = resolve(`SELECT ${written.join(", ")} FROM t\n`);
  const found = tree.descendants(0, kind("column_reference")).map((each) =>
    namesIn(tree, each)[0]!
  );
  assert.deepEqual(found.map(({ text }) => text), written);
  assert.deepEqual(
    found.map(({ bare }) => bare),
    written.map((text) => text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text),
  );
  for (const { bare, upper, lower } of found) {
    assert.equal(upper, bare.toUpperCase());
    assert.equal(lower, bare.toLowerCase());
  }
});

Deno.test("what is kept of a statement is let go with what its file shares", () => {
  const { tree } = parse("SELECT a FROM t;\nSELECT b FROM u;\n", "ansi");
  const file = { tree, dialect: { traits: STANDARD_TRAITS }, shared: new Map() };
  const [first, second] = tree.descendants(0, kind("statement"));
  const [one, other] = [scopesOf(file, first!), scopesOf(file, second!)];
  assert.deepEqual([scopesOf(file, first!), scopesOf(file, second!)], [one, other]);
  assert.equal(scopesOf(file, first!), one);
  assert.equal(other.sources[0]!.path[0]!.text, "u");
  file.shared = new Map();
  assert.notEqual(scopesOf(file, second!), other);
  assert.notEqual(scopesOf(file, first!), one);
  assert.equal(scopesOf(file, first!).sources[0]!.path[0]!.text, "t");
});

Deno.test("a qualifier plainly names the source of its query that is written like it", () => {
  const { scopes } = resolve(
    "SELECT a.x, A.x, t.x, s.x, ab.x, q.x, x FROM t AS a, u AS ab, s, r.q, (v CROSS JOIN w) " +
      "WHERE EXISTS (SELECT a.y, v.y)\n",
  );
  const named = scopes.selects.map(({ references }) =>
    references.map((each) => each.named === null ? null : ownName(each.named)!.text)
  );
  assert.deepEqual(named, [["a", null, null, "s", "ab", null, null], [null, null]]);
  assert.deepEqual(
    scopes.sources.filter(({ isNamed }) => isNamed).map((each) => ownName(each)!.text),
    ["a", "ab", "s"],
  );
});
