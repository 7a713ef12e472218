import assert from "node:assert/strict";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import { everyPart, Lazy, NotLoaded, withLoading } from "../../src/engine/loading.ts";

Deno.test("a task that stops at what is not loaded is run again once that is", async () => {
  const [a, b] = ["a", "b"].map((name) => new Lazy(name, () => Promise.resolve(name)));
  let runs = 0;
  const both = () => {
    runs++;
    return a!.part + b!.part;
  };
  assert.throws(both, NotLoaded);
  assert.equal(await withLoading(both), "ab");
  assert.deepEqual([runs, both()], [4, "ab"]);
});

Deno.test("several parts are loaded at once", async () => {
  const lazy = ["a", "b", "c"].map((name) => new Lazy(name, () => Promise.resolve(name)));
  let runs = 0;
  const all = await withLoading(() => {
    runs++;
    return everyPart(lazy);
  });
  assert.deepEqual([all, runs], [["a", "b", "c"], 2]);
});

Deno.test("what goes wrong in a task, or while something loads, is thrown", async () => {
  const missing = new Lazy("a part", () => Promise.reject(new Error("no such file")));
  await assert.rejects(withLoading(() => missing.part), /no such file/);
  await assert.rejects(withLoading(() => assert.fail("in the task")), /in the task/);
});

Deno.test("a dialect that is not built is not loaded, and says so", () => {
  assert.throws(() => findDialect("klingon"), /dialect klingon is not built/);
});

const PYTHON = { core: { templater: "python" }, templater: { python: { context: { a: "1" } } } };

/** What a lint process that imports nothing more says to each request, one after another. */
async function answersOf(requests: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const entry = new URL("../../src/lint_entry.ts", import.meta.url).pathname;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-check", entry, "--jsonl"],
    stdin: "piped",
    stdout: "piped",
  });
  const child = command.spawn();
  const lines = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const [{ stdout, success }] = await Promise.all([
    child.output(),
    new Response(lines).body!.pipeTo(child.stdin),
  ]);
  assert.ok(success);
  return new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) => JSON.parse(line));
}

Deno.test("a process without permissions loads what a text first asks for", async () => {
  const tsql = "DECLARE @x INT = 1;\nGO\nPRINT @x;\nGO\n";
  const requests = [
    { id: 1, sql: "SELECT a FROM t QUALIFY b = 1\n", dialect: "snowflake" },
    { id: 2, sql: "-- sqlfluff:dialect:bigquery\nSELECT AS STRUCT 1 AS a\n" },
    { id: 3, sql: tsql, dialect: "auto" },
    { id: 4, sql: tsql },
    { id: 5, op: "outline", sql: "SELECT 1\n", dialect: "oracle" },
    { id: 6, sql: "SELECT 1\n", dialect: "klingon" },
    { id: 7, sql: "SELECT {{ 1 + 1 }} AS a\n", dialect: "ansi" },
    { id: 8, sql: "SELECT {a} AS a\n", dialect: "ansi", configs: PYTHON },
  ];
  const answers = await answersOf(requests);
  assert.deepEqual(answers.map(({ id }) => id), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(answers.slice(0, 3).map(({ dialect, outcome }) => [dialect, outcome]), [
    ["snowflake", "clean"],
    ["bigquery", "clean"],
    ["tsql", "clean"],
  ]);
  assert.match(String(answers[3]!.notes), /reads as tsql/);
  assert.equal(answers[4]!.error, undefined);
  assert.equal(answers[5]!.code, "unknown_dialect");
  assert.deepEqual(answers.slice(6).map(({ outcome }) => outcome), ["clean", "clean"]);
});
