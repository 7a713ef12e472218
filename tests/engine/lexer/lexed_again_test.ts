import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

Deno.test("a MariaDB text with comments is answered alike each time it is linted", () => {
  // The last comment may open without a blank behind its dashes, those in front of it may not.
  const sql = "a - b\n--c\n--d \u20ac\nUSE e; --f\n";
  const [first, ...others] = [1, 2, 3].map(() => lint({ sql, dialect: "mariadb" }).violations);
  assert.ok(first!.some(({ code, line }) => code === "LXR" && line === 3));
  for (const other of others) assert.deepEqual(other, first);
});
