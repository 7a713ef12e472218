import assert from "node:assert/strict";
import { relativePath } from "../../src/text/relative_path.ts";

Deno.test("a name is a path that leads out of no folder", () => {
  const cases: Readonly<Record<string, string>> = {
    "query.sql": "query.sql",
    "models/a b.sql": "models/a b.sql",
    "/etc/x.sql": "etc/x.sql",
    "../../x.sql": "x.sql",
    "a/../../x.sql": "a/x.sql",
    "C:\\work\\x.sql": "work/x.sql",
    "c:x.sql": "x.sql",
    "..\\..\\x.sql": "x.sql",
    "./a//b/./x.sql": "a/b/x.sql",
    "...": "...",
    "../..": "query.sql",
    "/": "query.sql",
  };
  for (const [name, path] of Object.entries(cases)) assert.equal(relativePath(name), path, name);
});
