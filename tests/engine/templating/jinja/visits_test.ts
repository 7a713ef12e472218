import assert from "node:assert/strict";
import { renderJinja, textOf } from "../support.ts";

/** The pieces of a rendering as `kind: source → text`. */
function pieces(sql: string): string[] {
  const [variant] = renderJinja(sql).variants;
  return variant!.slices.map(({ kind, sourceStart, sourceEnd, start, end }) =>
    `${kind}: ${sql.slice(sourceStart, sourceEnd)} → ${variant!.text.slice(start, end)}`
  );
}

Deno.test("each piece of a rendering knows where it comes from", () => {
  assert.deepEqual(pieces("a{{ 'b' }}{# c #}d"), [
    "literal: a → a",
    "templated: {{ 'b' }} → b",
    "comment: {# c #} → ",
    "literal: d → d",
  ]);
});

Deno.test("a loop shows its body once for each round", () => {
  assert.deepEqual(pieces("{% for i in [1, 2] %}{{ i }},{% endfor %}"), [
    "block_start: {% for i in [1, 2] %} → ",
    "templated: {{ i }} → 1",
    "literal: , → ,",
    "block_end: {% endfor %} → ",
    "templated: {{ i }} → 2",
    "literal: , → ,",
    "block_end: {% endfor %} → ",
  ]);
});

Deno.test("a branch that is not taken is passed over", () => {
  assert.deepEqual(pieces("{% if false %}a{% else %}b{% endif %}"), [
    "block_start: {% if false %} → ",
    "block_mid: {% else %} → ",
    "literal: b → b",
    "block_end: {% endif %} → ",
  ]);
});

/** What is visited of a text, in short. */
function visited(sql: string): string {
  const [variant] = renderJinja(sql).variants;
  return variant!.slices.map(({ sourceStart, sourceEnd }) => sql.slice(sourceStart, sourceEnd))
    .join("");
}

Deno.test("in a macro that is passed over, a divider belongs to the block that was opened last", () => {
  const macro = (body: string) => `{% macro m() %}${body}{% endmacro %}0`;
  const cases = [
    ["{% if a %}1{% endif %}2", "{% if a %}1{% endif %}2"],
    ["{% if a %}1{% else %}2{% endif %}3", "{% if a %}{% else %}2{% endif %}3"],
    [
      "{% if a %}1{% if b %}2{% endif %}3{% else %}4{% endif %}",
      "{% if a %}1{% if b %}{% else %}4{% endif %}",
    ],
    [
      "{% if a %}1{% for b in c %}2{% endfor %}3{% else %}4{% endif %}",
      "{% if a %}1{% for b in c %}{% else %}4{% endif %}",
    ],
  ];
  for (const [body, path] of cases) assert.equal(visited(macro(body!)), macro(path!));
});

Deno.test("behind a block within a macro, what is passed over goes from tag to tag", () => {
  for (
    const [start, end] of [["set q", "endset"], ["call f()", "endcall"], ["macro n()", "endmacro"]]
  ) {
    const macro = (body: string) =>
      `{% macro m() %}{% ${start} %}1{% ${end} %}${body}{% endmacro %}0`;
    assert.equal(visited(macro("{% if a %}2{% endif %}3")), macro("{% if a %}{% endif %}3"));
    assert.equal(
      visited(macro("{% for a in b %}2{% endfor %}")),
      macro("{% for a in b %}{% endfor %}"),
    );
  }
});

Deno.test("a branch that is not taken is gone through where it holds a block with an if", () => {
  const sql = "{% if false %}1{% set q %}2{% if a %}3{% endif %}{% endset %}{% endif %}4";
  assert.equal(visited(sql), "{% if false %}1{% set q %}2{% if a %}{% endif %}4");
  const loop =
    "{% for a in [] %}1{% set q %}2{% if a %}3{% endif %}{% endset %}{% else %}4{% endfor %}";
  assert.equal(visited(loop), "{% for a in [] %}1{% set q %}2{% if a %}{% else %}4{% endfor %}");
});

Deno.test("where nothing says that something ran, each piece is visited in its turn", () => {
  const macro = "{% macro m() %}{% if a %}1{% else %}2{% endif %}{% endmacro %}";
  assert.equal(visited(macro), macro);
  assert.equal(visited(macro + "\n"), macro.replace("1", "") + "\n");
  assert.equal(visited("{% set q %}{% if a %}1{% else %}2{% endif %}{% endset %}").length, 56);
});

