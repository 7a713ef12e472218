import assert from "node:assert/strict";
import { Source } from "../../../src/engine/source/mod.ts";

Deno.test("a position is 1-based, and an offset past the end is on the last line", () => {
  const source = new Source("ab\ncd\n");
  assert.deepEqual(source.position(0), { line: 1, column: 1 });
  assert.deepEqual(source.position(4), { line: 2, column: 2 });
  assert.deepEqual(source.position(6), { line: 3, column: 1 });
  assert.equal(source.lineCount, 3);
  assert.equal(source.line(99), 3);
});

Deno.test("a column counts code points, not UTF-16 units", () => {
  const source = new Source("'😀😀' x\n😀y");
  assert.equal(source.column("'😀😀' ".length), 6);
  assert.deepEqual(source.position(source.text.indexOf("y")), { line: 2, column: 2 });
});

Deno.test("an offset comes back from its position", () => {
  for (const text of ["", "a", "a\nbc\r\n\nd", "😀a\n'é😀'\n"]) {
    const source = new Source(text);
    for (let at = 0; at <= text.length; at++) {
      const insidePair = at > 0 && text.codePointAt(at - 1)! > 0xffff;
      if (insidePair || text[at] === "\n") continue;
      assert.equal(source.offset(source.position(at)), at, JSON.stringify([text, at]));
    }
  }
});

Deno.test("a line's end leaves its newline out, and a column past it is clamped", () => {
  const source = new Source("ab\ncd");
  assert.equal(source.lineEnd(1), 2);
  assert.equal(source.lineEnd(2), 5);
  assert.equal(source.offset({ line: 1, column: 99 }), 2);
  assert.equal(source.lineStart(7), 5);
});

Deno.test("the line index grows past its first guess", () => {
  const source = new Source("\n".repeat(5000));
  assert.equal(source.lineCount, 5001);
  assert.equal(source.line(4321), 4322);
});
