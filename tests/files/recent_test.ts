import assert from "node:assert/strict";
import { Recent } from "../../src/files/recent.ts";

Deno.test("a file is handed out once, as it was when it was kept", () => {
  const recent = new Recent();
  const bytes = new Uint8Array([1, 2, 3]);
  recent.keep("a", bytes);
  bytes.fill(0);
  assert.deepEqual(recent.take("a"), new Uint8Array([1, 2, 3]));
  assert.equal(recent.take("a"), null);
});

Deno.test("large files are not kept, and of the small ones the oldest go first", () => {
  const recent = new Recent();
  recent.keep("large", new Uint8Array(65 * 1024));
  assert.equal(recent.take("large"), null);
  for (let i = 0; i < 65; i++) recent.keep(`small${i}`, new Uint8Array(64 * 1024));
  assert.equal(recent.take("small0"), null);
  assert.equal(recent.take("small1")?.length, 64 * 1024);
  assert.equal(recent.take("small64")?.length, 64 * 1024);
});
