import assert from "node:assert/strict";
import { memoryLimiter } from "../../src/rate_limit/memory.ts";

Deno.test("whoever is refused is told to wait for a second at least", async () => {
  const limiter = memoryLimiter({ name: "test", requests: 2, seconds: 1 });
  assert.deepEqual([await limiter.consume("k"), await limiter.consume("k")], [null, null]);
  // Less than a second is left; told to wait for none, a client would come back at once.
  assert.equal(await limiter.consume("k"), 1);
  assert.equal(await limiter.consume("another"), null);
});
