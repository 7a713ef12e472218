import assert from "node:assert/strict";
import { Visibility, VISIBILITY_WINDOW } from "../../src/workflow/visibility.ts";

Deno.test("a file is waited for until its window is over, counted from when it was first missed", () => {
  let now = 1000;
  const visibility = new Visibility(() => now);
  assert.ok(visibility.mayWait("a"));
  now += VISIBILITY_WINDOW - 1;
  assert.ok(visibility.mayWait("a"));
  assert.ok(visibility.mayWait("b"));
  now += 1;
  assert.ok(!visibility.mayWait("a"));
  assert.ok(!visibility.mayWait("a"));
  assert.ok(visibility.mayWait("b"));
});

Deno.test("one that was read, or that nobody asked for any more, has a whole window again", () => {
  let now = 0;
  const visibility = new Visibility(() => now);
  visibility.mayWait("read");
  visibility.mayWait("left");
  visibility.seen("read");
  now = VISIBILITY_WINDOW;
  assert.ok(visibility.mayWait("read"));
  assert.ok(!visibility.mayWait("left"));
  now += 10 * 60_000;
  assert.ok(visibility.mayWait("left"));
});
