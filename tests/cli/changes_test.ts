import assert from "node:assert/strict";
import { lintPermissions } from "../../scripts/lint_permissions.ts";
import { folderOf, lint, lintel } from "../support/cli.ts";

async function git(cwd: string, ...args: string[]): Promise<void> {
  const who = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  const { success, stderr } = await new Deno.Command("git", {
    args: [...who, ...args],
    cwd,
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

const OLD = "SELECT a from t;\n\nSELECT b from u;\n";
const NEW = "SELECT a from t;\n\nSELECT b, c from u;\n";

/** Places of findings, without what they say. */
function places(out: string): string[] {
  return out.split("\n").filter((line) => line.includes(" CP01 ")).map((line) =>
    line.split(":").slice(0, 2).join(":")
  );
}

Deno.test("--since reports statements that changed since a revision, and new files", async () => {
  await using folder = await folderOf({
    "m/a.sql": OLD,
    "m/é b.sql": OLD,
    "same.sql": OLD,
    ".gitignore": "ignored.sql\n",
  });
  const cwd = folder.path;
  await git(cwd, "init", "--quiet", "--initial-branch=main");
  await git(cwd, "add", ".");
  await git(cwd, "commit", "--quiet", "--message=one");
  // What main does later is not this branch's change.
  await git(cwd, "switch", "--quiet", "--create=work");
  await git(cwd, "switch", "--quiet", "main");
  await Deno.writeTextFile(`${cwd}/same.sql`, NEW);
  await git(cwd, "commit", "--quiet", "--all", "--message=two");
  await git(cwd, "switch", "--quiet", "work");
  await Deno.writeTextFile(`${cwd}/m/é b.sql`, NEW);
  await git(cwd, "mv", "m/a.sql", "m/renamed.sql");
  await Deno.writeTextFile(`${cwd}/m/fresh.sql`, OLD);
  await Deno.writeTextFile(`${cwd}/ignored.sql`, OLD);
  const run = (where: string, ...args: string[]) =>
    lint([...args, "--rules", "CP01"], { cwd: where });
  const whole = await run(cwd, ".", "--since", "main");
  assert.deepEqual(places(whole.out), ["m/fresh.sql:1", "m/fresh.sql:3", "m/é b.sql:3"], whole.err);
  assert.equal(whole.code, 1);
  const inner = await run(`${cwd}/m`, "é b.sql", "--since=main");
  assert.deepEqual(places(inner.out), ["é b.sql:3"]);
  const none = await run(cwd, "same.sql", "--since", "main");
  assert.deepEqual([none.code, places(none.out)], [0, []]);
  const wrong = await run(cwd, ".", "--since", "nowhere");
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /^lintel lint: --since: [^\n]*nowhere[^\n]*\n$/);
});

Deno.test("programs that a repository's configuration names are not run", async () => {
  await using folder = await folderOf({
    "a.sql": OLD,
    ".gitattributes": "*.sql diff=own\n",
    "run.sh": '#!/bin/sh\ntouch ran\ncat "$@"\n',
  });
  const cwd = folder.path;
  await Deno.chmod(`${cwd}/run.sh`, 0o755);
  await git(cwd, "init", "--quiet");
  await git(cwd, "add", ".");
  await git(cwd, "commit", "--quiet", "--message=one");
  for (const name of ["core.fsmonitor", "diff.external", "diff.own.textconv", "core.pager"]) {
    await git(cwd, "config", name, `${cwd}/run.sh`);
  }
  await Deno.writeTextFile(`${cwd}/a.sql`, NEW);
  const { out, code } = await lint(["a.sql", "--since", "HEAD", "--rules", "CP01"], { cwd });
  assert.deepEqual([code, places(out)], [1, ["a.sql:3"]]);
  await assert.rejects(Deno.stat(`${cwd}/ran`), Deno.errors.NotFound);
});

Deno.test("what looks like an option of git's is no revision", async () => {
  await using folder = await folderOf({ "a.sql": "select 1\n" });
  for (const revision of ["", "--output=stolen", "-h"]) {
    const { code, err } = await lint(["a.sql", `--since=${revision}`], { cwd: folder.path });
    assert.deepEqual(
      [code, err],
      [2, `lintel lint: --since takes a revision, not ${JSON.stringify(revision)}\n`],
    );
  }
});

Deno.test("git may be run where --since is said, and nowhere else", async () => {
  const run = (...args: string[]) =>
    lintPermissions((name) => Deno.env.get(name), args).find((f) => f.startsWith("--allow-run"))!
      .split(/[=,]/);
  assert.ok(!run("a.sql").includes("git"));
  assert.ok(!run("a.sql", "--changed", "x").includes("git"));
  assert.ok(run("a.sql", "--since", "x").includes("git"));
  assert.ok(run("a.sql", "--since=x").includes("git"));
  const flags = lintPermissions((name) => Deno.env.get(name), ["a.sql"]);
  await using folder = await folderOf({ "a.sql": OLD });
  const { code, err } = await lintel(
    ["lint", "a.sql", "--since", "HEAD"],
    { cwd: folder.path },
    flags,
  );
  assert.equal(code, 2);
  assert.match(err, /^lintel lint: --since: git cannot be run: [^\n]+\n$/);
});

const DIFF = [
  "--- a/m/a.sql",
  "+++ b/m/a.sql",
  "@@ -3 +3 @@",
  "-SELECT b from u;",
  "+SELECT b, c from u;",
  "",
].join("\n");

Deno.test("--changed takes a diff from a file or from standard input", async () => {
  await using folder = await folderOf({ "m/a.sql": NEW, "b.sql": OLD, "change.diff": DIFF });
  const cwd = folder.path;
  const file = await lint([".", "--changed", "change.diff", "--rules", "CP01"], { cwd });
  assert.deepEqual([file.code, places(file.out)], [1, ["m/a.sql:3"]]);
  const stdin = await lint([".", "--changed", "-", "--rules", "CP01"], { cwd, stdin: DIFF });
  assert.equal(stdin.out, file.out);
  // Names of a diff are meant from the repository's root, wherever one stands in it.
  await Deno.mkdir(`${cwd}/.git`);
  const inner = await lint(["a.sql", "--changed", "-", "--rules", "CP01"], {
    cwd: `${cwd}/m`,
    stdin: DIFF,
  });
  assert.deepEqual(places(inner.out), ["a.sql:3"]);
  // A folder that is named through a link is the same folder.
  await Deno.symlink(`${cwd}/m`, `${cwd}/link`);
  const link = await lint(["link/a.sql", "--changed", "change.diff", "--rules", "CP01"], { cwd });
  assert.deepEqual(places(link.out), ["link/a.sql:3"]);
  const other = DIFF.replaceAll("m/a.sql", "elsewhere/a.sql");
  const elsewhere = await lint([".", "--changed", "-"], { cwd, stdin: other });
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.err, /no file that the diff names is here, such as elsewhere\/a\.sql/);
  const empty = await lint([".", "--changed", "-", "--rules", "CP01"], { cwd });
  assert.equal(empty.code, 0);
  const wrong = await lint([".", "--changed", "b.sql"], { cwd });
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /^lintel lint: --changed: the diff cannot be read: it names no file\n$/);
  assert.equal((await lint([".", "--changed", "missing"], { cwd })).code, 2);
});
