import assert from "node:assert/strict";
import {
  configFilesFor,
  ignoredBy,
  isTemplate,
  templateFolders,
} from "../../src/lint/companions.ts";

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

Deno.test("patterns of a .sqlfluffignore are meant from its folder, as Git means them", () => {
  const lists = [
    { path: ".sqlfluffignore", text: "/old/\n*.tmp.sql\n" },
    { path: "a/.sqlfluffignore", text: "b/*\n!b/keep.sql\n# c.sql\n" },
  ];
  assert.equal(ignoredBy("old/x.sql", lists), ".sqlfluffignore");
  assert.equal(ignoredBy("a/old/x.sql", lists), null);
  assert.equal(ignoredBy("a/q.tmp.sql", lists), ".sqlfluffignore");
  assert.equal(ignoredBy("a/b/x.sql", lists), "a/.sqlfluffignore");
  assert.equal(ignoredBy("a/b/keep.sql", lists), null);
  assert.equal(ignoredBy("b/x.sql", lists), null);
  assert.equal(ignoredBy("a/c.sql", lists), null);
});

Deno.test("folders of templates are meant from the configuration's folder, in INI and TOML", () => {
  const configs = [
    {
      path: ".sqlfluff",
      text: "[sqlfluff:templater:jinja]\nload_macros_from_path = macros, ./more",
    },
    { path: "a/pyproject.toml", text: '[tool.x]\nloader_search_path = ["lib", "../shared"]' },
  ];
  const folders = templateFolders(configs);
  assert.deepEqual(folders, ["macros", "more", "a/lib", "shared"]);
  assert.ok(isTemplate("macros/x.sql", folders));
  assert.ok(!isTemplate("macros2/x.sql", folders));
  assert.deepEqual(templateFolders([{ path: ".sqlfluff", text: "# load_macros_from_path" }]), []);
});

Deno.test("ignore_paths leaves files out, by patterns from the folder of its configuration", () => {
  const toml = '[tool.sqlfluff.core]\ndialect = "ansi"\n' +
    'ignore_paths = [ # not ours\n  "old/*", # "a/*"\n  \'x#.sql\',\n]\n';
  const ini = "[sqlfluff]\nignore_paths = tmp/,\n    *.gen.sql\nrules = LT01\n" +
    "[sqlfluff:rules]\nignore_paths = b.sql\n";
  const all = [{ path: "pyproject.toml", text: toml }, { path: "etl/.sqlfluff", text: ini }];
  assert.equal(ignoredBy("old/b.sql", all), "ignore_paths in pyproject.toml");
  assert.equal(ignoredBy("x#.sql", all), "ignore_paths in pyproject.toml");
  assert.equal(ignoredBy("etl/old/b.sql", all), null);
  assert.equal(ignoredBy("a/b.sql", all), null);
  assert.equal(ignoredBy("etl/a/tmp/b.sql", all), "ignore_paths in etl/.sqlfluff");
  assert.equal(ignoredBy("etl/b.gen.sql", all), "ignore_paths in etl/.sqlfluff");
  assert.equal(ignoredBy("etl/b.sql", all), null);
  assert.equal(ignoredBy("b.gen.sql", all), null);
  const plain = [{ path: "pyproject.toml", text: '[tool.sqlfluff.core]\nignore_paths = "a, b"\n' }];
  assert.equal(ignoredBy("b/x.sql", plain), "ignore_paths in pyproject.toml");
  assert.equal(ignoredBy("c/x.sql", plain), null);
});

Deno.test("ignore_paths of a request's configuration is meant from the root", () => {
  const config = { core: { ignore_paths: ["old/*"] } };
  assert.equal(ignoredBy("old/b.sql", [], config), "ignore_paths in config");
  assert.equal(ignoredBy("a/old/b.sql", [], config), null);
});

Deno.test("letter case counts in what leaves files out", () => {
  const lists = [{ path: ".sqlfluffignore", text: "Old/\r\n*.SQL\r\n" }];
  assert.equal(ignoredBy("old/a.sql", lists), null);
  assert.equal(ignoredBy("Old/a.sql", lists), ".sqlfluffignore");
  assert.equal(ignoredBy("a.SQL", lists), ".sqlfluffignore");
});

Deno.test("a list that is too long to be looked through for every file is refused by name", () => {
  const text = "x\n".repeat(20_000);
  const refusal = { code: "invalid_config", message: /^a\/\.sqlfluffignore leaves .* 20001 patt/ };
  const list = { path: "a/.sqlfluffignore", text };
  assert.throws(() => ignoredBy("a/x.sql", [list]), refusal);
  assert.equal(ignoredBy("b/x.sql", [list]), null);
  const ignore_paths = text.split("\n");
  assert.throws(() => ignoredBy("a.sql", [], { core: { ignore_paths } }), { message: /^config l/ });
});