Deno.test("what a macro renders belongs to its call", () => {
  assert.deepEqual(pieces("{% macro m() %}x{% endmacro %}{{ m() }}").slice(-1), [
    "templated: {{ m() }} → x",
  ]);
});

Deno.test("white space that a tag strips is a piece without output", () => {
  assert.deepEqual(pieces("a {{- 'b' -}} c"), [
    "literal: a → a",
    "literal:   → ",
    "templated: {{- 'b' -}} → b",
    "literal:   → ",
    "literal: c → c",
  ]);
});

Deno.test("raw slices cover the source, and blocks are numbered", () => {
  const sql = "a {% if true -%} b {%- endif %} c";
  const { pieces } = renderJinja(sql).variants[0]!;
  assert.equal(pieces.map(({ start, end }) => sql.slice(start, end)).join(""), sql);
  assert.deepEqual(pieces.map(({ block }) => block), [0, 1, 1, 1, 1, 1, 2]);
});

Deno.test("code in a branch that is not taken is reached by a variant of the template", () => {
  const sql = "select {% if false %}a{% else %}b{% endif %} from t";
  const { variants } = renderJinja(sql, { variantLimit: 5 });
  assert.deepEqual(variants.map(({ text }) => text), ["select b from t", "select a from t"]);
  const at = variants[1]!.slices.find(({ kind, start }) => kind === "literal" && start === 7)!;
  assert.equal(sql.slice(at.sourceStart, at.sourceEnd), "a");
});

Deno.test("on the way to a branch no choice is made in a loop that does not hold it", () => {
  const loop = "{% for c in ['a', 'b'] %}{{ c }}{% if not loop.last %},{% endif %}{% endfor %}";
  const texts = (sql: string) =>
    renderJinja(sql, { variantLimit: 5 }).variants.map(({ text }) => text);
  assert.deepEqual(texts(`${loop} {% if true %}x{% else %}y{% endif %}`), ["a,b x", "a,b y"]);
  const inside = loop.replace("{{ c }}", "{{ c }}{% if true %}x{% else %}y{% endif %}");
  assert.deepEqual(texts(inside), ["ax,bx", "ay,by"]);
});

Deno.test("no more variants are made than are asked for", () => {
  const sql = "{% if a %}a{% elif b %}b{% elif c %}c{% elif d %}d{% endif %}";
  assert.equal(renderJinja(sql, { variantLimit: 3 }).variants.length, 3);
});

Deno.test("undefined variables that are used are told at their first place in the line", () => {
  const { problems } = renderJinja("{{ a }}\n{% if b %}{{ c.d }}{% endif %} {{ c }}\n{{ a }}");
  const places = problems.map(({ line, column }) => `${line}:${column}`).sort();
  assert.deepEqual(places, ["1:4", "2:14", "2:14", "3:4"]);
});

Deno.test("where templating problems are ignored a missing variable is its own name", () => {
  const options = { lenient: true };
  const sql = "{{ a.b }} {{ c() }} {{ d | default('e') }} {% include 'x/y.sql' %}";
  const { variants, problems } = renderJinja(sql, options);
  assert.equal(variants[0]!.text, "a_b c e y");
  assert.deepEqual(problems, []);
});

Deno.test("submitted files are included and imported below the search paths", () => {
  const templates = [
    { path: "lib/m.sql", text: "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}" },
    { path: "lib/t.sql", text: "t{{ y }}" },
  ];
  const config = { jinja: { loader_search_path: "lib" } };
  const sql = "{% import 'm.sql' as m %}{% from 'm.sql' import twice as two %}{% set y = 1 %}" +
    "{{ m.twice('a') }}{{ two('b') }}{% include 't.sql' %}{% include 'no' ignore missing %}";
  assert.equal(renderJinja(sql, { templates, config }).variants[0]!.text, "aabbt1");
});

Deno.test("what is included without context sees the functions of Jinja alone", () => {
  const templates = [{ path: "t.sql", text: "{{ x }}{{ range(2) | list }}" }];
  const config = { jinja: { context: { x: "a" } } };
  const shown = (how: string) =>
    renderJinja(`{% include 't.sql' ${how} %}`, { templates, config }).variants[0]!.text;
  assert.deepEqual([shown("with context"), shown("without context")], ["a[0, 1]", "[0, 1]"]);
});

