import assert from "node:assert/strict";
import { answerLine, type EngineRequest, lint } from "../../src/engine/mod.ts";

function places(request: EngineRequest): string[] {
  return lint(request).violations.map(({ code, line, column }) => `${code}@${line}:${column}`);
}

const fixed = (sql: string, rules: string[]) => lint({ sql, rules, fix: true }).fixed;

Deno.test("violations are told at their places in the template", () => {
  const sql = "{% set t = 'a' %}\nSELECT a,b FROM {{ t }}\n";
  assert.deepEqual(places({ sql, rules: ["LT01"] }), ["LT01@2:10"]);
});

Deno.test("what a loop shows on each round is told once and fixed once", () => {
  const sql = "{% for t in ['a', 'b'] %}\n    SELECT a,b FROM {{ t }};\n{% endfor %}\n";
  assert.deepEqual(places({ sql, rules: ["LT01"] }), ["LT01@2:14"]);
  assert.equal(fixed(sql, ["LT01"]), sql.replace("a,b", "a, b"));
});

Deno.test("what a template has rendered is not judged unless that is asked for", () => {
  const sql = "SELECT {{ 'a,b' }} FROM t\n";
  assert.deepEqual(places({ sql, rules: ["LT01"] }), []);
  const config = { core: { ignore_templated_areas: false } };
  assert.deepEqual(places({ sql, rules: ["LT01"], config }), ["LT01@1:8"]);
  assert.equal(lint({ sql, rules: ["LT01"], config, fix: true }).fixed, sql);
});

Deno.test("code in a branch that is not taken is linted and fixed", () => {
  const sql = "SELECT {% if true %}a,b{% else %}c,d{% endif %} FROM t\n";
  assert.deepEqual(places({ sql, rules: ["LT01"] }), ["LT01@1:23", "LT01@1:36"]);
  assert.equal(fixed(sql, ["LT01"]), sql.replace("a,b", "a, b").replace("c,d", "c, d"));
  const config = { core: { render_variant_limit: 1 } };
  assert.deepEqual(places({ sql, rules: ["LT01"], config }), ["LT01@1:23"]);
});

Deno.test("a text whose template fails is given back as it is, and why is noted", () => {
  const sql = "select  {{ 1 + }} from t\n";
  const { fixed, notes } = lint({ sql, fix: true });
  assert.equal(fixed, sql);
  assert.deepEqual(notes, ["Nothing was fixed, because the template does not render."]);
  const linted = lint({ sql });
  assert.equal(linted.fixed, null);
  assert.deepEqual(linted.notes, []);
});

Deno.test("a template that fails is told as TMP alone, and a noqa can hide it", () => {
  const answer = lint({ sql: "SELECT {{ 1 + }},a FROM t\n", rules: ["LT01"], fix: true });
  assert.deepEqual(answer.violations.map(({ code, line }) => [code, line]), [["TMP", 1]]);
  assert.equal(answer.outcome, "partly_parsed");
  assert.deepEqual(places({ sql: "SELECT {{ 1 + }} FROM t -- noqa: TMP\n" }), []);
  const config = { core: { ignore: "templating" } };
  assert.deepEqual(places({ sql: "SELECT {{ x }} FROM t\n", rules: ["LT01"], config }), []);
});

Deno.test("tags are indented with their blocks, also where they strip the line's white space", () => {
  const sql = "SELECT\n    a\nFROM t\n{%- if true %}\nWHERE a\n{%- endif %}\n";
  assert.deepEqual(places({ sql, rules: ["LT02"] }), ["LT02@5:1"]);
  assert.equal(fixed(sql, ["LT02"]), sql.replace("WHERE", "    WHERE"));
});

Deno.test("tags are padded, in loops and where nothing is rendered", () => {
  const sql = "{%set a = 1%}SELECT {{a}} FROM t{#b#}\n";
  assert.deepEqual(places({ sql, rules: ["JJ01"] }), ["JJ01@1:1", "JJ01@1:21"]);
  assert.equal(fixed(sql, ["JJ01"]), "{% set a = 1 %}SELECT {{ a }} FROM t{#b#}\n");
});

