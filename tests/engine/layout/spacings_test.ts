import assert from "node:assert/strict";
import { ALIGN, ANY, readSpacing, SINGLE, TOUCH } from "../../../src/engine/layout/spacings.ts";

Deno.test("a spacing is read with whether line breaks go", () => {
  assert.deepEqual(readSpacing("touch"), { base: TOUCH, inline: false, target: "" });
  assert.deepEqual(readSpacing("single:inline"), { base: SINGLE, inline: true, target: "" });
  assert.deepEqual(readSpacing("inline"), { base: TOUCH, inline: true, target: "" });
  assert.equal(readSpacing("any")?.base, ANY);
  assert.equal(readSpacing(undefined), null);
});

Deno.test("what is aligned is kept whole, and a word that means nothing asks for one space", () => {
  const target = "align:alias_expression:select_clause";
  assert.deepEqual(readSpacing(target), { base: ALIGN, inline: false, target });
  assert.equal(readSpacing("wide")?.base, SINGLE);
});
