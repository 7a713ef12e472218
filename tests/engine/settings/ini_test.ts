import assert from "node:assert/strict";
import { EngineError } from "../../../src/engine/errors.ts";
import { parseIni } from "../../../src/engine/settings/ini.ts";

const read = (text: string) => JSON.parse(JSON.stringify(parseIni(text, ".sqlfluff")));

Deno.test("sqlfluff sections become nested configuration, others are left alone", () => {
  const text = "[metadata]\nname = x\n[sqlfluff]\ndialect = ansi\n" +
    "[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper\n" +
    "[sqlfluff:layout:type:comma]\nline_position = leading\n";
  assert.deepEqual(read(text), {
    core: { dialect: "ansi" },
    rules: { "capitalisation.keywords": { capitalisation_policy: "upper" } },
    layout: { type: { comma: { line_position: "leading" } } },
  });
});

Deno.test("values are numbers, booleans, none or text, as Python reads them", () => {
  const text = "[sqlfluff]\na = 1_000\nb = 0.5\nc = TRUE\nd = None\ne = x = y\nf =\ng = -3\n";
  assert.deepEqual(read(text).core, {
    a: 1000,
    b: 0.5,
    c: true,
    d: null,
    e: "x = y",
    f: "",
    g: -3,
  });
});

Deno.test("a value goes on over indented lines, comments between them left out", () => {
  const text =
    "[sqlfluff]\nrules =\n    LT01,\n    # not this\n    LT02\n; nor this\nverbose = 1\n";
  assert.deepEqual(read(text).core, { rules: "\nLT01,\nLT02", verbose: 1 });
});

Deno.test("a byte order mark, CRLF and a DEFAULT section are read", () => {
  const text = "\ufeff[DEFAULT]\r\nverbose = 2\r\n[sqlfluff]\r\ndialect = ansi\r\n";
  assert.deepEqual(read(text).core, { verbose: 2, dialect: "ansi" });
});

Deno.test("options with dots nest, and no name reaches a prototype", () => {
  const text = "[sqlfluff:templater:jinja]\ncontext.a = 1\n__proto__.polluted = yes\n";
  const config = parseIni(text, ".sqlfluff");
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(JSON.stringify(config).includes('"context":{"a":1}'), true);
});

for (
  const [what, text, line, fault] of [
    ["a setting outside of a section", "a = 1\n", 1, "a setting before any [section]"],
    ["a line that is no setting", "[sqlfluff]\nnonsense\n", 2, "expected name = value"],
    ["a setting made twice", "[sqlfluff]\na = 1\na = 2\n", 3, "a is set twice in [sqlfluff]"],
    ["a section made twice", "[sqlfluff]\n[sqlfluff]\n", 2, "section [sqlfluff] is there twice"],
    ["a section that is not closed", "[sqlfluff\na = 1\n", 1, "the section's name does not end"],
    ["one behind another", "[a]\n[sqlfluff:rules\n", 2, "the section's name does not end with ]"],
  ] as const
) {
  Deno.test(`${what} is refused with its line`, () => {
    assert.throws(() => parseIni(text, "x.cfg"), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, "invalid_config");
      assert.ok(error.message.startsWith(`x.cfg, line ${line}: ${fault}`), error.message);
      return true;
    });
  });
}
