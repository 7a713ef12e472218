import assert from "node:assert/strict";
import { answerLine, type EngineRequest, explain, lint } from "../../../src/engine/mod.ts";

const TSQL = "DECLARE @x INT = 1;\nGO\n";
const SNOWFLAKE = "SELECT a FROM t QUALIFY x = 1\n";

function told(request: Omit<EngineRequest, "rules">): [dialect: string, notes: string[]] {
  const { dialect, notes } = lint({ rules: ["LT01"], ...request });
  return [dialect, notes];
}

Deno.test("a text that fails in the default dialect is told which one takes it", () => {
  assert.deepEqual(told({ sql: TSQL }), ["ansi", [
    "This file reads as tsql: set the dialect to it.",
  ]]);
  assert.deepEqual(told({ sql: "SELECT a FROM\n" }), ["ansi", []]);
  assert.deepEqual(told({ sql: "SELECT a FROM t\n" }), ["ansi", []]);
});

Deno.test("whoever named a dialect is told of no other, wherever it was named", () => {
  const file = { path: ".sqlfluff", text: "[sqlfluff]\ndialect = ansi\n" };
  for (
    const request of [
      { sql: TSQL, dialect: "ansi" },
      { sql: TSQL, config: { core: { dialect: "ansi" } } },
      { sql: TSQL, configFiles: [file] },
      { sql: `-- sqlfluff:dialect:ansi\n${TSQL}` },
    ]
  ) assert.deepEqual(told(request), ["ansi", []]);
});

Deno.test("auto lints each text in the first dialect that takes it, and says which", () => {
  const told2 = (sql: string) => told({ sql, dialect: "auto" });
  const note = (name: string) => `The dialect is ${name}, the first that takes the whole file.`;
  for (const _ of [1, 2]) {
    assert.deepEqual(told2(TSQL), ["tsql", [note("tsql")]]);
    assert.deepEqual(told2(SNOWFLAKE), ["snowflake", [note("snowflake")]]);
    assert.deepEqual(told2("SELECT a FROM t\n"), ["ansi", [note("ansi")]]);
  }
});

Deno.test("auto answers as the dialect that it found does", () => {
  const { notes: _, ...found } = lint({ sql: SNOWFLAKE, dialect: "auto", fix: true });
  const { notes: __, ...named } = lint({ sql: SNOWFLAKE, dialect: "snowflake", fix: true });
  assert.deepEqual(found, named);
});

Deno.test("where no dialect takes the text, auto falls back to the default and says so", () => {
  const [dialect, notes] = told({ sql: "SELECT a FROM\n", dialect: "auto" });
  assert.equal(dialect, "ansi");
  assert.deepEqual(notes, ["No dialect takes the whole file: it is linted as ansi."]);
  const long = `${SNOWFLAKE}${" ".repeat(1_000_000)}`;
  assert.deepEqual(told({ sql: long, dialect: "auto" })[1], [
    "The file is too long to find its dialect: it is linted as ansi.",
  ]);
});

Deno.test("auto goes wherever a dialect is named, and reads what the template rendered", () => {
  const file = { path: ".sqlfluff", text: "[sqlfluff]\ndialect = auto\n" };
  assert.equal(told({ sql: TSQL, configFiles: [file] })[0], "tsql");
  assert.equal(told({ sql: `-- sqlfluff:dialect:auto\n${SNOWFLAKE}` })[0], "snowflake");
  const templated = "{% set clause = 'QUALIFY' %}SELECT a FROM t {{ clause }} x = 1\n";
  assert.equal(told({ sql: templated, dialect: "auto" })[0], "snowflake");
  assert.equal(explain({ sql: TSQL, dialect: "auto" }).dialect, "tsql");
  const answer = JSON.parse(answerLine(JSON.stringify({ id: 1, sql: TSQL, dialect: "auto" })));
  assert.deepEqual([answer.dialect, answer.outcome], ["tsql", "clean"]);
});