Deno.test("a loaded template that cannot be read fails the one that loads it, at its start", () => {
  const templates = [{ path: "t.sql", text: "\n\n{% if %}" }];
  for (const tag of ["include 't.sql'", "import 't.sql' as t", "from 't.sql' import t"]) {
    const [problem] = renderJinja(`select 1\n{% ${tag} %}\n`, { templates }).problems;
    assert.deepEqual([problem!.line, problem!.column], [1, 1]);
    assert.match(problem!.description, /line 3 of t\.sql/);
  }
});

Deno.test("macros come from the configuration and from files, and know each other", () => {
  const templates = [{ path: "macros/a.sql", text: "{% macro a() %}{{ b() }}{% endmacro %}" }];
  const jinja = {
    load_macros_from_path: "macros",
    macros: { b: "{% macro b() %}{{ return([1, 2]) }}{% endmacro %}" },
    apply_dbt_builtins: true,
  };
  const { variants } = renderJinja("{{ a() }}{{ b()[1] }}", { templates, config: { jinja } });
  assert.equal(variants[0]!.text, "[1, 2]2");
});

Deno.test("a macro file may hold materializations, and macros of the text itself return values", () => {
  const text = "{% materialization m, adapter='x', supported_languages=['sql'] %}{{ run() }}" +
    "{% endmaterialization %}{% materialization n, default %}{% endmaterialization %}" +
    "{% macro a() %}a{% endmacro %}";
  const jinja = { load_macros_from_path: "macros", apply_dbt_builtins: true };
  const sql = "{% macro l() %}{{ return([1, 2]) }}{% endmacro %}{{ a() }}{{ l()[1] }}";
  const options = { templates: [{ path: "macros/m.sql", text }], config: { jinja } };
  const { variants, problems } = renderJinja(sql, options);
  assert.deepEqual(problems, []);
  assert.equal(variants[0]!.text, "a2");
});

Deno.test("an included template sees a loop that its includer speaks of", () => {
  const templates = [{ path: "i.sql", text: "{{ loop.index }}" }];
  const shown = (body: string) =>
    renderJinja(`{% for i in [1, 2] %}${body}{% include 'i.sql' %}{% endfor %}`, { templates })
      .problems.map(({ description }) => description).join() || "fine";
  assert.equal(shown("{{ loop.first }}"), "fine");
  assert.match(shown(""), /`loop` is not defined/);
});

Deno.test("a name that a scope assigns later is undefined in what runs before", () => {
  const context = { x: "outside" };
  assert.equal(textOf("{% for i in [1] %}{{ x }}{% endfor %}{% set x = 1 %}", context), "");
  assert.equal(textOf("{{ x }}{% set x = 1 %}", context), "outside");
});

Deno.test("a block that a filter makes longer cannot be traced", () => {
  const { untraceable } = renderJinja("{% filter indent(2, true) %}a{% endfilter %}");
  assert.match(untraceable!, /changes the length/);
  assert.equal(textOf("{% filter upper %}{{ 'a' }}b{% endfilter %}"), "AB");
});

Deno.test("what a branch or a round without output leaves is forgotten", () => {
  assert.deepEqual(pieces("{% if true %}{% set x = 1 %}{% endif %}a"), [
    "block_start: {% if true %} → ",
    "block_end: {% endif %} → ",
    "literal: a → a",
  ]);
});

Deno.test("a way that is chosen keeps the white space that its tag strips", () => {
  const sql = "1 {%- if false -%} x {% endif %} 2";
  const { variants } = renderJinja(sql, { variantLimit: 5 });
  assert.deepEqual(variants.map(({ text }) => text), ["1 2", "1  x  2"]);
});

Deno.test("a template that extends another cannot be traced", () => {
  const templates = [{ path: "p.sql", text: "select 1" }];
  const { untraceable } = renderJinja("{% extends 'p.sql' %}", { templates });
  assert.match(untraceable!, /extends/);
});

for (
  const [text, shown] of [
    ["0x1f", "31"],
    ["u'a' \"b\"", "ab"],
    ["r'\\d'", "\\d"],
    ["- 1.5", "-1.5"],
    ["{1, 'a', 1}", "{1, 'a'}"],
    ["{1: [2, (3,)]}", "{1: [2, (3,)]}"],
    ["01", "01"],
    ["2020-01-01", "2020-01-01"],
  ] as [string, string][]
) {
  Deno.test(`the configured value ${text} is ${shown}`, () => {
    assert.equal(textOf("{{ v }}", { v: text }), shown);
  });
}
