import assert from "node:assert/strict";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { postgres } from "../../../src/engine/dialects/postgres/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";

/** Names of the kinds in a text's tree. */
function kindsIn(sql: string, dialect = postgres): Set<string> {
  const { tree } = parse(sql, dialect);
  assert.equal(tree.text(0), sql);
  const kinds = new Set<string>();
  for (let node = 0; node < tree.size; node++) kinds.add(kindName(tree.kind(node)));
  return kinds;
}

const queries: [sql: string, kind: string][] = [
  ["SELECT DISTINCT ON (a) a FROM t", "select_clause_modifier"],
  ["SELECT a -> 'x' FROM t", "binary_operator"],
  ["SELECT a::int[] FROM t", "array_type_suffix"],
  ["SELECT * FROM t FOR UPDATE SKIP LOCKED", "for_clause"],
  ["SELECT a INTO TEMP b FROM t", "into_clause"],
  ["SELECT f(x => 1)", "named_argument"],
  ["SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t", "withingroup_clause"],
  ["SELECT * FROM a CROSS JOIN LATERAL f(a.x) AS g (y INT)", "join_clause"],
  ["WITH c AS MATERIALIZED (SELECT 1) SELECT * FROM c", "common_table_expression"],
  ["SELECT E'it\\'s', $1, 'b'", "dollar_numeric_literal"],
  ["SELECT täglich /* a /* nested */ comment */ FROM größe", "table_reference"],
];

for (const [sql, kind] of queries) {
  Deno.test(`postgres takes ${sql}`, () => {
    const kinds = kindsIn(sql);
    assert.ok(kinds.has(kind), [...kinds].join(" "));
    assert.ok(!kinds.has("unparsable") && !kinds.has("unlexable"));
  });
}

Deno.test("what postgres adds is no part of its parent", () => {
  const ansi = findDialect("ansi");
  for (const sql of ["SELECT a -> 'x' FROM t", "SELECT * FROM t FOR UPDATE SKIP LOCKED"]) {
    assert.ok(kindsIn(sql, ansi).has("unparsable"), sql);
  }
});

Deno.test("an entry that postgres replaces changes what refers to it, inherited or not", () => {
  const { tree } = parse("CREATE VIEW v AS SELECT DISTINCT ON (a) a FROM t", postgres);
  assert.equal(tree.unparsable.length, 0);
});
