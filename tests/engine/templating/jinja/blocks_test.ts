import assert from "node:assert/strict";
import { renderJinja, textOf } from "../support.ts";

const templates = [
  {
    path: "base.sql",
    text: "[{% block head %}h{% endblock %}|{% block body %}b{{ x }}{% endblock %}]",
  },
  { path: "mid.sql", text: "{% extends 'base.sql' %}{% block head %}m{{ super() }}{% endblock %}" },
  { path: "self.sql", text: "{% extends 'self.sql' %}" },
  { path: "must.sql", text: "{% block a required %}{% endblock %}" },
];

/** What another template renders that includes one, so that the trace has nothing to say. */
function included(text: string): string {
  const all = [...templates, { path: "page.sql", text }];
  const { variants, problems } = renderJinja("{% set x = 1 %}{% include 'page.sql' %}", {
    templates: all,
  });
  return variants[0]?.text ?? problems[0]!.description;
}

Deno.test("a block is shown where it stands, and again by self", () => {
  assert.equal(textOf("{% block a %}x{% endblock %} {{ self.a() }}"), "x x");
});

Deno.test("a block takes all variables from the context unless it is scoped", () => {
  const loop = (how: string) =>
    `{% for i in [1, 2] %}{% block a ${how} %}{{ i }}{% endblock %}{% endfor %}`;
  assert.equal(textOf(loop("scoped")), "12");
  const { variants, problems } = renderJinja(loop(""));
  assert.equal(variants[0]!.text, "");
  assert.equal(problems.length, 2);
});

Deno.test("a template that extends another one replaces its blocks", () => {
  const text = "lost{% extends 'mid.sql' %}gone{% block head %}c{{ super() }}{% endblock %}";
  assert.equal(included(text), "lost[cmh|b1]");
});

Deno.test("there is no super above the first block, and a required one must be replaced", () => {
  assert.match(
    textOf("{% block a %}{{ super() }}{% endblock %}"),
    /super\(\) finds no block `a` above/,
  );
  assert.match(included("{% extends 'must.sql' %}"), /the block `a` is required/);
});

Deno.test("a template that extends itself comes to an end", () => {
  assert.match(included("{% extends 'self.sql' %}"), /too many templates/);
});

Deno.test("without files to load from nothing is included, be it missing or not", () => {
  assert.match(textOf("{% include 'a' ignore missing %}"), /templates cannot be loaded here/);
});

Deno.test("where it is asked for, what is put out is made fit for HTML", () => {
  const sql = "{% autoescape true %}{{ '<' }}{{ '<' | safe }}{% endautoescape %}{{ '<' }}";
  assert.equal(textOf(sql), "&lt;<<");
});
