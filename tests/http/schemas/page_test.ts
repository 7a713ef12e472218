import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCursor, encodeCursor, Limit } from "../../../src/http/schemas/page.ts";

Deno.test("a cursor gives back what it was made of", () => {
  fc.assert(fc.property(fc.string(), fc.maxSafeInteger(), (text, number) => {
    const cursor = encodeCursor([text, number]);
    assert.match(cursor, /^[A-Za-z0-9_-]+$/);
    assert.deepEqual(decodeCursor(cursor, ["string", "number"]), [text, number]);
  }));
});

Deno.test("no text makes a cursor fail otherwise than as a forged one", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    try {
      decodeCursor(text, ["number"]);
    } catch (error) {
      assert.equal((error as { code: string }).code, "invalid_cursor");
    }
  }));
});

Deno.test("limits are whole numbers from 1 to 1000, 100 where none is given", () => {
  assert.equal(Limit.parse(undefined), 100);
  assert.equal(Limit.parse("1000"), 1000);
  for (const wrong of ["0", "1001", "1.5", "x", "", "-1"]) {
    assert.equal(Limit.safeParse(wrong).success, false, wrong);
  }
});
