import assert from "node:assert/strict";
import { folderOf, lint } from "../support/cli.ts";

const BAD = "SELECT a from t;\n";
const GOOD = "SELECT a FROM t;\n";
const WARN = "[lintel:severity]\nCP01 = warning\n";

async function statuses(cwd: string, ...runs: string[][]): Promise<number[]> {
  return await Promise.all(
    runs.map(async (args) => (await lint([...args, "--rules", "CP01"], { cwd })).code),
  );
}

Deno.test("--fail-on says what the exit status 1 is for", async () => {
  await using folder = await folderOf({
    "a.sql": BAD,
    "w/.sqlfluff": WARN,
    "w/b.sql": BAD,
    "good.sql": GOOD,
  });
  const codes = await statuses(
    folder.path,
    ["a.sql"],
    ["a.sql", "--fail-on", "error"],
    ["a.sql", "--fail-on", "none"],
    ["w"],
    ["w", "--fail-on", "warning"],
    ["good.sql", "--fail-on", "warning"],
  );
  assert.deepEqual(codes, [1, 1, 0, 0, 1, 0]);
});

Deno.test("what was not read is exit status 3, whatever was found; wrong usage is 2", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "nul.sql": new Uint8Array([0x61, 0]) });
  await Deno.symlink("loop.sql", `${folder.path}/loop.sql`);
  const codes = await statuses(
    folder.path,
    ["a.sql", "nul.sql"],
    ["nul.sql", "--fail-on", "none"],
    ["a.sql", "loop.sql"],
    ["a.sql", "missing.sql"],
    ["a.sql", "--fail-on", "nothing"],
    ["a.sql", "--fail-on", "new"],
  );
  assert.deepEqual(codes, [3, 3, 3, 2, 2, 2]);
  const { out, err } = await lint(["a.sql", "loop.sql"], { cwd: folder.path });
  assert.match(err, /^lintel lint: loop\.sql: [^\n]+\n$/);
  assert.match(out, /1 could not be linted/);
});

Deno.test("a baseline leaves new findings only, through moved lines and renamed files", async () => {
  const old = "SELECT a from t;\nSELECT b from u;\n";
  await using folder = await folderOf({ "m/a.sql": old });
  const cwd = folder.path;
  const run = (...args: string[]) => lint([...args, "--rules", "CP01"], { cwd });
  const written = await run("m", "--write-baseline", "base.json");
  assert.deepEqual([written.code, written.err], [
    0,
    "lintel lint: wrote 2 findings to base.json\n",
  ]);
  const document = JSON.parse(await Deno.readTextFile(`${cwd}/base.json`));
  assert.deepEqual(document.findings.map((f: { file: string }) => f.file), ["m/a.sql", "m/a.sql"]);
  const same = await run("m", "--baseline", "base.json");
  assert.deepEqual([same.code, same.out], [0, "no new findings in 1 file; 2 in the baseline\n"]);
  // An error that the baseline has fails all the same, where that is asked for.
  assert.equal((await run("m", "--baseline", "base.json", "--fail-on", "error")).code, 1);
  // Lines before each statement, another indentation, another name, and one new statement.
  await Deno.remove(`${cwd}/m/a.sql`);
  const moved = old.replaceAll("SELECT", `${"-- x\n".repeat(30)}  SELECT`);
  await Deno.writeTextFile(`${cwd}/m/b.sql`, `${moved}SELECT c from v;\n`);
  const next = await run("./m/b.sql", "--baseline", "base.json");
  assert.equal(next.code, 1);
  assert.match(next.out, /^\.\/m\/b\.sql:63:10: CP01 .*\n1 error, .*; 2 in the baseline\n$/);
  assert.equal((await run("m", "--baseline", "base.json", "--fail-on", "none")).code, 0);
  const sarif = JSON.parse((await run("m", "--baseline", "base.json", "--format", "sarif")).out);
  assert.deepEqual(
    sarif.runs[0].results.map((r: { baselineState: string }) => r.baselineState),
    ["unchanged", "unchanged", "new"],
  );
});