Deno.test("parameters count as literal for the rules on names", () => {
  const config = {
    core: { templater: "placeholder" },
    templater: { placeholder: { param_style: "colon", tbl: "Foo" } },
  };
  const sql = "SELECT a,b FROM :tbl\n";
  assert.deepEqual(places({ sql, config, rules: ["LT01", "CP02"] }), ["LT01@1:10"]);
});

Deno.test("a finding that spans a parameter is reported, also where templated areas are ignored", () => {
  const config = {
    core: { templater: "placeholder" },
    templater: { placeholder: { param_style: "dollar", c: "d" } },
  };
  const sql = "SELECT a FROM ${c}.foo UNION SELECT a, b FROM ${c}.bar\n";
  assert.deepEqual(places({ sql, config, rules: ["AM07"] }), ["AM07@1:1"]);
});

Deno.test("the protocol takes templates beside the SQL", () => {
  const request = {
    id: 1,
    sql: "SELECT {{ m.one() }} FROM t\n".replace("SELECT", "{% import 'm.sql' as m %}SELECT"),
    templates: [{ path: "m.sql", text: "{% macro one() %}1{% endmacro %}" }],
    rules: ["LT01"],
  };
  const answer = JSON.parse(answerLine(JSON.stringify(request)));
  assert.deepEqual([answer.violations, answer.outcome], [[], "clean"]);
  const refused = JSON.parse(answerLine(JSON.stringify({ ...request, templates: [1] })));
  assert.equal(refused.field, "templates");
});

Deno.test("white space that a tag strips at the start of the file is no missing space", () => {
  const sql = "\n{%- if true %}SELECT a FROM t{% endif %}\n";
  assert.deepEqual(places({ sql, rules: ["LT01"] }), []);
});

Deno.test("fixing through nested loops and branches settles, and comes to rest when done again", () => {
  const sql =
    "select {% for c in ['a', 'b'] %}{% if loop.first %}{{c}} as  x{% else %},{{c}}  as y" +
    "{% endif %}{% endfor %} from {{ ref('t') }} where a=1\n";
  const texts = [sql];
  for (let round = 0; round < 6; round++) {
    const { fixed, notes } = lint({ sql: texts.at(-1)!, fix: true });
    assert.ok(!notes.some((note) => note.includes("did not settle")));
    texts.push(fixed!);
  }
  assert.notEqual(texts[1], sql);
  assert.equal(texts.at(-1), texts.at(-2));
});

Deno.test("a line is as long as what it shows, without the branch that it does not take", () => {
  const sql = "SELECT a, {% if false %}" + "b".repeat(22) + "{% endif %} c FROM foo\n";
  const long = (limit: number) =>
    lint({
      sql,
      rules: ["LT05"],
      config: { core: { max_line_length: limit, render_variant_limit: 1 } },
    })
      .violations.length;
  assert.deepEqual([long(45), long(46)], [1, 0]);
});

Deno.test("of rounds in which another element stands in one place, one finding is reported", () => {
  const sql =
    "{% for t in ['a', 'b'] %}\n    select 1\n{{ 'union all' if not loop.last }}\n{% endfor %}\n";
  assert.deepEqual(places({ sql, rules: ["LT02"] }), ["LT02@3:1"]);
});

Deno.test("a branch that is not taken reports nothing again that the rendering before it fixes", () => {
  const sql = "{%if false%}select 1{%else%}select 2{%endif%}\n";
  assert.deepEqual(places({ sql, rules: ["JJ01"] }), ["JJ01@1:1", "JJ01@1:37"]);
});

Deno.test("a message calls a tag by what it says", () => {
  const sql = "select\n    a,\n{% if true %}\n        b\n    {% endif %}\nfrom t\n";
  const [violation] = lint({ sql, rules: ["LT02"] }).violations;
  assert.match(violation!.description, /^Start the line of `\{% if true %\}` with 4 spaces/);
});

