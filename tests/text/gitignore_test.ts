import assert from "node:assert/strict";
import fc from "fast-check";
import { GitIgnore } from "../../src/text/gitignore.ts";
import { programs } from "../support/programs.ts";

function left(patterns: readonly string[], paths: readonly string[]): string[] {
  const list = new GitIgnore(patterns);
  return paths.filter((path) => !list.ignores(path));
}

Deno.test("a pattern without a slash is for names at any depth, one with a slash from its folder", () => {
  const paths = ["a.sql", "A.sql", "x/a.sql", "x/y/a.sql", "x/b.sql"];
  assert.deepEqual(left(["a.sql"], paths), ["A.sql", "x/b.sql"]);
  assert.deepEqual(left(["/a.sql"], paths), paths.slice(1));
  assert.deepEqual(left(["x/a.sql"], paths), ["a.sql", "A.sql", "x/y/a.sql", "x/b.sql"]);
  assert.deepEqual(left(["x/*.sql"], paths), ["a.sql", "A.sql", "x/y/a.sql"]);
  assert.deepEqual(left(["x/**/a.sql"], paths), ["a.sql", "A.sql", "x/b.sql"]);
  assert.deepEqual(left(["**/y/**"], paths), ["a.sql", "A.sql", "x/a.sql", "x/b.sql"]);
});

Deno.test("the last pattern counts, but what lies in a folder that is left out stays left out", () => {
  const paths = ["x/a.sql", "x/keep.sql", "keep.sql"];
  assert.deepEqual(left(["*.sql", "!keep.sql"], paths), ["x/keep.sql", "keep.sql"]);
  assert.deepEqual(left(["x/*", "!x/keep.sql"], paths), ["x/keep.sql", "keep.sql"]);
  assert.deepEqual(left(["x/", "!x/keep.sql"], paths), ["keep.sql"]);
  assert.deepEqual(left(["keep.sql/"], paths), paths);
});

Deno.test("a path that leads out of the folder is none of the list's", () => {
  assert.deepEqual(left(["*"], ["../a.sql", "/a.sql", "", "a/../b.sql"]).length, 4);
});

const PATHS = ["a", "b", "a.b", "A", "*", "#", "!a", "a ", "-", "]", "a/a", "a/b", "b/a.b", "a/a/b"]
  .concat(["a/b/a", "b/b/a/a", "a/b/a/b/b", "x/a b/a", "x/[/a", "x/y/z/b", "\\", "a/\\b"]);

/** Patterns made of what means something in one. */
const PATTERN = fc.array(
  fc.constantFrom("a", "b", "*", "**", "?", "/", "/**/", "**/", "[ab]", "[!a]", "[^a]", "[a-b]")
    .chain((part) => fc.constantFrom(part, part, "!", "#", " ", "\\", "[", "]", "[]-]", ".", "x"))
    .chain((part) => fc.constantFrom(part, part, part, "[[:alpha:]]", "[[:none:]]", "[\\]]", "-")),
  { minLength: 1, maxLength: 6 },
).map((parts) => parts.join(""))
  // Git has brackets with a slash in them, which fits no name, and a slash behind a backslash.
  .filter((pattern) => !/\[[^\]]*\/|\\\//.test(pattern));

async function ignoredByGit(folder: string, patterns: readonly string[]): Promise<string[]> {
  await Deno.writeTextFile(`${folder}/list`, patterns.join("\n") + "\n");
  const child = new Deno.Command("git", {
    args: ["-c", `core.excludesFile=${folder}/list`, "check-ignore", "--no-index", "--stdin", "-z"],
    cwd: folder,
    env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(PATHS.join("\0") + "\0"));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout).split("\0").filter((p) =>
    p !== ""
  );
}

Deno.test({
  name: "whatever the patterns are, Git leaves out the same",
  ignore: programs(["git"]).missing,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await new Deno.Command("git", { args: ["init", "--quiet"], cwd: folder }).output();
      for (
        const patterns of fc.sample(fc.array(PATTERN, { minLength: 1, maxLength: 4 }), {
          numRuns: 300,
          seed: 4,
        })
      ) {
        const list = new GitIgnore(patterns);
        const ours = PATHS.filter((path) => list.ignores(path));
        assert.deepEqual(ours, await ignoredByGit(folder, patterns), JSON.stringify(patterns));
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("patterns that a regular expression would be lost in cost their length", () => {
  let tests = 0;
  const test = RegExp.prototype.test;
  // Each look at a character of a name through a class of characters is counted.
  RegExp.prototype.test = function (text) {
    tests++;
    return test.call(this, text);
  };
  try {
    const deep = new GitIgnore(["**/[[:alpha:]]/".repeat(40) + "b"]);
    assert.equal(deep.ignores("a/".repeat(50) + "c"), false);
    const wide = new GitIgnore(["*[[:alpha:]]".repeat(40) + "*b"]);
    assert.equal(wide.ignores("a".repeat(250)), false);
  } finally {
    RegExp.prototype.test = test;
  }
  assert.ok(tests > 1000 && tests < 50 * 80 + 250 * 80, `${tests} looks`);
  assert.equal(new GitIgnore(["**/".repeat(200_000) + "a"]).ignores("x/a"), true);
});
