import assert from "node:assert/strict";
import { SENTENCES, SqlGenerator } from "../../scripts/conformance/generator/mod.ts";
import { vocabularyOf } from "../../scripts/conformance/generator/sentences.ts";
import { partsOf } from "../../scripts/conformance/generator/template.ts";
import { kindsIn, kindsOf } from "../../scripts/conformance/statement_kinds.ts";
import { lint } from "../../src/engine/mod.ts";

function files(dialect: string, count: number, seed = 7): string[] {
  const generator = new SqlGenerator(seed, dialect);
  return Array.from({ length: count }, () => generator.next());
}

Deno.test("what the generator writes follows from seed and dialect", () => {
  assert.deepEqual(files("postgres", 20), files("postgres", 20));
  assert.notDeepEqual(files("postgres", 20), files("postgres", 20, 8));
  assert.notDeepEqual(files("postgres", 20), files("ansi", 20));
});

Deno.test("all that it writes can be parsed in its dialect", () => {
  for (const dialect of Object.keys(SENTENCES)) {
    for (const sql of files(dialect, 60)) {
      const { violations } = lint({ sql, dialect, rules: ["LT12"] });
      const refused = violations.filter(({ code }) => code === "PRS" || code === "LXR");
      assert.deepEqual(refused.map(({ description }) => description), [], sql);
    }
  }
});

Deno.test("it makes every kind of statement that standard SQL has here", () => {
  const made = new Set(files("ansi", 250).flatMap((sql) => kindsIn(sql, "ansi")));
  assert.deepEqual(kindsOf("ansi").filter((kind) => !made.has(kind)), []);
});

Deno.test("an optional part of a template takes the blank before it along", () => {
  assert.deepEqual(partsOf("CREATE {? UNIQUE } INDEX"), [
    { is: "word", text: "CREATE" },
    { is: "optional", parts: [{ is: "space" }, { is: "word", text: "UNIQUE" }] },
    { is: "space" },
    { is: "word", text: "INDEX" },
  ]);
  assert.deepEqual(partsOf("{ a | b }"), [
    { is: "choice", choices: [[{ is: "text", text: "a" }], [{ is: "text", text: "b" }]] },
  ]);
  assert.deepEqual(partsOf("{, column}"), [{ is: "list", name: "column", inline: true }]);
});

Deno.test("a template that cannot be read is refused with its text", () => {
  assert.throws(() => partsOf("SELECT {column"), /a brace is not closed in: SELECT \{column/);
  assert.throws(() => partsOf("SELECT {?column}"), /is not a part of a template/);
});

Deno.test("sentences that leave out what their parent has not are refused", () => {
  const parent = { statements: { b: ["B"] } };
  const child = { from: parent, statements: {}, without: ["d"] };
  assert.throws(() => vocabularyOf(child), /there is no d to leave out/);
  assert.deepEqual([...vocabularyOf(parent).statements.keys()], ["b"]);
  assert.deepEqual([...vocabularyOf({ ...child, without: ["b"] }).statements.keys()], []);
});
