import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { format } from "mysql2/promise";
import { written } from "../../src/store/mysql/written.ts";

const VALUES = [
  1,
  null,
  'it\'s \\ "here"\u0000\n?',
  true,
  Buffer.from([0, 39, 255]),
  2n ** 60n,
  "",
];

Deno.test("values are written as the driver writes them, a first time and again", () => {
  const sql = `insert into t values (${VALUES.map(() => "?").join(", ")})`;
  for (let time = 0; time < 2; time++) assert.equal(written(sql, VALUES), format(sql, VALUES));
  assert.equal(written("select 1", []), "select 1");
});

Deno.test("a question mark in a quoted text is no placeholder", () => {
  const sql = "select 'why?', `a?` from t where a = ?";
  assert.equal(written(sql, [7]), "select 'why?', `a?` from t where a = 7");
});
