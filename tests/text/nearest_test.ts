import assert from "node:assert/strict";
import { editDistance, nearest } from "../../src/text/nearest.ts";

Deno.test("the nearest word is one of few edits, or none", () => {
  assert.equal(nearest("postgress", ["mysql", "postgres"]), "postgres");
  assert.equal(nearest("ANSI", ["ansi"]), "ansi");
  assert.equal(nearest("zzzzzz", ["mysql", "postgres"]), undefined);
  assert.equal(nearest("", []), undefined);
  assert.equal(nearest("LT01", ["LT02", "LT01", "LT010"]), "LT01");
});

Deno.test("a beginning of four letters is taken for the name", () => {
  assert.equal(
    nearest("capitalisation", ["layout", "capitalisation.keywords"]),
    "capitalisation.keywords",
  );
  assert.equal(nearest("cap", ["capitalisation.keywords"]), undefined);
});

Deno.test("the distance counts what is put in, taken out and replaced", () => {
  const cases: [string, string, number][] = [
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "abc", 0],
    ["abc", "abd", 1],
    ["abc", "bc", 1],
    ["kitten", "sitting", 3],
  ];
  for (const [a, b, distance] of cases) {
    assert.equal(editDistance(a, b), distance);
    assert.equal(editDistance(b, a), distance);
    assert.equal(editDistance(a, b, 2), Math.min(distance, 2));
  }
});
