import assert from "node:assert/strict";
import { printable, printableJson, printableLines } from "../../src/text/printable.ts";

Deno.test("control characters and those that turn text round are shown, not sent", () => {
  const cases: [string, string][] = [
    ["plain, Größe, 予定表, 🙂", "plain, Größe, 予定表, 🙂"],
    ["\x1b[31mred", "\\x1b[31mred"],
    ["\x9b31m", "\\x9b31m"],
    ["a\0b\x7f\r\n\t", "a\\x00b\\x7f\\x0d\\x0a\\x09"],
    ["\u202egpj.sql", "\\u202egpj.sql"],
    ["\u2066a\u2069\u061c\u2028", "\\u2066a\\u2069\\u061c\\u2028"],
  ];
  for (const [text, shown] of cases) assert.equal(printable(text), shown);
  assert.equal(printableLines("a\n\tb\x1b\r"), "a\n\tb\\x1b\\x0d");
});

Deno.test("JSON keeps its meaning", () => {
  const value = { "a\u202e\x9b": ["\x1b\u2028\n"] };
  const text = printableJson(JSON.stringify(value, null, 2));
  // deno-lint-ignore no-control-regex -- none of these may be left
  assert.doesNotMatch(text, /[\x1b\x9b\u202e\u2028]/);
  assert.deepEqual(JSON.parse(text), value);
});
