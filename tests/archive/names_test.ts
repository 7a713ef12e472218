import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { judgeName, reportable } from "../../src/archive/names.ts";
import { collect, LIMITS } from "./collect.ts";
import { pax, tar, zip } from "./forge.ts";

const LONG = `${"n".repeat(252)}.sql`;
const DEEP = `${"d/".repeat(51)}a.sql`;

/** Names that cost only the entry that has them, and the reason each is given. */
const BAD_NAMES: readonly [name: string, reason: RegExp][] = [
  ["../evil.sql", /leaves its folder/],
  ["a/../../evil.sql", /leaves its folder/],
  ["../", /leaves its folder/],
  ["/etc/evil.sql", /absolute/],
  ["C:/evil.sql", /drive/],
  ["c:evil.sql", /drive/],
  // Backslashes are folders.
  ["..\\evil.sql", /leaves its folder/],
  ["a\\..\\..\\evil.sql", /leaves its folder/],
  ["\\\\host\\share\\evil.sql", /absolute/],
  ["C:\\evil.sql", /drive/],
  ["a\nb.sql", /control characters/],
  ["\x1b[31mred.sql", /control characters/],
  [LONG, /256 characters, the limit is 255/],
  [DEEP, /51 folders deep, the limit is 50/],
  [`${"p".repeat(255)}/`.repeat(16) + "a.sql", /path has 4101 characters, the limit is 4096/],
  ["__MACOSX/._a.sql", /Macintosh/],
  ["x/.DS_Store", /Macintosh/],
  ["x/._a.sql", /Macintosh/],
  ["inner.zip", /archive inside an archive/],
  ["inner.tar.gz", /archive inside an archive/],
  ["README.md", /not a SQL file/],
  ["sql", /not a SQL file/],
];

for (const [name, reason] of BAD_NAMES) {
  const shown = JSON.stringify(name.slice(0, 40));
  Deno.test(`the name ${shown} costs one entry of a ZIP file, and is told`, async () => {
    const data = name.endsWith("/") ? "" : "select 1";
    const found = await collect("zip", zip([{ name, data }, { name: "good.sql" }]));
    assert.deepEqual(found.files, [["good.sql", ""]]);
    assert.equal(found.skipped.length, 1);
    assert.match(found.skipped[0]?.[1] ?? "", reason);
  });

  Deno.test(`the name ${shown} costs one entry of a TAR file, and is told`, async () => {
    const archive = tar([
      { name: "header", type: "x", data: pax({ path: name }) },
      { name: "short", data: name.endsWith("/") ? "" : "select 1" },
      { name: "good.sql" },
    ]);
    for (const format of ["tar", "tar.gz"] as const) {
      const found = await collect(format, format === "tar" ? archive : gzipSync(archive));
      assert.deepEqual(found.files, [["good.sql", ""]]);
      assert.equal(found.skipped.length, 1);
      assert.match(found.skipped[0]?.[1] ?? "", reason);
    }
  });
}

Deno.test("a NUL in the name of a ZIP entry does not cut it into a harmless one", async () => {
  const found = await collect("zip", zip([{ name: "good.sql\0.exe", data: "select 1" }]));
  assert.deepEqual(found, {
    files: [],
    configs: [],
    folders: [],
    skipped: [["good.sql\ufffd.exe", "the name holds a NUL character"]],
  });
});

Deno.test("an entry without a name is left out", () => {
  assert.equal(judgeName("", LIMITS).kind, "skip");
});

Deno.test("every SQL suffix is taken in any case, and configuration by its exact name", () => {
  for (const name of ["a.sql", "B.SQL", "c.ddl", "d.dml", "e.sql.j2", "f.pkb", "x/y/z.Sql"]) {
    assert.deepEqual(judgeName(name, LIMITS), { kind: "sql", name });
  }
  for (
    const name of [
      ".sqlfluff",
      "a/.sqlfluffignore",
      "pyproject.toml",
      "setup.cfg",
      "tox.ini",
      "b/pep8.ini",
    ]
  ) {
    assert.deepEqual(judgeName(name, LIMITS), { kind: "companion", name });
  }
  assert.equal(judgeName("my.sqlfluff", LIMITS).kind, "skip");
});

Deno.test("dots and empty segments are dropped from a path", () => {
  const expected = { kind: "sql", name: "a/b.sql" };
  assert.deepEqual(judgeName("./a//./b.sql", LIMITS), expected);
  assert.equal(judgeName("./", LIMITS).kind, "folder");
});

Deno.test("names at the limit pass: 255 characters that are more bytes, 50 folders", () => {
  const long = `${"表".repeat(255)}/${"表".repeat(251)}.sql`;
  const deep = `${"d/".repeat(50)}a.sql`;
  assert.equal(judgeName(long, LIMITS).kind, "sql");
  assert.equal(judgeName(deep, LIMITS).kind, "sql");
});

Deno.test("a reported name is cut off, and has no control characters", () => {
  assert.equal(reportable(`\u0007${"😀".repeat(100_000)}`), `\ufffd${"😀".repeat(499)}…`);
  assert.equal(reportable("../a.sql"), "../a.sql");
});
