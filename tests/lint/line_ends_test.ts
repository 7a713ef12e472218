import assert from "node:assert/strict";
import { keepLineEnds } from "../../src/lint/line_ends.ts";

Deno.test("a text whose lines all end in CR LF keeps them through fixing", () => {
  assert.equal(keepLineEnds("a,b\r\nc\r\n", "a,\nb\r\nc\r\n"), "a,\r\nb\r\nc\r\n");
});

Deno.test("other line ends, and mixed ones, are left as they are", () => {
  assert.equal(keepLineEnds("a\nb\n", "a\n\nb\n"), "a\n\nb\n");
  assert.equal(keepLineEnds("a\r\nb\n", "a\n\r\nb\n"), "a\n\r\nb\n");
  assert.equal(keepLineEnds("\na\r\n", "\nb\r\n"), "\nb\r\n");
  assert.equal(keepLineEnds("a", "a\n"), "a\n");
});