Deno.test("the end of a block in a clause that is still to be broken stands where the clause ended", () => {
  const sql = (depth: string) =>
    `select a\nfrom t\nwhere a = 1\n${depth}{% if true %}\n${depth}and b > 2\n${depth}{% endif %}\n`;
  const rules = ["LT02"];
  assert.deepEqual(places({ sql: sql(""), rules }), ["LT02@3:6", "LT02@4:1", "LT02@5:1"]);
  assert.deepEqual(places({ sql: sql("    "), rules }), ["LT02@3:6", "LT02@5:1", "LT02@6:1"]);
  const right = "select a\nfrom t\nwhere\n    a = 1\n    {% if true %}\n        and b > 2\n" +
    "    {% endif %}\n";
  assert.equal(fixed(sql(""), rules), right);
  assert.equal(fixed(right, rules), right);
});

Deno.test("a macro's lines count by themselves, though the macro renders nothing", () => {
  const body = ["a", "b", "c", "d", "e", "f"].map((each) => `    {{ ${each} }}, -- its name\n`);
  const sql = `{% macro all(a, b, c, d, e, f) %}\n${body.join("")}{% endmacro %}\n`;
  assert.deepEqual(places({ sql, rules: ["LT05"] }), []);
  const long = `{% macro all(a, ${"b".repeat(80)}) %}\n    {{ a }}\n{% endmacro %}\n`;
  assert.deepEqual(places({ sql: long, rules: ["LT05"] }), ["LT05@1:1"]);
});

Deno.test("the text of a macro that is not called stands in its line, and is not moved", () => {
  const sql = "SELECT 1;\n{% macro pair(a, b) %}\n    least({{ a }}, {{ b }})\n{% endmacro %}\n";
  assert.deepEqual(places({ sql, rules: ["LT02"] }), []);
  const tags = "{% macro pair(a) %}\n{{ a }}{% endmacro %}\n";
  assert.deepEqual(places({ sql: tags, rules: ["LT02"] }), []);
  const own = tags.replace("{% endmacro", "\n{% endmacro");
  assert.deepEqual(places({ sql: own, rules: ["LT02"] }), ["LT02@1:20"]);
});

Deno.test("a block opens behind an expression that renders nothing in its line", () => {
  const sql = "{% macro m(a) %}{{ a }}\n    {{ a }}\n{% endmacro %}\n";
  assert.deepEqual(places({ sql, rules: ["LT02"] }), []);
  assert.deepEqual(places({ sql: sql.replace("    ", ""), rules: ["LT02"] }), ["LT02@1:24"]);
  const inner = "{% macro m(a) %}{{ 1 }}{% if a %}\n{% do log(a) %}\n{% endif %}\n{% endmacro %}\n";
  assert.deepEqual(places({ sql: inner, rules: ["LT02"] })[0], "LT02@1:24");
});

Deno.test("blocks of a template are not indented where that is off", () => {
  const config = { indentation: { template_blocks_indent: false } };
  const sql = "{% if true %}\nselect a\nfrom b\n{% endif %}\n";
  assert.deepEqual(places({ sql, rules: ["LT02"], config }), []);
  assert.deepEqual(places({ sql, rules: ["LT02"] }), ["LT02@2:1", "LT02@3:1"]);
  const inside = "select\n{% for x in [1] %}\n    a{{ x }},\n{% endfor %}\n    b\nfrom t\n";
  assert.deepEqual(places({ sql: inside, rules: ["LT02"], config }), ["LT02@2:1", "LT02@4:1"]);
  const behind = "select a\nfrom t\nwhere\n    a\n{% if true %}\n    and b\n{% endif %}\n";
  assert.deepEqual(places({ sql: behind, rules: ["LT02"], config }), ["LT02@5:1", "LT02@7:1"]);
});

