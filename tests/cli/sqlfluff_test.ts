import assert from "node:assert/strict";
import { folderOf, lint } from "../support/cli.ts";
import { sqlfluffTest } from "../support/sqlfluff.ts";

sqlfluffTest("the command line lints with the real SQLFluff as well", async (python) => {
  await using folder = await folderOf({ "a.sql": "SELECT a from t\n" });
  const { code, out, err } = await lint(
    ["a.sql", "--engine", "sqlfluff", "--rules", "CP01", "--dialect", "snowflake"],
    { cwd: folder.path, env: { SQLFLUFF_PYTHON: python } },
  );
  assert.equal(err, "");
  assert.equal(code, 1);
  assert.match(out, /^a\.sql:1:10: CP01 /);
});

Deno.test("a SQLFluff that is not there is wrong usage, said once", async () => {
  await using folder = await folderOf({ "a.sql": "SELECT 1\n", "b.sql": "SELECT 1\n" });
  const { code, out, err } = await lint(["a.sql", "b.sql", "--engine", "sqlfluff"], {
    cwd: folder.path,
    env: { SQLFLUFF_PYTHON: "/nowhere/python3" },
  });
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^lintel lint: [^\n]*\/nowhere\/python3[^\n]*\n$/);
});
