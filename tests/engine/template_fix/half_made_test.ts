import assert from "node:assert/strict";
import { isHalfMade } from "../../../src/engine/template_fix/half_made.ts";
import { TemplatedText } from "../../../src/engine/templating/mod.ts";

const text = (sql: string) => TemplatedText.literal(sql);
const halfMade = (first: string, wanted: string, rendered: string) =>
  isHalfMade(text(first), text(wanted), text(rendered));

Deno.test("a fix that was made, or was not made at all, is not half made", () => {
  assert.equal(halfMade("select a, b", "select b, a", "select b, a"), false);
  assert.equal(halfMade("select a as a", "select a", "select a as a"), false);
});

Deno.test("of fixes apart from each other some may be left out", () => {
  assert.equal(halfMade("a as a, b as b", "a, b", "a, b as b"), false);
});

Deno.test("a word that is doubled or gone tells that only a half was made", () => {
  assert.equal(halfMade("select a, b", "select b, a", "select b, b"), true);
  assert.equal(halfMade("select a, b", "select b, a", "select b, a, b"), true);
});
