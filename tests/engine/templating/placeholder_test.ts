import assert from "node:assert/strict";
import { EngineError } from "../../../src/engine/mod.ts";
import { render } from "../../../src/engine/templating/mod.ts";

function renderStyle(sql: string, placeholder: Record<string, string | number>) {
  const options = { config: { placeholder }, lenient: false, variantLimit: 1, templates: [] };
  return render("placeholder", sql, options).variants[0]!;
}

for (
  const [style, sql, text] of [
    ["colon", "a = :x and b::int = ':y'", "a = 7 and b::int = 'y'"],
    ["colon_nospaces", "a:x ::int", "a7 ::int"],
    ["colon_optional_quotes", `:"x" :'y' :x`, `"7" 'y' 7`],
    ["colon_optional_quotes", `'10:00' c[1:2] :x`, `'10:00' c[1:2] 7`],
    ["numeric_colon", ":1 :x", "one :x"],
    ["pyformat", "%(x)s %(y)s", "7 y"],
    ["dollar", "$x ${x} $$", "7 7 $$"],
    ["databricks", "{{ x }} '{{x}}' ${x} $x.y", "7 '7' 7 7.y"],
    [
      "databricks",
      "{{a.b}} ${a.b} {{ }} {{1}} ${ x } x$x :{{x}}",
      "a.b a.b {{ }} {{1}} ${ x } x$x :{{x}}",
    ],
    ["dollar_surround", "$x$ $y-z$", "7 y-z"],
    ["flyway_var", "${a:b} ${x}", "a:b ${x}"],
    ["question_mark", "? x?", "one x?"],
    ["numeric_dollar", "$1 ${2}", "one 2"],
    ["percent", "%s, %s", "one, 2"],
    ["ampersand", "&x &{x} a&&x", "7 7 a&&x"],
  ] as [string, string, string][]
) {
  Deno.test(`parameters of style ${style} become their values, or their names`, () => {
    assert.equal(renderStyle(sql, { param_style: style, x: 7, "1": "one" }).text, text);
  });
}

Deno.test("a style of one's own is a regular expression in Python's spelling", () => {
  const param_regex = "__(?P<param_name>\\w+?)__";
  assert.equal(renderStyle("__x__ __y__", { param_regex, x: "t" }).text, "t y");
});

Deno.test("flags, classes and edges of a pattern mean what they mean in Python", () => {
  const shown = (param_regex: string, sql: string) =>
    renderStyle(sql, { param_regex, x: "t" }).text;
  assert.equal(shown("(?i)@P_(?P<param_name>[a-z])", "@p_x @P_x"), "t t");
  assert.equal(shown("@(?P<param_name>\\w+)", "@größe @x"), "größe t");
  assert.equal(shown("@(?P<param_name>[\\w.]+)", "@größe.x"), "größe.x");
  assert.equal(shown("(?a)@(?P<param_name>\\w+)", "@größe"), "größe");
  assert.equal(shown("(?m)\\A@(?P<param_name>\\w+)", "@x\n@x"), "t\n@x");
  assert.equal(shown("@(?P<param_name>\\w+)\\@", "@x@"), "t");
});

Deno.test("a parameter is a templated piece of its own", () => {
  const { slices, isLiteral } = renderStyle("a :x b", { param_style: "colon", x: "long" });
  assert.deepEqual(slices.map(({ kind, start, end }) => [kind, start, end]), [
    ["literal", 0, 2],
    ["templated", 2, 6],
    ["literal", 6, 8],
  ]);
  assert.ok(!isLiteral);
});

for (
  const [what, settings, hint] of [
    ["no style", {}, undefined],
    ["two styles", { param_style: "colon", param_regex: "x" }, undefined],
    ["an unknown style", { param_style: "colons" }, "colon"],
    ["a broken expression", { param_regex: "(" }, undefined],
  ] as [string, Record<string, string>, string | undefined][]
) {
  Deno.test(`${what} is refused by name`, () => {
    assert.throws(() => renderStyle("x", settings), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.deepEqual([error.code, error.hint], ["invalid_config", hint]);
      return true;
    });
  });
}
