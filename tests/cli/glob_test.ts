import assert from "node:assert/strict";
import { glob, isGlob } from "../../src/cli/glob.ts";
import { folderOf } from "../support/cli.ts";

Deno.test("a glob finds what it names, and hidden files only where it names them", async () => {
  await using folder = await folderOf({
    "a.sql": "",
    "ab.sql": "",
    "b.ddl": "",
    "x/c.sql": "",
    "x/y/d.sql": "",
    ".h/e.sql": "",
    ".f.sql": "",
    "odd[1].sql": "",
    "p+q.sql": "",
  });
  const cases: [string, string[]][] = [
    ["*.sql", ["a.sql", "ab.sql", "odd[1].sql", "p+q.sql"]],
    ["?.sql", ["a.sql"]],
    ["a*.sql", ["a.sql", "ab.sql"]],
    ["[ab].*", ["a.sql", "b.ddl"]],
    ["[!a].*", ["b.ddl"]],
    ["[a-b].{sql,ddl}", ["a.sql", "b.ddl"]],
    ["*/*.sql", ["x/c.sql"]],
    ["**/*.sql", ["a.sql", "ab.sql", "odd[1].sql", "p+q.sql", "x/c.sql", "x/y/d.sql"]],
    ["x/**", ["x/c.sql", "x/y", "x/y/d.sql"]],
    ["**/y/*.sql", ["x/y/d.sql"]],
    [".*.sql", [".f.sql"]],
    [".h/*", [".h/e.sql"]],
    ["p+?.sql", ["p+q.sql"]],
    ["odd[[]1].sql", ["odd[1].sql"]],
    ["*.sql/x", ["a.sql/x", "ab.sql/x", "odd[1].sql/x", "p+q.sql/x"]],
    ["a.sql/*", []],
    ["none/*.sql", []],
    ["[z-a].sql", []],
    ["{a.sql", []],
  ];
  for (const [pattern, names] of cases) {
    const found = await glob(`${folder.path}/${pattern}`);
    assert.deepEqual(found.map((f) => f.slice(folder.path.length + 1)), names, pattern);
  }
});

Deno.test("a plain path is no glob", () => {
  assert.equal(isGlob("a/b.sql"), false);
  for (const pattern of ["*", "a?", "[a]", "{a,b}"]) assert.ok(isGlob(pattern));
});