Deno.test("a baseline of a whole project serves a run over a part of it", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "b.sql": BAD });
  const cwd = folder.path;
  await lint([".", "--write-baseline", "base.json", "--rules", "CP01"], { cwd });
  const part = await lint(["a.sql", "--baseline", "base.json", "--rules", "CP01"], { cwd });
  assert.deepEqual([part.code, part.out], [0, "no new findings in 1 file; 1 in the baseline\n"]);
  await Deno.writeTextFile(`${cwd}/a.sql`, GOOD);
  const gone = await lint(["a.sql", "--baseline", "base.json", "--rules", "CP01"], { cwd });
  assert.match(gone.out, /clean: 1 file, 1 of the baseline gone/);
});

Deno.test("a baseline that is none, and one that would lack what was not read, are refused", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "nul.sql": new Uint8Array([0]), "x": "{}" });
  const cwd = folder.path;
  const none = await lint(["a.sql", "--baseline", "x"], { cwd });
  assert.equal(none.code, 2);
  assert.match(none.err, /^lintel lint: x: The baseline cannot be read: version must be 1\.\n$/);
  assert.equal((await lint(["a.sql", "--baseline", "missing"], { cwd })).code, 2);
  const part = await lint([".", "--write-baseline", "new.json"], { cwd });
  assert.equal(part.code, 3);
  assert.match(part.err, /new\.json is not written: 1 file could not be linted/);
  await assert.rejects(Deno.stat(`${cwd}/new.json`));
});

Deno.test("options that contradict each other are wrong usage", async () => {
  await using folder = await folderOf({ "a.sql": BAD });
  const cases = [
    ["--fix", "--since", "HEAD"],
    ["--fix", "--baseline", "x"],
    ["--changed", "x", "--since", "HEAD"],
    ["--write-baseline", "x", "--changed", "y"],
    ["--since=--output=x"],
    ["--since="],
    ["-", "--changed", "-"],
    ["-", "--since", "HEAD"],
  ];
  for (const args of cases) {
    const { code, err } = await lint(["a.sql", ...args], { cwd: folder.path });
    assert.equal(code, 2, args.join(" "));
    assert.match(err, /^lintel lint: [^\n]+\n$/);
  }
});

Deno.test("--show-suppressed tells in SARIF what noqa suppresses, and changes no exit status", async () => {
  const sql = "SELECT a from t; -- noqa: CP01\nSELECT b from u;\nSELECT  c FROM v; -- noqa\n";
  await using folder = await folderOf({ "a.sql": sql, "b.sql": "SELECT 1 from t; -- noqa\n" });
  const run = (...args: string[]) =>
    lint([...args, "--rules", "CP01,LT01", "--format", "sarif"], { cwd: folder.path });
  interface Result {
    ruleId: string;
    suppressions?: { kind: string }[];
    locations: [{ physicalLocation: { region: { startLine: number } } }];
  }
  const told = (out: string) =>
    (JSON.parse(out).runs[0].results as Result[]).map((r) =>
      `${r.locations[0].physicalLocation.region.startLine} ${r.ruleId} ` +
      (r.suppressions === undefined ? "?" : r.suppressions.map(({ kind }) => kind).join())
    );
  assert.deepEqual(told((await run("a.sql")).out), ["2 CP01 ?"]);
  const shown = await run("a.sql", "--show-suppressed");
  assert.deepEqual(told(shown.out), ["2 CP01 ", "1 CP01 inSource", "3 LT01 inSource"]);
  assert.equal(shown.code, 1);
  const fine = await run("b.sql", "--show-suppressed");
  assert.deepEqual([fine.code, told(fine.out)], [0, ["1 CP01 inSource"]]);
  const usage = await lint(["a.sql", "--show-suppressed"], { cwd: folder.path });
  assert.equal(usage.code, 2);
});
