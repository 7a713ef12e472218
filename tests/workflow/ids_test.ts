import assert from "node:assert/strict";
import { uuidv7 } from "../../src/workflow/ids.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

Deno.test("ids are UUIDs of version 7, unique, and sort in the order they were made", () => {
  const now = Date.now();
  const ids = Array.from({ length: 20_000 }, (_, i) => uuidv7(now + Math.floor(i / 9000)));
  for (const id of ids) assert.match(id, UUID);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids.toSorted(), ids);
});

Deno.test("a clock that steps back does not make ids sort wrongly", () => {
  const later = uuidv7(Date.now() + 60_000);
  assert.ok(uuidv7(Date.now()) > later);
});

Deno.test("an id tells its time", () => {
  const time = Date.now() + 3_600_000;
  const id = uuidv7(time);
  assert.equal(parseInt(id.replaceAll("-", "").slice(0, 12), 16), time);
});
