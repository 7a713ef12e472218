import assert from "node:assert/strict";
import { numberAt } from "../../../../src/engine/templating/jinja/numbers.ts";
import { textOf } from "../support.ts";

/** What is read of a text as its first number, and as what. */
function read(text: string, at = 0): string | null {
  const number = numberAt(text, at);
  return number === null ? null : `${number.type} ${text.slice(at, number.end)}`;
}

Deno.test("whole numbers have digits in groups, or another base than ten", () => {
  assert.deepEqual(["0", "1_000", "0x_1F", "0B101", "0o17"].map((text) => read(text)), [
    "integer 0",
    "integer 1_000",
    "integer 0x_1F",
    "integer 0B101",
    "integer 0o17",
  ]);
});

Deno.test("a fraction or an exponent makes a decimal number", () => {
  assert.deepEqual(["1.5", "1_0.5_0", "1e5", "2.5E-3", "00e1"].map((text) => read(text)), [
    "float 1.5",
    "float 1_0.5_0",
    "float 1e5",
    "float 2.5E-3",
    "float 00e1",
  ]);
});

Deno.test("a number ends before what does not belong to it", () => {
  assert.deepEqual(["1__0", "1.", "1.real", "1e", "0x", "0b12", "007"].map((text) => read(text)), [
    "integer 1",
    "integer 1",
    "integer 1",
    "integer 1",
    "integer 0",
    "integer 0b1",
    "integer 00",
  ]);
  assert.deepEqual([read("_1"), read(".5"), read("a")], [null, null, null]);
});

Deno.test("behind a point there are places in a list, which are whole", () => {
  assert.equal(read("x.1.5", 2), "integer 1");
  assert.equal(textOf("{{ [10, [20, 30]].1.0 }}"), "20");
});