Deno.test("no block is indented where the way through a macro leaves one open", () => {
  const inner = "{% if a %}\n{% if b %}\n{{ b }}\n{% endif %}\n{% else %}\n{{ a }}\n{% endif %}\n";
  const sql = `{% macro m(a, b) %}\n${inner}{% endmacro %}\n`;
  assert.deepEqual(places({ sql, rules: ["LT02"] }), []);
  const flat = sql.replace("{% if b %}\n{{ b }}\n{% endif %}\n", "");
  assert.equal(places({ sql: flat, rules: ["LT02"] }).length, 3);
});

Deno.test("the tags of a block that start lines of tags alone stand as the least deep of them does", () => {
  const sql = "{% macro m(a) %}\n    {% do a %}\n    {% if a %}\n    x {{ a }}\n    {% endif %}\n";
  const inside = sql + "{% endmacro %}\n";
  assert.deepEqual(places({ sql: inside, rules: ["LT02"] }), []);
  const shared = sql + "x\n{% endmacro %}\n";
  assert.deepEqual(places({ sql: shared, rules: ["LT02"] }), ["LT02@2:15", "LT02@4:14"]);
});

Deno.test("a comparison with what a template puts in is not constant", () => {
  const found = (test: string) =>
    places({ sql: `SELECT a FROM {{ 't' }} WHERE ${test}\n`, rules: ["ST10"] }).length;
  assert.equal(found("a = a"), 1);
  assert.equal(found("1 = 2"), 1);
  for (const test of ["'{{ 1 }}' = 'live'", "{{ 1 }} = 2", "a.{{ 'c' }} = a.{{ 'c' }}"]) {
    assert.equal(found(test), 0, test);
  }
});

Deno.test("a line break that a template renders ends the line for what stands beside it", () => {
  const rules = ["LT01"];
  assert.deepEqual(places({ sql: "SELECT {{ 'a\\n' }}   AS b FROM t\n", rules }), []);
  assert.deepEqual(places({ sql: "SELECT a   {{ '\\n' }}FROM t\n", rules }), []);
  assert.deepEqual(places({ sql: "SELECT {{ 'a' }}   AS b FROM t\n", rules }), ["LT01@1:17"]);
  const config = { core: { ignore_templated_areas: false } };
  assert.deepEqual(places({ sql: "SELECT {{ '\\n    a' }} AS b\n", rules, config }), []);
});

Deno.test("the text of a macro gets no line break where it begins with one", () => {
  const sql = (outer: string, inner: string) =>
    `{% macro m(a) %}\n${outer}{% for b in a %}\n  select {{ b }}\n` +
    `${inner}{% if b %}or{% endif %}\n${outer}{% endfor %}\n{% endmacro %}\n`;
  const rules = ["LT02"];
  assert.deepEqual(places({ sql: sql("  ", "  "), rules }), [
    "LT02@1:17",
    "LT02@2:19",
    "LT02@3:17",
    "LT02@4:26",
  ]);
  const right = sql("    ", "        ");
  assert.equal(fixed(sql("  ", "  "), rules), right);
  assert.equal(fixed(right, rules), right);
});

Deno.test("a clause opens in front of a block that shows nothing if its end strips the blanks", () => {
  const sql = (end: string, depth: string) =>
    `select\n${depth}{% if false %}a,{% endif ${end}\n    b,\n    c\nfrom t\n`;
  const config = { core: { render_variant_limit: 1 } };
  const found = (end: string, depth: string) =>
    places({ sql: sql(end, depth), rules: ["LT02"], config });
  assert.deepEqual([found("-%}", "    "), found("-%}", "")], [[], ["LT02@2:1"]]);
  assert.deepEqual([found("%}", "    "), found("%}", "")], [["LT02@2:1"], []]);
});

Deno.test("a SELECT list is judged where a name that is not defined breaks the FROM behind it", () => {
  const sql = "SELECT a, b\nFROM {{ schema }}.t\n";
  assert.deepEqual(places({ sql, rules: ["LT09"] }), ["LT09@1:1", "PRS@2:1", "TMP@2:9"]);
});
