import assert from "node:assert/strict";
import { answerLine } from "../../src/engine/mod.ts";
import { outline } from "../../src/engine/outline.ts";

Deno.test("an outline may be the first nodes of a tree, and says how many there are", () => {
  const whole = outline({ sql: "SELECT a FROM t\n" });
  const part = outline({ sql: "SELECT a FROM t\n" }, 3);
  assert.equal(part.tree.length, 3);
  assert.deepEqual(part.tree, whole.tree.slice(0, 3));
  assert.equal(part.nodes, whole.tree.length);
});

Deno.test("an outline finds the dialect where it is to be found", () => {
  const { dialect } = outline({ sql: "SELECT TOP 1 [a] FROM [t];\n", dialect: "auto" });
  assert.equal(dialect, "tsql");
});

Deno.test("a request line may ask for the outline in place of the findings", () => {
  const answer = JSON.parse(answerLine('{"id": 7, "op": "outline", "sql": "SELECT 1\\n"}'));
  assert.deepEqual(Object.keys(answer), ["id", "engine", "dialect", "rendered", "tree", "nodes"]);
  const refused = JSON.parse(answerLine('{"id": 8, "op": "outline", "sql": "1", "dialect": "x"}'));
  assert.deepEqual([refused.id, refused.code], [8, "unknown_dialect"]);
});
