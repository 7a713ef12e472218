import assert from "node:assert/strict";
import { configFilesFor } from "../../src/workflow/config_files.ts";

const files = [
  "a/b/.sqlfluff",
  "pyproject.toml",
  "a/setup.cfg",
  ".sqlfluff",
  "a/.sqlfluff",
  "ab/.sqlfluff",
  "a/c/tox.ini",
].map((path) => ({ path, text: path }));

function pathsFor(file: string): string[] {
  return configFilesFor(file, files).map((f) => f.path);
}

Deno.test("a configuration file reaches its folder and those below, outermost first", () => {
  assert.deepEqual(pathsFor("x.sql"), [".sqlfluff", "pyproject.toml"]);
  assert.deepEqual(pathsFor("a/x.sql"), [
    ".sqlfluff",
    "pyproject.toml",
    "a/setup.cfg",
    "a/.sqlfluff",
  ]);
  assert.deepEqual(pathsFor("a/b/deep/x.sql"), [
    ".sqlfluff",
    "pyproject.toml",
    "a/setup.cfg",
    "a/.sqlfluff",
    "a/b/.sqlfluff",
  ]);
  assert.deepEqual(pathsFor("ab/x.sql"), [".sqlfluff", "pyproject.toml", "ab/.sqlfluff"]);
});

Deno.test("an archive without configuration files has none for any file", () => {
  assert.deepEqual(configFilesFor("a/b.sql", []), []);
});
