import assert from "node:assert/strict";
import { type TemplatedOffset, TemplatedText } from "../../../src/engine/templating/mod.ts";
import { renderJinja } from "./support.ts";

const sql = "ab{{ 'cd' }}e{% for i in [1, 2] %}f{{ i }}{% endfor %}g";
const [text] = renderJinja(sql).variants;

function sourceOf(start: number, end: number): string | null {
  const range = text!.toSource(start as TemplatedOffset, end as TemplatedOffset);
  return range === null ? null : sql.slice(range.start, range.end);
}

Deno.test("a stretch of literal text is exact in the source", () => {
  assert.equal(text!.text, "abcdef" + "1f2g");
  assert.deepEqual([sourceOf(0, 1), sourceOf(1, 2), sourceOf(4, 5)], ["a", "b", "e"]);
});

Deno.test("a stretch of rendered text is as wide as its tag", () => {
  assert.equal(sourceOf(2, 3), "{{ 'cd' }}");
  assert.equal(sourceOf(1, 3), "b{{ 'cd' }}");
});

Deno.test("an empty stretch has a place at joints and in literal text only", () => {
  assert.equal(text!.toSource(1 as TemplatedOffset, 1 as TemplatedOffset)!.start, 1);
  assert.equal(text!.toSource(2 as TemplatedOffset, 2 as TemplatedOffset)!.start, 2);
  assert.equal(sourceOf(3, 3), null);
});

Deno.test("the source knows where it is literal", () => {
  assert.ok(text!.isSourceLiteral(0, 2) && text!.isSourceLiteral(5, 5));
  assert.ok(!text!.isSourceLiteral(1, 3) && !text!.isSourceLiteral(4, 6));
  assert.deepEqual(text!.rawSlices(0, 3).map(({ kind }) => kind), ["literal", "templated"]);
  assert.deepEqual(text!.rawSlices(sql.length, sql.length), []);
});

Deno.test("a text without tags is its own source", () => {
  const plain = TemplatedText.literal("select 1");
  assert.ok(plain.isLiteral && !text!.isLiteral);
  assert.deepEqual(plain.toSource(0 as TemplatedOffset, 6 as TemplatedOffset), {
    start: 0,
    end: 6,
  });
});

Deno.test("slices that do not make up the text are refused", () => {
  assert.throws(() =>
    new TemplatedText("a", "ab", [
      { kind: "literal", sourceStart: 0, sourceEnd: 1, start: 0, end: 1 },
    ], []), /the trace is 1 long, the text 2/);
});
