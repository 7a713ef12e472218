import assert from "node:assert/strict";
import { answerObject, answerTo } from "../../src/engine/jsonl.ts";
import { answerLine } from "../../src/engine/mod.ts";

const ask = (request: unknown) => JSON.parse(answerLine(JSON.stringify(request)));

Deno.test("a request is answered with its id and everything that was found", () => {
  const answer = ask({ id: "7", sql: "SELECT a,b FROM t\n", dialect: "ansi", rules: ["LT01"] });
  assert.equal(answer.id, "7");
  assert.deepEqual(answer.violations, [{
    code: "LT01",
    line: 1,
    pos: 10,
    column: 10,
    end_line: 1,
    end_pos: 11,
    end_column: 11,
    name: "layout.spacing",
    description: "Put a space between `,` and `b`.",
    severity: "error",
    warning: false,
    edits: [{ line: 1, column: 10, end_line: 1, end_column: 10, text: " " }],
  }]);
  assert.deepEqual([answer.fixed, answer.dialect, answer.outcome], [null, "ansi", "findings"]);
  assert.deepEqual(answer.statements, { total: 1, parsed: 1 });
  assert.equal(answer.engine.name, "native");
});

Deno.test("configuration, files, rules with commas and fixing are taken from the request", () => {
  const answer = ask({
    id: 1,
    sql: "SELECT a,b FROM t\n",
    rules: ["LT01, CP01"],
    exclude_rules: ["LT01"],
    configs: { rules: { "capitalisation.keywords": { capitalisation_policy: "lower" } } },
    config_files: [{ path: ".sqlfluff", text: "[sqlfluff]\ndialect = ansi\n" }],
    fix: true,
    file: "a.sql",
  });
  assert.deepEqual(answer.rules_run, ["CP01"]);
  assert.equal(answer.fixed, "select a,b from t\n");
});

for (
  const [what, line, code, field] of [
    ["text that is no JSON", "{", "invalid_request", ""],
    ["no SQL", '{"id":1}', "invalid_config", "sql"],
    ["SQL that is no text", '{"id":1,"sql":1}', "invalid_config", "sql"],
    ["rules that are no list", '{"id":1,"sql":"","rules":"LT01"}', "invalid_config", "rules"],
    ["configs that are no object", '{"id":1,"sql":"","configs":[]}', "invalid_config", "configs"],
    [
      "files without text",
      '{"id":1,"sql":"","config_files":[{}]}',
      "invalid_config",
      "config_files",
    ],
    ["an unknown dialect", '{"id":1,"sql":"","dialect":"x"}', "unknown_dialect", "dialect"],
    ["an unknown rule", '{"id":1,"sql":"","rules":["X"]}', "unknown_rule", "rules"],
  ] as const
) {
  Deno.test(`${what} is answered with an error that names the field`, () => {
    const answer = JSON.parse(answerLine(line));
    assert.deepEqual([answer.code, answer.field], [code, field]);
    assert.ok(answer.error.length > 5);
  });
}

Deno.test("a request that is no object is answered too", () => {
  assert.match(JSON.parse(answerLine("[]")).error, /not an object/);
});

Deno.test("lines are answered one by one until there are no more, blank ones not at all", async () => {
  const lines = ['{"id":1,"op":"version"}', "", "  ", "nope", '{"id":2,"sql":"select 1\\n"}'];
  const written: string[] = [];
  let calls = 0;
  while (await answerTo(() => lines.shift() ?? null, (text) => written.push(text))) calls++;
  assert.equal(calls, 5);
  const answers = written.join("").split("\n");
  assert.equal(answers.pop(), "");
  const [version, broken, clean] = answers.map((answer) => JSON.parse(answer));
  assert.equal(version.engine.name, "native");
  assert.equal(broken.code, "invalid_request");
  assert.deepEqual([clean.id, clean.outcome], [2, "clean"]);
});

Deno.test("a long answer comes in pieces that make up the same line", async () => {
  const request = { id: 7, sql: "SELECT a,b,c,d from t;\n".repeat(400), dialect: "ansi" };
  const line = JSON.stringify(request);
  const pieces: string[] = [];
  await answerTo(() => line, (text) => pieces.push(text));
  assert.ok(pieces.length > 2, String(pieces.length));
  assert.ok(pieces.every((piece) => piece.length < 1 << 17));
  assert.equal(pieces.join(""), answerLine(line) + "\n");
  const whole = JSON.stringify(await answerObject(request));
  assert.deepEqual(JSON.parse(pieces.join("")), JSON.parse(whole));
});

Deno.test("a text that needs more memory than there is to be is answered with memory_limit", async () => {
  const line = JSON.stringify({ id: 1, sql: "SELECT a FROM t;\n".repeat(500) });
  const ask = async (memory: number) => {
    let answer = "";
    await answerTo(() => line, (text) => answer += text, memory);
    return JSON.parse(answer);
  };
  const { code, field } = await ask(10_000);
  assert.deepEqual([code, field], ["memory_limit", "sql"]);
  assert.equal((await ask(1 << 20)).outcome, "clean");
});

Deno.test("what goes wrong once a long answer has begun is thrown, and nothing is added to it", async () => {
  const line = JSON.stringify({ id: 1, sql: "SELECT a,b,c,d from t;\n".repeat(400) });
  let pieces = 0;
  const write = () => {
    if (++pieces === 2) throw new Error("the pipe is gone");
  };
  await assert.rejects(answerTo(() => line, write), /the pipe is gone/);
  assert.equal(pieces, 2);
});
