import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { parseUnifiedDiff } from "../../src/lint/unified_diff.ts";
import { unifiedDiff } from "../../src/lint/write_diff.ts";
import { programs } from "../support/programs.ts";

const encoder = new TextEncoder();
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const diffOf = (name: string, before: string, after: string) =>
  textOf(unifiedDiff(name, encoder.encode(before), encoder.encode(after)));

Deno.test("changes are hunks with three lines around them, those that touch in one", () => {
  const before = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`);
  const after = before.with(4, "five\n").with(11, "twelve\n").with(27, "");
  assert.equal(
    diffOf("a.sql", before.join(""), after.join("")),
    [
      "diff --git a/a.sql b/a.sql",
      "--- a/a.sql",
      "+++ b/a.sql",
      "@@ -2,14 +2,14 @@",
      " line 2",
      " line 3",
      " line 4",
      "-line 5",
      "+five",
      ...[6, 7, 8, 9, 10, 11].map((n) => ` line ${n}`),
      "-line 12",
      "+twelve",
      " line 13",
      " line 14",
      " line 15",
      "@@ -25,6 +25,5 @@",
      " line 25",
      " line 26",
      " line 27",
      "-line 28",
      " line 29",
      " line 30",
      "",
    ].join("\n"),
  );
});

Deno.test("of more lines than are compared, all between the ends is one change", () => {
  const before = Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`);
  const after = before.with(10, "ten\n").with(59_990, "late\n");
  const long = diffOf("a.sql", before.join(""), after.join("")).split("\n");
  assert.deepEqual(long.slice(3, 8), [
    "@@ -8,59987 +8,59987 @@",
    " line 7",
    " line 8",
    " line 9",
    "-line 10",
  ]);
  assert.equal(long.filter((line) => line.startsWith("@@")).length, 1);
  const short = diffOf("a.sql", before.slice(0, 20_000).join(""), after.slice(0, 20_000).join(""));
  assert.equal(short.match(/^@@/gm)!.length, 1);
  assert.ok(short.length < 200);
});

Deno.test("what did not change is no diff, and a missing line feed is said", () => {
  assert.equal(diffOf("a.sql", "select 1\n", "select 1\n"), "");
  assert.match(
    diffOf("a.sql", "select 1", "select 1\n"),
    /@@ -1,1 \+1,1 @@\n-select 1\n\\ No newline at end of file\n\+select 1\n$/,
  );
  assert.match(diffOf("a.sql", "", "a\n"), /@@ -0,0 \+1,1 @@\n\+a\n$/);
});

Deno.test("names that a reader would cut are quoted or ended by a tab, and read as they were", () => {
  const names = ["a b.sql", 'q"uo.sql', "back\\slash.sql", "é ü.sql", "tab\there.sql", "b/b.sql"];
  for (const name of names) {
    const [read] = parseUnifiedDiff(diffOf(name, "a\n", "b\n")).keys();
    assert.equal(read, name.startsWith("b/") ? "b/b.sql" : name);
  }
});

/** Lines that a reader of diffs may take for its own, and ends of lines of every kind. */
const LINE = fc.constantFrom(
  "a",
  "b",
  "",
  "select\r",
  "--- a/x",
  "+++ b/x",
  "@@ -1,2 +1 @@",
  "\\ No newline at end of file",
  "diff --git a/x b/x",
  "\0\0",
  "naïve",
);
const TEXT = fc.tuple(fc.array(LINE, { maxLength: 25 }), fc.boolean())
  .map(([lines, ended]) => lines.join("\n") + (ended ? "\n" : ""));

/** Some hundred files in a folder, changed by one patch that `command` applies. */
async function applied(command: string, args: readonly string[]): Promise<void> {
  const pairs = fc.sample(fc.tuple(TEXT, TEXT), { numRuns: 300, seed: 7 });
  const files = pairs.map(([before, after], i) => ({
    name: `folder ${i % 3}/${i % 7 === 0 ? 'é "x" ' : "x"}${i}.sql`,
    // Every other file has a few changes, and not another text.
    bytes: [before, i % 2 === 0 ? after : before.replace("a", "A") + "b"].map((text) =>
      i % 5 === 0
        ? new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer)
        : encoder.encode(text)
    ) as [Uint8Array, Uint8Array],
  }));
  const root = await Deno.makeTempDir();
  try {
    for (const { name, bytes: [before] } of files) {
      await Deno.mkdir(dirname(join(root, name)), { recursive: true });
      await Deno.writeFile(join(root, name), before);
    }
    const diffs = files.map(({ name, bytes }) => unifiedDiff(name, ...bytes));
    await Deno.writeFile(
      join(root, "all.patch"),
      new Uint8Array(await new Blob(diffs as BlobPart[]).arrayBuffer()),
    );
    const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd: root })
      .output();
    assert.equal(code, 0, textOf(stdout) + textOf(stderr));
    for (const { name, bytes: [, after] } of files) {
      assert.deepEqual(await Deno.readFile(join(root, name)), new Uint8Array(after), name);
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test({
  name: "git apply makes of every file what it became, byte by byte",
  ignore: programs(["git"]).missing,
  fn: () => applied("git", ["apply", "--whitespace=nowarn", "all.patch"]),
});

Deno.test({
  name: "patch -p1 makes of every file what it became, byte by byte",
  ignore: programs(["patch"]).missing,
  fn: () => applied("patch", ["-p1", "--input=all.patch"]),
});
