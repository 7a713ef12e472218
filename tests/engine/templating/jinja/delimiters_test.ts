import assert from "node:assert/strict";
import { EngineError } from "../../../../src/engine/errors.ts";
import { lint, type NestedConfig } from "../../../../src/engine/mod.ts";
import { render, type Rendered } from "../../../../src/engine/templating/mod.ts";

function rendered(sql: string, signs: NestedConfig, variantLimit = 1): Rendered {
  const config = { jinja: { ...signs, context: { x: "foo" } } };
  return render("jinja", sql, { config, lenient: false, variantLimit, templates: [] });
}
const textOf = (sql: string, signs: NestedConfig) => rendered(sql, signs).variants[0]!.text;

const SNOWFLAKE = { variable_start_string: "<%", variable_end_string: "%>" };

Deno.test("signs of one's own set expressions apart, the others stay as they are", () => {
  assert.equal(textOf("<% x %>, {% if x %}b{% endif %}{# c #}", SNOWFLAKE), "foo, b");
  assert.equal(textOf("${x}", { variable_start_string: "${", variable_end_string: "}" }), "foo");
  assert.equal(textOf("{{ x }}", SNOWFLAKE), "{{ x }}");
});

Deno.test("tags, raw blocks and comments have signs of their own, too", () => {
  const signs = {
    block_start_string: "<%",
    block_end_string: "%>",
    comment_start_string: "/*",
    comment_end_string: "*/",
  };
  assert.equal(textOf("a<%- if x -%> b <% endif %>/* c */", signs), "ab ");
  assert.equal(textOf("<% raw -%> {{ x }}<% endraw %>", signs), "{{ x }}");
});

Deno.test("of signs that begin alike the longer one counts", () => {
  const signs = { variable_start_string: "{%=", variable_end_string: "%}" };
  assert.equal(textOf("{%= x %}{% if x %}y{% endif %}", signs), "fooy");
});

Deno.test("signs that cannot be told apart, and none, are refused by their names", () => {
  for (
    const [signs, field] of [
      [{ variable_start_string: "{%" }, "templater.jinja.variable_start_string"],
      [{ comment_start_string: "{{" }, "templater.jinja.comment_start_string"],
      [{ block_end_string: " " }, "templater.jinja.block_end_string"],
      [{ block_end_string: 1 }, "templater.jinja.block_end_string"],
    ] as [NestedConfig, string][]
  ) {
    assert.throws(() => rendered("a", signs), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.field, field);
      return true;
    });
  }
});

Deno.test("branches with signs of their own are padded, linted and fixed, also if they are not taken", () => {
  const config = {
    templater: { jinja: { block_start_string: "<%", block_end_string: "%>" } },
  };
  const sql = "<%if false-%>\nselect  a\n<%else%>select  b<%endif%>\n";
  const { fixed } = lint({ sql, dialect: "ansi", config, rules: ["LT01", "JJ01"], fix: true });
  assert.equal(fixed, "<% if false -%>\nselect a\n<%else%>select b<% endif %>\n");
});
