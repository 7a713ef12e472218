import assert from "node:assert/strict";
import { columnOf, lexLine, Lines, offsetOf } from "../../src/ui/browser/sql/lexer.js";
import { fromFragment, toFragment } from "../../src/ui/browser/share.js";

function words(line: string, state = "") {
  const { tokens, state: end } = lexLine(line, state);
  return [tokens.map(({ from, to, kind }) => [line.slice(from, to), kind]), end];
}

Deno.test("words of a line are told apart as an eye does", () => {
  assert.deepEqual(words("select 'it''s', 1.5 -- why"), [
    [["select", "keyword"], ["'it''s'", "string"], ["1.5", "number"], ["-- why", "comment"]],
    "",
  ]);
  assert.deepEqual(words("{{ ref('x') }} as x"), [
    [["{{ ref('x') }}", "template"], ["as", "keyword"]],
    "",
  ]);
});

Deno.test("what a line leaves open goes on in the next one", () => {
  assert.deepEqual(words("a /* one"), [[["/* one", "comment"]], "*/"]);
  assert.deepEqual(words("two */ from", "*/"), [[["two */", "comment"], ["from", "keyword"]], ""]);
  assert.deepEqual(words("$body$ begin"), [[["$body$ begin", "string"]], "$body$"]);
  const lines = new Lines("'a\nb\nc' from");
  assert.deepEqual(lines.tokens(2).map(({ kind }) => kind), ["string", "keyword"]);
});

Deno.test("states of many lines are worked out bit by bit, and end the same", () => {
  const text = "/*\n".concat("select 1\n".repeat(5000), "*/ from\n");
  const lines = new Lines(text);
  let rounds = 0;
  while (!lines.work(0)) rounds++;
  assert.ok(rounds > 1);
  assert.deepEqual(lines.tokensByNow(5001).map(({ kind }) => kind), ["comment", "keyword"]);
});

Deno.test("columns count code points, offsets count units of UTF-16", () => {
  const line = "'😀' x";
  assert.equal(offsetOf(line, 5), 5);
  assert.equal(line.slice(offsetOf(line, 5)), "x");
  for (const column of [1, 2, 3, 4, 5]) {
    assert.equal(columnOf(line, offsetOf(line, column)), column);
  }
  assert.equal(offsetOf("ab", 9), 2);
});

Deno.test("a link carries its text there and back, and anything else nothing", async () => {
  const value = { sql: "select '😀'\n".repeat(100), dialect: "postgres" };
  const fragment = await toFragment(value);
  assert.match(fragment, /^v1\.[\w-]+$/);
  assert.deepEqual(await fromFragment(`#${fragment}`), value);
  for (const broken of ["", "#L12", "#v1.%%%", fragment.slice(0, 20), "v1.AAAA"]) {
    assert.equal(await fromFragment(broken), null);
  }
});
