import assert from "node:assert/strict";
import { EngineError } from "../../../../src/engine/mod.ts";
import { renderJinja, textOf } from "../support.ts";

for (
  const sql of [
    "{{ ''.constructor.constructor('return 1')() }}",
    "{{ [].constructor('x')() }}",
    "{{ {}['__proto__'].polluted }}",
    "{{ (1).toString.constructor() }}",
    "{{ ref('x').repr.constructor('return 1')() }}",
    "{{ namespace().attribute.call() }}",
  ]
) {
  Deno.test(`${sql} reaches nothing of JavaScript's`, () => {
    assert.doesNotMatch(textOf(sql), /native code|function \w*\(|\[object/);
  });
}

Deno.test("keys like those of JavaScript's objects are keys like any other", () => {
  const sql =
    "{% set d = {'__proto__': 1, 'constructor': 2} %}{{ d['constructor'] }}{{ d | length }}";
  assert.equal(textOf(sql), "22");
});

for (
  const [what, sql] of [
    [
      "endless work",
      "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    ],
    [
      "a text too long",
      "{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    ],
    ["a repeated text too long", "{{ 'a' * 99999999 }}"],
    ["a list too long", "{{ [1] * 9999999 }}"],
    ["a number too large", "{{ 9 ** 99999 }}"],
  ] as [string, string][]
) {
  Deno.test(`${what} ends as memory_limit`, () => {
    assert.throws(
      () => renderJinja(sql),
      (error: unknown) => error instanceof EngineError && error.code === "memory_limit",
    );
  });
}

Deno.test("a range is as long as Jinja's sandbox lets it be", () => {
  assert.equal(textOf("{{ range(100000) | length }}"), "100000");
  assert.match(textOf("{{ range(100001) | length }}"), /a range has 100000 numbers at most/);
});

Deno.test("a macro that calls itself without end fails its template", () => {
  const sql = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
  assert.match(textOf(sql), /calls are nested deeper than 200/);
});

Deno.test("brackets nested without end are refused, not followed", () => {
  assert.match(textOf(`{{ ${"(".repeat(5000)}1${")".repeat(5000)} }}`), /nested too deep/);
});
