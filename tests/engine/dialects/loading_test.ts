import assert from "node:assert/strict";
import {
  findDialect,
  loadDialect,
  NotLoaded,
  withLoading,
} from "../../../src/engine/dialects/mod.ts";

Deno.test("a task that stops at what is not loaded is run again once that is", async () => {
  const there = new Set<string>();
  const seen: string[] = [];
  const get = (name: string) => {
    seen.push(name);
    if (!there.has(name)) throw new NotLoaded(name, () => Promise.resolve(there.add(name)));
    return name;
  };
  assert.equal(await withLoading(() => get("a") + get("b")), "ab");
  assert.deepEqual(seen, ["a", "a", "b", "a", "b"]);
});

Deno.test("what goes wrong in a task, or while something loads, is thrown", async () => {
  const failed = () => Promise.reject(new Error("no such file"));
  await assert.rejects(
    withLoading(() => {
      throw new NotLoaded("a part", failed);
    }),
    /no such file/,
  );
  await assert.rejects(withLoading(() => assert.fail("in the task")), /in the task/);
});

Deno.test("a dialect that is not built is not loaded, and says so", async () => {
  assert.throws(() => findDialect("klingon"), /dialect klingon is not built/);
  await assert.rejects(loadDialect("klingon"), /dialect klingon is not built/);
});

/** What a lint process that imports nothing more says to each request, one after another. */
async function answersOf(requests: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const entry = new URL("../../../src/lint_entry.ts", import.meta.url).pathname;
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

Deno.test("a process without permissions loads each dialect when a text first asks for it", async () => {
  const tsql = "DECLARE @x INT = 1;\nGO\nPRINT @x;\nGO\n";
  const requests = [
    { id: 1, sql: "SELECT a FROM t QUALIFY b = 1\n", dialect: "snowflake" },
    { id: 2, sql: "-- sqlfluff:dialect:bigquery\nSELECT AS STRUCT 1 AS a\n" },
    { id: 3, sql: tsql, dialect: "auto" },
    { id: 4, sql: tsql },
    { id: 5, op: "outline", sql: "SELECT 1\n", dialect: "oracle" },
    { id: 6, sql: "SELECT 1\n", dialect: "klingon" },
  ];
  const answers = await answersOf(requests);
  assert.deepEqual(answers.map(({ id }) => id), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(answers.slice(0, 3).map(({ dialect, outcome }) => [dialect, outcome]), [
    ["snowflake", "clean"],
    ["bigquery", "clean"],
    ["tsql", "clean"],
  ]);
  assert.match(String(answers[3]!.notes), /reads as tsql/);
  assert.equal(answers[4]!.error, undefined);
  assert.equal(answers[5]!.code, "unknown_dialect");
});
