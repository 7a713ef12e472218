import assert from "node:assert/strict";
import { textOf } from "../support.ts";

for (
  const [expression, shown] of [
    ["1 + 2 * 3 ** 2 - -1", "20"],
    ["7 / 2", "3.5"],
    ["4 / 2", "2.0"],
    ["-7 // 2", "-4"],
    ["-7 % 3", "2"],
    ["1e20", "1e+20"],
    ["2 ** 100", "1267650600228229401496703205376"],
    ["'a' ~ 1 ~ none", "a1None"],
    ["'ab' * 2", "abab"],
    ["[1, 'a', none, True, 1.5]", "[1, 'a', None, True, 1.5]"],
    ["(1,)", "(1,)"],
    ["{'a': [1], 2: \"it's\"}", "{'a': [1], 2: \"it's\"}"],
    ["1 < 2 < 3 and not 3 > 4", "True"],
    ["2 in [1, 2] and 'x' not in 'abc'", "True"],
    ["'x' if false else 'y'", "y"],
    ["'x' if false", ""],
    ["none or 'b'", "b"],
    ["'abcdef'[1:4]", "bcd"],
    ["'abc'[::-1]", "cba"],
    ["[1, 2, 3][-1]", "3"],
    ["{'a': {'b': 5}}.a.b", "5"],
    ["{'items': 1}['items']", "1"],
    ["'%s-%05.2f' % ('a', 3.14159)", "a-03.14"],
    ["'{}:{:>4}'.format('a', 7)", "a:   7"],
    ["'a,b,c'.split(',')", "['a', 'b', 'c']"],
    ["' x '.strip().upper()", "X"],
    ["5 is odd and 4 is divisibleby 2", "True"],
    ["x is defined", "True"],
    ["[3, 1, 2] | sort | join('-')", "1-2-3"],
    ["range(2, 8, 3) | list", "[2, 5]"],
    ["dict(a=1).items() | list", "[('a', 1)]"],
    ["'😀b'[1] ~ '😀b' | length", "b2"],
    ["1 == 1.0 and true == 1", "True"],
    ["'a' 'b'", "ab"],
    ["'\\x41\\u00e9\\n' | length", "3"],
  ] as [string, string][]
) {
  Deno.test(`{{ ${expression} }} is ${JSON.stringify(shown)}`, () => {
    assert.equal(textOf(`{{ ${expression} }}`), shown);
  });
}

for (
  const [filter, shown] of [
    ["'a b' | title", "A B"],
    ["'x' | default('y')", "x"],
    ["'' | default('y', true)", "y"],
    ["'a-b' | replace('-', '+')", "a+b"],
    ["['b', 'a', 'b'] | unique | join", "ba"],
    ["[1, 2, 3] | select('odd') | list", "[1, 3]"],
    ["[1, 2, 3] | reject('odd') | list", "[2]"],
    ["[{'n': 1}, {'n': 2}] | map(attribute='n') | sum", "3"],
    ["[{'n': 1}, {'n': 2}] | selectattr('n', 'gt', 1) | list", "[{'n': 2}]"],
    ["['a', 'B'] | map('upper') | join", "AB"],
    ["{'b': 1, 'a': 2} | dictsort", "[('a', 2), ('b', 1)]"],
    ["[1, 2, 3] | batch(2) | list", "[[1, 2], [3]]"],
    ["[1, 2, 3] | slice(2) | list", "[[1, 2], [3]]"],
    ["[('a', 1), ('a', 2)] | groupby(0) | list", "[('a', [('a', 1), ('a', 2)])]"],
    ["'3' | int + 1", "4"],
    ["'x' | int(7)", "7"],
    ["2.5 | round", "2.0"],
    ["2.11 | round(1, 'ceil')", "2.2"],
    ["'a\nb' | indent(2)", "a\n  b"],
    ["{'a': '<'} | tojson", '{"a": "\\u003c"}'],
    ["'<a>' | e", "&lt;a&gt;"],
    ["[2, 9] | max ~ [2, 9] | min", "92"],
    ["'abc' | reverse", "cba"],
    ["'one two' | wordcount", "2"],
    ["'abcdef' | truncate(3, true, '.', 0)", "ab."],
    ["[1, 2] | first ~ [1, 2] | last", "12"],
  ] as [string, string][]
) {
  Deno.test(`the filter in {{ ${JSON.stringify(filter)} }} gives ${JSON.stringify(shown)}`, () => {
    assert.equal(textOf(`{{ ${filter} }}`), shown);
  });
}

Deno.test("configured values are taken as Python literals where they are ones", () => {
  const context = { a: "1", b: "[1, 'x']", c: "{'k': (1,)}", d: "1 + 2", e: "'q'", f: "None" };
  const sql = "{{ a + 1 }} {{ b[1] }} {{ c.k }} {{ d }} {{ e }} {{ f is none }}";
  assert.equal(textOf(sql, context), "2 x (1,) 1 + 2 q True");
});

for (
  const [what, sql] of [
    ["adding a text and a number", "{{ 'a' + 1 }}"],
    ["dividing by zero", "{{ 1 // 0 }}"],
    ["using an undefined attribute", "{{ {}.a.b }}"],
    ["calling what is no function", "{{ 1() }}"],
    ["a filter in text that does not exist", "{{ [1] | map('nothing') | list }}"],
    ["including what was not submitted", "{% include 'x.sql' %}"],
    ["printing a function of dbt", "{{ ref }}"],
  ] as [string, string][]
) {
  Deno.test(`${what} fails the template at its start`, () => {
    assert.match(textOf(sql), /^The template does not render: /);
  });
}
