import assert from "node:assert/strict";
import { printable, printableJson, printableLines } from "../../src/text/printable.ts";
import { printable as shown } from "../../src/ui/browser/printable.js";

Deno.test("control characters and those that turn text round are shown, not sent", () => {
  const cases: [string, string][] = [
    ["plain, Größe, 予定表, 🙂", "plain, Größe, 予定表, 🙂"],
    ["\x1b[31mred", "\\x1b[31mred"],
    ["\x9b31m", "\\x9b31m"],
    ["a\0b\x7f\r\n\t", "a\\x00b\\x7f\\x0d\\x0a\\x09"],
    ["\u202egpj.sql", "\\u202egpj.sql"],
    ["\u2066a\u2069\u061c\u2028", "\\u2066a\\u2069\\u061c\\u2028"],
    ["or\u200bders\u2060\ufeff\xad.sql", "or\\u200bders\\u2060\\ufeff\\xad.sql"],
    ["a\u{e0041}\u{e007f}\u3164", "a\\u{e0041}\\u{e007f}\\u3164"],
    // A joiner is seen where it joins, in emoji and in Persian; behind Latin letters it is not.
    ["\u200da\u200db\u200c", "\\u200da\\u200db\\u200c"],
    ["👩\u200d💻 می\u200cخواهم ❤\ufe0f", "👩\u200d💻 می\u200cخواهم ❤\ufe0f"],
  ];
  for (const [text, shown] of cases) assert.equal(printable(text), shown);
  assert.equal(printableLines("a\n\tb\x1b\r"), "a\n\tb\\x1b\\x0d");
});

Deno.test("pages hide no more than a terminal does", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    for (const text of [character, `a${character}`, `م${character}`]) {
      if (shown(text) !== printableLines(text)) assert.fail(`U+${code.toString(16)}`);
    }
  }
});

Deno.test("JSON keeps its meaning", () => {
  const value = { "a\u202e\x9b": ["\x1b\u2028\n", "\u{e0041}👩\u200d💻\u200b"] };
  const text = printableJson(JSON.stringify(value, null, 2));
  // deno-lint-ignore no-control-regex -- none of these may be left
  assert.doesNotMatch(text, /[\x1b\x9b\u202e\u2028\u200b\u{e0041}]/u);
  assert.deepEqual(JSON.parse(text), value);
});
