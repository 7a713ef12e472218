import assert from "node:assert/strict";
import { folderOf, lint } from "../support/cli.ts";

const FILES = {
  ".sqlfluff": "[sqlfluff]\ndialect = postgres\nexclude_rules = LT01\nmax_line_lenght = 9\n",
  "a/.sqlfluff": "[sqlfluff]\nmax_line_length = 100\n",
  "a/q.sql": "-- sqlfluff:runaway_limit:3\nSELECT 1\n",
  "old/.sqlfluffignore": "*\n",
  "old/q.sql": "SELECT 1\n",
};

Deno.test("--explain-config tells values with file and line, what nothing reads, and rules with why", async () => {
  await using folder = await folderOf(FILES);
  const { code, out, err } = await lint(["--explain-config", "a/q.sql"], { cwd: folder.path });
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, /^a\/q\.sql: dialect postgres, templater jinja\n/);
  assert.match(out, /\n {2}\.sqlfluff\n {2}a\/\.sqlfluff\n/);
  assert.match(out, /\n {2}core\.max_line_length = 100 +a\/\.sqlfluff, line 2 +default 80\n/);
  assert.match(out, /\n {2}core\.runaway_limit = 3 +inline directive, line 1 +default 10\n/);
  assert.match(
    out,
    /\n {2}\.sqlfluff, line 4: core\.max_line_lenght is not a setting\. Did you mean max_line_length\?\n/,
  );
  assert.match(out, /\n {2}LT01 .*excluded by core\.exclude_rules = LT01 \(\.sqlfluff, line 3\)\n/);
  assert.match(out, /\nleft as it is\n(.*\n)* {2}core\.templater = jinja\n/);
});

Deno.test("--explain-config of a folder, with options, as JSON", async () => {
  await using folder = await folderOf(FILES);
  const args = ["--explain-config", "a", "--format", "json", "--dialect", "mysql", "--rules"];
  const { code, out } = await lint([...args, "CP01"], { cwd: folder.path });
  assert.equal(code, 0);
  const { path, dialect, applied, rules, values, ignored_by } = JSON.parse(out);
  assert.deepEqual([path, dialect, ignored_by], ["a", "mysql", null]);
  assert.deepEqual(applied, [".sqlfluff", "a/.sqlfluff"]);
  const running = rules.filter((rule: { runs: boolean }) => rule.runs);
  assert.deepEqual(running.map((rule: { code: string }) => rule.code), ["CP01"]);
  const found = values.find((each: { key: string }) => each.key === "core.dialect");
  assert.equal(found.source, "option");
  const old = await lint(["--explain-config", "old/q.sql"], { cwd: folder.path });
  assert.match(old.out, /\nleft out of linting by old\/\.sqlfluffignore\n/);
});

Deno.test("--explain-config takes one path that is there and a configuration that can be read", async () => {
  await using folder = await folderOf({ ...FILES, "b/.sqlfluff": "dialect = x\n", "b/q.sql": "" });
  const cases: [string[], RegExp][] = [
    [["gone.sql"], /there is no gone\.sql/],
    [["a", "b"], /takes one path/],
    [["a", "--fix"], /no --fix/],
    [["a", "--format", "github"], /--format json/],
    [["a", "--engine", "sqlfluff"], /no --engine/],
    [["a", "--dialect", "nope"], /a: .*nope/],
    [["b/q.sql"], /b\/\.sqlfluff, line 1: a setting before any/],
  ];
  await Promise.all(cases.map(async ([args, message]) => {
    const { code, out, err } = await lint(["--explain-config", ...args], { cwd: folder.path });
    assert.deepEqual([code, out], [2, ""], `${args.join(" ")}: ${err}`);
    assert.match(err, message);
  }));
});
