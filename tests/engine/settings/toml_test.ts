import assert from "node:assert/strict";
import { EngineError } from "../../../src/engine/errors.ts";
import { section } from "../../../src/engine/settings/mod.ts";
import { parsePyproject } from "../../../src/engine/settings/toml.ts";

const read = (text: string) => JSON.parse(JSON.stringify(parsePyproject(text, "pyproject.toml")));

Deno.test("tool.sqlfluff tables are read and rule names joined again", () => {
  const text = '[project]\nname = "x"\n[tool.sqlfluff.core]\ndialect = "ansi" # why\n' +
    "max_line_length = 1_00\n[tool.sqlfluff.rules.capitalisation.keywords]\n" +
    'capitalisation_policy = "upper"\n[tool.sqlfluff.rules]\nallow_scalar = false\n';
  assert.deepEqual(read(text), {
    core: { dialect: "ansi", max_line_length: 100 },
    rules: { "capitalisation.keywords": { capitalisation_policy: "upper" }, allow_scalar: false },
  });
});

Deno.test("a file without tool.sqlfluff configures nothing", () => {
  assert.deepEqual(
    read("[tool.black]\nline-length = 88\n[[tool.x]]\na = 1\n[[tool.x]]\nb = 2\n"),
    {},
  );
});

Deno.test("strings, numbers, arrays, dates and inline tables are read as TOML has them", () => {
  const text = "[tool.sqlfluff.templater.jinja.context]\n" +
    'a = "tab\\t\\u00e9 \\"q\\""\nb = \'raw \\n\'\nc = """\nline\n  two\\\n   joined"""\n' +
    "d = '''it''s'''\ne = [1, 'two', # note\n 3.5,]\nf = { x.y = 1, z = true }\n" +
    'g = 0x1F\nh = 1e3\ni = -0.5\nj = 2020-01-02T03:04:05Z\n"quoted key" = inf\n';
  const values = section(parsePyproject(text, "p"), "templater", "jinja", "context");
  assert.equal(values.a, 'tab\té "q"');
  assert.equal(values.b, "raw \\n");
  assert.equal(values.c, "line\n  twojoined");
  assert.equal(values.d, "it''s");
  assert.deepEqual(values.e, ["1", "two", "3.5"]);
  assert.equal(JSON.stringify(values.f), '{"x":{"y":1},"z":true}');
  assert.deepEqual([values.g, values.h, values.i], [31, 1000, -0.5]);
  assert.equal(values.j, "2020-01-02T03:04:05Z");
  assert.equal(values["quoted key"], Infinity);
});

for (
  const [what, text, line] of [
    ["a key set twice", "a = 1\na = 2\n", 2],
    ["a string without an end", 'a = "x\n', 1],
    ["a key without a value", "[t]\na =\n", 2],
    ["two settings on a line", "a = 1 b = 2\n", 1],
    ["a table over a value", "a = 1\n[a.b]\n", 2],
    ["an unknown escape", 'a = "\\q"\n', 1],
    ["an array without an end", "a = [1, 2\nb = 3\n", 2],
  ] as const
) {
  Deno.test(`${what} is refused with its line`, () => {
    assert.throws(() => parsePyproject(text, "p.toml"), (error: unknown) => {
      assert.ok(error instanceof EngineError && error.code === "invalid_config");
      assert.match(error.message, new RegExp(`^p\\.toml, line ${line}:`));
      return true;
    });
  });
}
