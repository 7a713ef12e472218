import assert from "node:assert/strict";
import { EngineError, lint } from "../../../src/engine/mod.ts";
import type { NestedConfig } from "../../../src/engine/mod.ts";
import { render } from "../../../src/engine/templating/mod.ts";

function rendered(sql: string, context: NestedConfig, lenient = false) {
  const config = { python: { context } };
  return render("python", sql, { config, lenient, variantLimit: 1, templates: [] });
}

for (
  const [sql, text] of [
    ["SELECT {n}, {f} FROM {t}", "SELECT 4, 1.5 FROM foo"],
    ["{t!r} {t:>5} {t!s:>{n}} {f:.3f} {n:03d}", "'foo'   foo  foo 1.500 004"],
    ["{list[0]} {map[k]} {yes}", "a v True"],
    ["{sch.tab}", "long.name"],
    ["'{{}}' {{{t}}} }}", "'{}' {foo} }"],
    ["{test_value}", "__test__"],
    ["no field", "no field"],
  ] as [string, string][]
) {
  Deno.test(`${sql} is formatted as Python does`, () => {
    const context = {
      n: "4",
      f: 1.5,
      t: "foo",
      yes: true,
      list: ["a", "b"],
      map: { k: "v" },
      sqlfluff: { "sch.tab": "long.name" },
    };
    assert.equal(rendered(sql, context).variants[0]!.text, text);
  });
}

for (
  const [sql, wrong] of [
    ["{a}", /no value for \{a\}/],
    ["{a.b}", /with a dot belongs into `sqlfluff`/],
    ["{}", /no value for \{0\}/],
    ["{t", /nothing closes/],
    ["t}", /nothing opens/],
    ["{t!s:{t:{t}}}", /nested too deep/],
    ["{__class__}", /no value for \{__class__\}/],
  ] as [string, RegExp][]
) {
  Deno.test(`${sql} is a problem of the template`, () => {
    const { variants, problems } = rendered(sql, { t: "foo" });
    assert.deepEqual(variants, []);
    assert.deepEqual(problems.map(({ line, column }) => [line, column]), [[0, 0]]);
    assert.match(problems[0]!.description, wrong);
  });
}

Deno.test("no field reaches what belongs to the program", () => {
  for (const sql of ["{t[__class__]}", "{t[constructor]}", "{t[length]}", "{map[__proto__]}"]) {
    const { variants, problems } = rendered(sql, { t: "foo", map: { k: "v" } });
    assert.deepEqual([variants, problems.length], [[], 1], sql);
  }
});

Deno.test("where problems of templates are ignored a name stands for its value", () => {
  assert.equal(rendered("{a} {b.c}", {}, true).variants[0]!.text, "a b_c");
});

Deno.test("findings point to the source, and fixes leave fields and doubled braces alone", () => {
  const config = {
    core: { templater: "python" },
    templater: { python: { context: { t: "the_table", c: "col" } } },
  };
  const sql = "SELECT {c},'{{x}}'  FROM {t}\n";
  const { violations, fixed } = lint({ sql, dialect: "ansi", rules: ["LT01"], config, fix: true });
  assert.deepEqual(violations.map(({ line, column }) => [line, column]), [[1, 19]]);
  assert.equal(fixed, "SELECT {c}, '{{x}}' FROM {t}\n");
});

Deno.test("a templater that the engine does not have is refused by name", () => {
  const options = { config: {}, lenient: false, variantLimit: 1, templates: [] };
  assert.throws(
    () => render("dbt", "SELECT 1", options),
    (error) => error instanceof EngineError && error.code === "templating_unsupported",
  );
});
