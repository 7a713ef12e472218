import assert from "node:assert/strict";
import { ByteColumn } from "../../../src/engine/reflow/byte_column.ts";
import { lint } from "../../../src/engine/mod.ts";
import { Arena } from "../../../src/engine/tree/mod.ts";

Deno.test("a column of bytes gives back every number, also those that a byte does not hold", () => {
  const numbers = [0, 1, -1, 127, -127, 128, -128, 129, -129, 65_536, -70_000];
  const column = new ByteColumn(numbers.length + 1, new Arena());
  numbers.forEach((number, at) => column.set(at, number));
  assert.deepEqual(numbers.map((_, at) => column.get(at)), numbers);
  assert.equal(column.get(numbers.length), 0);
});

Deno.test("a gap of very many line breaks is a line break still", () => {
  for (const breaks of [3, 127, 128, 65_536]) {
    const sql = `SELECT a${"\n".repeat(breaks)}FROM t\n`;
    const codes =
      lint({ sql, dialect: "ansi", rules: ["LT02", "LT08", "LT14", "LT01"] }).violations;
    assert.deepEqual(codes, [], String(breaks));
  }
});
