import assert from "node:assert/strict";
import { folderOf, lint } from "../support/cli.ts";

Deno.test("--explain prints tokens, tree and times of one file", async () => {
  await using folder = await folderOf({ "a.sql": "SELECT a, B from t\n" });
  const { code, out, err } = await lint(["--explain", "a.sql", "--rules", "CP01,LT01"], {
    cwd: folder.path,
  });
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, /^a\.sql: ansi, 12 tokens, \d+ nodes\n\ntokens\n {2}1:1 word "SELECT"\n/);
  assert.match(out, /\ntree\n {2}file\n {4}statement\n {6}select_statement\n/);
  assert.match(out, /\n +naked_identifier "B"\n/);
  assert.match(out, /\nlayout, line by line\n {2}1 in 0 groups, indented by 0\n/);
  assert.match(out, /\ntime, the least of 5 rounds\n {2}render +\d+\.\d{3} ms\n {2}lex /);
  assert.match(out, /\n {2}CP01 +\d+\.\d{3} ms {2}1 found\n/);
  assert.match(out, /\n {2}LT01 +\d+\.\d{3} ms\n/);
  assert.doesNotMatch(out, /rendered text|LT02/);
});

Deno.test("--explain shows what a template renders, under the folder's configuration", async () => {
  await using folder = await folderOf({
    "a.sql": "SELECT {{ name }} FROM t\n",
    ".sqlfluff": "[sqlfluff]\nexclude_rules = CP01\n[sqlfluff:templater:jinja:context]\nname = b\n",
  });
  const { code, out } = await lint(["--explain", "a.sql"], { cwd: folder.path });
  assert.equal(code, 0);
  assert.match(out, /\n {2}LT01 /);
  assert.doesNotMatch(out, /CP01/);
  assert.match(out, /\nrendered text\nSELECT b FROM t\n\ntokens\n/);
});

Deno.test("--explain takes one file and no options of linting; what is wrong is said", async () => {
  await using folder = await folderOf({
    "a.sql": "SELECT 1\n",
    "b.sql": "SELECT 2\n",
    "broken.sql": "SELECT {{ 1 +\n",
  });
  const cases: [string[], RegExp][] = [
    [["a.sql", "b.sql"], /--explain takes one file/],
    [["-"], /--explain takes one file/],
    [["a.sql", "--fix"], /no --fix/],
    [["a.sql", "--format", "json"], /no --fix, --diff, --format/],
    [["a.sql", "--engine", "sqlfluff"], /--engine/],
    [["a.sql", "--dialect", "nope"], /a\.sql: .*nope/],
    [["broken.sql"], /broken\.sql: The template cannot be rendered/],
  ];
  await Promise.all(cases.map(async ([args, message]) => {
    const { code, out, err } = await lint(["--explain", ...args], { cwd: folder.path });
    assert.deepEqual([code, out], [2, ""], `${args.join(" ")}: ${err}`);
    assert.match(err, message);
  }));
});
