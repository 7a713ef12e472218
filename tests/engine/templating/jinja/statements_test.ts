import assert from "node:assert/strict";
import { renderJinja, textOf } from "../support.ts";

for (
  const [what, sql, shown] of [
    [
      "a loop knows its place",
      "{% for i in 'ab' %}{{ loop.index }}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}",
      "1a,2b",
    ],
    [
      "a loop filters and unpacks",
      "{% for k, v in {'a': 1, 'b': 2}.items() if v > 1 %}{{ k }}{% endfor %}",
      "b",
    ],
    ["an empty loop runs its else", "{% for i in [] %}a{% else %}b{% endfor %}", "b"],
    [
      "a recursive loop calls itself",
      "{% for i in [1, [2]] recursive %}{% if i is iterable %}({{ loop(i) }}){% else %}{{ i }}{% endif %}{% endfor %}",
      "1(2)",
    ],
    [
      "what a loop sets is gone behind it",
      "{% set x = 1 %}{% for i in [2] %}{% set x = i %}{% endfor %}{{ x }}",
      "1",
    ],
    [
      "a namespace keeps what a loop sets",
      "{% set n = namespace(x=1) %}{% for i in [2] %}{% set n.x = i %}{% endfor %}{{ n.x }}",
      "2",
    ],
    ["what a branch sets stays", "{% if true %}{% set x = 1 %}{% endif %}{{ x }}", "1"],
    ["elif comes before else", "{% if false %}a{% elif true %}b{% else %}c{% endif %}", "b"],
    ["a block of text is set", "{% set x | upper %}a{{ 1 }}{% endset %}{{ x }}", "A1"],
    [
      "a macro has defaults",
      "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}",
      "1213",
    ],
    [
      "a macro takes the rest",
      "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a=2) }}",
      "(1,){'a': 2}",
    ],
    [
      "a call block is given to its macro",
      "{% macro m() %}<{{ caller(1) }}>{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
      "<1>",
    ],
    ["a filter block changes its text", "{% filter upper %}a{{ 'b' }}{% endfilter %}", "AB"],
    ["with has names of its own", "{% with a=1 %}{{ a }}{% endwith %}", "1"],
    ["do prints nothing", "{% set l = [] %}{% do l.append(1) %}{{ l }}", "[1]"],
    ["raw stays as it is", "{% raw %}{{ a }}{% endraw %}", "{{ a }}"],
    ["comments are gone", "a{# b #}c", "ac"],
    ["a minus strips on both sides", "a  {{- 'b' -}}  \n c", "abc"],
    ["a newline at the end is kept", "{{ 1 }}\n", "1\n"],
  ] as [string, string, string][]
) {
  Deno.test(`${what}`, () => assert.equal(textOf(sql), shown));
}

Deno.test("dbt's functions stand in for tables, variables and configuration", () => {
  const sql = "{{ config(a=1) }}{{ ref('p', 'm') }} {{ source('s', 't') }} {{ this.schema }} " +
    "{{ var('v') }} {{ is_incremental() }} {{ this.is_view }}";
  assert.equal(textOf(sql), "m s_t this_schema item True True");
});

Deno.test("dbt reads and writes JSON, and gives the default for what it cannot", () => {
  const read = `{% set o = fromjson('{"n": [1, 2.5, true, null], "t": "x"}') %}`;
  assert.equal(
    textOf(`${read}{{ o.n[0] + 1 }} {{ o['n'][1] }} {{ o.n[3] }} {{ o.t }}`),
    "2 2.5 None x",
  );
  assert.equal(textOf(`${read}{{ tojson(o) }}`), '{"n": [1, 2.5, true, null], "t": "x"}');
  assert.equal(textOf("{{ fromjson('{', 'no') }} {{ fromjson('[') }}"), "no None");
  assert.equal(textOf("{{ tojson(ref, default='no') }}"), "no");
});

for (
  const [sql, message] of [
    ["{% if x %}", /ends without `elif` or `else` or `endif`, which closes `if`/],
    ["{% nothing %}", /there is no tag `nothing`/],
    ["{{ 1 +", /stands where a value is missing/],
    ["{{ (1] }}", /`\]` closes no bracket: `\)` would/],
    ["{# never", /#\} is missing/],
    ["{% raw %} a", /endraw %\} is missing/],
    ["{% block a %}{% endblock %}{% block a %}{% endblock %}", /there are two blocks called `a`/],
    ["{{ 1 | nothing }}", /there is no filter `nothing`/],
    ["{{ 1 is nothing }}", /there is no test `nothing`/],
    ["{{ ? }}", /`\?` means nothing in a tag/],
  ] as [string, RegExp][]
) {
  Deno.test(`${sql} is refused as no Jinja`, () => {
    assert.match(textOf(sql), /^The template cannot be read: /);
    assert.match(textOf(sql), message);
    assert.equal(renderJinja(sql).problems[0]!.column, 0);
  });
}
