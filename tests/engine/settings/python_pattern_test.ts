import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";
import { pythonPattern } from "../../../src/engine/settings/mod.ts";

Deno.test("an expression is read as Python writes it", () => {
  for (
    const [source, text, found] of [
      ["(?i)_tmp$", "Foo_TMP", true],
      ["_tmp$", "Foo_TMP", false],
      ["(?im)^b", "a\nB", true],
      ["(?P<word>\\w+)-(?P=word)", "ab-ab", true],
      ["(?P<word>\\w+)-(?P=word)", "ab-cd", false],
      ["\\Aab\\Z", "ab", true],
      ["\\Aab\\Z", "xab", false],
      ["\\\\Z", "\\Z", true],
      ["\\(\\?P<", "(?P<", true],
    ] as const
  ) assert.equal(pythonPattern(source).test(text), found, `${source} in ${text}`);
  for (const source of ["(", "(?x)a b", "a(?i)b"]) {
    assert.throws(() => pythonPattern(source), SyntaxError);
  }
});

Deno.test("warnings are told by code or name, and a group of rules is neither", () => {
  const severity = (warnings: string) =>
    lint({
      sql: "SELECT a,b FROM t\n",
      dialect: "ansi",
      rules: ["LT01"],
      config: { core: { warnings } },
    })
      .violations.map((violation) => violation.severity);
  assert.deepEqual(severity("LT01"), ["warning"]);
  assert.deepEqual(severity("CP01, layout.spacing"), ["warning"]);
  assert.deepEqual(severity("layout"), ["error"]);
  assert.deepEqual(severity("LT*"), ["error"]);
});
