import assert from "node:assert/strict";
import { folderOf, lint } from "../support/cli.ts";

const FILES = {
  "plain.sql": "SELECT a FROM t\n",
  "snow.sql": "SELECT a FROM t QUALIFY x = 1\n",
  "wrong.sql": "SELECT a FROM\n",
};
const READS = "This file reads as snowflake: set the dialect to it.";

Deno.test("a file that reads as another dialect is told so beside its findings", async () => {
  await using folder = await folderOf(FILES);
  const cwd = folder.path;
  const { code, out } = await lint(["."], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(out.match(/^.*reads as.*$/gm), [`snow.sql: note: ${READS}`]);
  const named = await lint(["snow.sql", "--dialect", "ansi"], { cwd });
  assert.doesNotMatch(named.out, /reads as/);
});

Deno.test("the JSON of a file holds its notes where there are some", async () => {
  await using folder = await folderOf(FILES);
  const { out } = await lint([".", "--format", "json"], { cwd: folder.path });
  const files: { filepath: string; notes?: string[] }[] = JSON.parse(out);
  assert.deepEqual(files.map(({ filepath, notes }) => [filepath, notes]), [
    ["plain.sql", undefined],
    ["snow.sql", [READS]],
    ["wrong.sql", undefined],
  ]);
});

Deno.test("--dialect auto finds the dialect of each file, and says what it found", async () => {
  await using folder = await folderOf(FILES);
  const { code, out } = await lint([".", "--dialect", "auto"], { cwd: folder.path });
  assert.equal(code, 1);
  assert.deepEqual(out.match(/^.*(The|No) dialect.*$/gm), [
    "plain.sql: note: The dialect is ansi, the first that takes the whole file.",
    "snow.sql: note: The dialect is snowflake, the first that takes the whole file.",
    "wrong.sql: note: No dialect takes the whole file: it is linted as ansi.",
  ]);
  assert.doesNotMatch(out, /snow\.sql:\d+:\d+: PRS/);
});

Deno.test("auto may stand in a configuration file, and the command line wins over it", async () => {
  await using folder = await folderOf({ ...FILES, ".sqlfluff": "[sqlfluff]\ndialect = auto\n" });
  const cwd = folder.path;
  assert.match((await lint(["snow.sql"], { cwd })).out, /The dialect is snowflake/);
  assert.match((await lint(["snow.sql", "--dialect", "ansi"], { cwd })).out, /PRS/);
});
