import assert from "node:assert/strict";
import { EngineError } from "../../../../src/engine/mod.ts";
import { renderJinja, textOf } from "../support.ts";

for (
  const [sql, expected] of [
    [
      "{{ 123456789 | filesizeformat }} {{ 2048 | filesizeformat(binary=true) }}",
      "123.5 MB 2.0 KiB",
    ],
    ["{{ {'a': 1, 'b': none, 'c': '<'} | xmlattr }}", ' a="1" c="&lt;"'],
    [
      "{{ '(see http://a.com/x).' | urlize(8, target='_blank') }}",
      '(see <a href="http://a.com/x" rel="noopener" target="_blank">http://a...</a>).',
    ],
    ["{{ 'b@c.de' | urlize }}", '<a href="mailto:b@c.de">b@c.de</a>'],
    [
      "{{ '<' | e | e }} {{ '<' | e | forceescape }} {{ ('<' | e) + '>' }}",
      "&lt; &amp;lt; &lt;&gt;",
    ],
    ["{{ ('<' | safe) is escaped }} {{ '<' is escaped }}", "True False"],
    ["{{ '<b>a</b> &amp; <!-- c --> &constructor;' | striptags }}", "a & &constructor;"],
    ["{{ {'a b': 'c/d'} | urlencode }} {{ 'a/b c' | urlencode }}", "a+b=c%2Fd a/b%20c"],
    ["{{ 'abcdefg hi' | wordwrap(3, wrapstring='|') }}", "abc|def|g|hi"],
    ["{{ 'ab-cd ef' | wordwrap(4, false, '|', false) }}", "ab-cd|ef"],
    [
      "{{ 42 | round }} {{ 2.675 | round(2) }} {{ 1250 | round(-2) }} {{ 2.5 | round }}",
      "42 2.67 1200 2.0",
    ],
    ["{{ 'z' | int(base=36) }} {{ '0x1f' | int(0, 16) }} {{ '1_0' | int }}", "35 31 10"],
    ["{{ 'inf' | float }} {{ '1_0.5' | float }} {{ '0x1' | float }}", "inf 10.5 0.0"],
    [
      "{{ {'b': 1, 'a': 2} | pprint }} {{ {1: 2, none: 3}.keys() | list | length }}",
      "{'a': 2, 'b': 1} 2",
    ],
    [
      "{% for g in [{'a': 'X'}, {'a': 'x'}] | groupby('a') %}{{ g.grouper }}{{ g.list | length }}{% endfor %}",
      "X2",
    ],
    ['{{ "it\'s a-b" | title }}', "It's A-B"],
    [
      "{{ range(1, 9, 2) }} {{ range(9)[2:5] }} {{ range(3) | attr('stop') }}",
      "range(1, 9, 2) range(2, 5) 3",
    ],
    [
      "{{ '{:>{w}}|{:#x}|{:.1e}|{a[k].real}'.format(1, 255, 1234.5, w=3, a={'k': 7}) }}",
      "  1|0xff|1.2e+03|7",
    ],
    [
      "{% macro m(a) %}{{ varargs }}{% endmacro %}{{ m.catch_varargs }}{{ m.catch_kwargs }}",
      "TrueFalse",
    ],
    ["{{ foo.name }}", "foo"],
  ] as [string, string][]
) {
  Deno.test(`${sql} is ${expected}`, () => assert.equal(textOf(sql), expected));
}

for (
  const sql of [
    "{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}",
    "{{ {'b': 1} | dictsort(by='c') }}",
    "{{ 2 | round(method='x') }}",
    "{{ '{' . format() }}",
    "{{ '{:d}'.format('a') }}",
    "{{ {'a b': 1} | xmlattr }}",
  ]
) {
  Deno.test(`${sql} fails`, () => assert.match(textOf(sql), /^The template does not render/));
}

Deno.test("an undefined variable that is only printed inside of a list is not told", () => {
  assert.deepEqual(renderJinja("{{ [a] | length }}{{ a is iterable }}").problems, []);
});

for (
  const sql of [
    "{% set x = 'a' * 9999999 %}{% for i in range(9999) %}{{ (x | upper) == '' }}{% endfor %}",
    "{% set x = '<' * 9999999 %}{% for i in range(9999) %}{{ (x | striptags) == '' }}{% endfor %}",
    "{% set x = range(99999) | list %}{% for i in x %}{{ (x | sort) == 1 }}{% endfor %}",
  ]
) {
  Deno.test(`${sql} is stopped`, () => {
    assert.throws(() => renderJinja(sql), (error: unknown) => {
      return error instanceof EngineError && error.code === "memory_limit";
    });
  });
}
