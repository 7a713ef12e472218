import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse } from "../../../src/engine/parser/mod.ts";

const WHOLE = "SELECT a FROM t;\nSELECT b FROM u;\n";
const TEXTS = [
  WHOLE,
  "",
  ";",
  `SELECT a FROM;\n${WHOLE}`,
  `${WHOLE}SELECT a FROM t WHERE;\n`,
  "SELECT a FROM t WHERE (a = 1;\n",
  `CREATE TABLE t (a INT;\n${WHOLE}`,
  "DECLARE @x INT = 1\nSELECT @x\nGO\nSELECT a FROM t WHERE\nGO\nSELECT 1\n",
  "DECLARE @x INT = 1\nSELECT @x\nGO\nSELECT 1\nGO\n",
  "BEGIN\n  SELECT a INTO b FROM t;\nEND;\n/\n",
];

Deno.test("a parse that stops at a fault has one exactly where the whole parse has", () => {
  for (const dialect of ["ansi", "postgres", "tsql", "oracle", "mysql"]) {
    for (const sql of TEXTS) {
      const whole = parse(sql, dialect);
      const { tree, failure } = parse(sql, dialect, { stopsAtFault: true });
      const said = `${dialect}: ${sql}`;
      assert.equal(tree.text(0), sql, said);
      assert.equal(failure, null, said);
      assert.equal(tree.unparsable.length > 0, whole.tree.unparsable.length > 0, said);
    }
  }
});

Deno.test("behind the fault nothing is parsed", () => {
  const sql = `SELECT a FROM;\n${WHOLE}`;
  assert.deepEqual(parse(sql, "ansi").statements, { total: 3, parsed: 2 });
  const { tree, statements } = parse(sql, "ansi", { stopsAtFault: true });
  assert.deepEqual(statements, { total: 1, parsed: 0 });
  assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), [sql.trimEnd()]);
});
