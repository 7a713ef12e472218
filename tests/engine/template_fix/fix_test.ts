import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

const fixed = (sql: string, rules: string[]) =>
  lint({ sql, dialect: "ansi", rules, fix: true }).fixed;

Deno.test("a loop's body is indented once, as its first round asks for", () => {
  const sql = "{% for t in [1, 2] %}\nselect\n  a,\n  b\nfrom t{{ t }};\n{% endfor %}\n";
  assert.equal(
    fixed(sql, ["LT02"]),
    "{% for t in [1, 2] %}\n    select\n        a,\n        b\n    from t{{ t }};\n{% endfor %}\n",
  );
});

Deno.test("an expression stays where it is though it renders to nothing on the last round", () => {
  const sql = "select\n    {% for c in [1, 2] %}\n" +
    '    {{ c }}{{ "," if not loop.last }}\n    {% endfor %}\nfrom t\n';
  const changed = fixed(sql, ["LT02"])!;
  assert.match(changed, /\n {8}\{\{ c \}\}\{\{ "," if not loop\.last \}\}\n/);
});

Deno.test("space that tags divide keeps both of its sides", () => {
  const sql = "  select\n      {% for c in [1, 2] %} {{ c }}{% endfor %}";
  assert.equal(fixed(sql, ["LT01"]), sql.slice(1));
});

Deno.test("of changes that the rounds of a loop ask for differently only the first is made", () => {
  const sql = "select\n    id{% for c in ['a', 'b'] %},{{ c }}{% endfor %}\n";
  assert.equal(
    fixed(sql, ["LT01"]),
    "select\n    id{% for c in ['a', 'b'] %}, {{ c }}{% endfor %}\n",
  );
});

Deno.test("tags are padded beside SQL that does not parse", () => {
  assert.equal(fixed("{%  set u = 1 %}select", ["JJ01"]), "{% set u = 1 %}select");
});

Deno.test("branches that are not taken are fixed together with those that are", () => {
  const sql = "select {% if true %}a+1{% else %}b+2{% endif %} from t\n";
  const config = { core: { render_variant_limit: 5 } };
  const answer = lint({ sql, dialect: "ansi", rules: ["LT01"], config, fix: true });
  assert.equal(answer.fixed, "select {% if true %}a + 1{% else %}b + 2{% endif %} from t\n");
});

Deno.test("white space that a tag strips is indented in the template", () => {
  const sql = "  {%- if true -%}\nselect * from t\n  {%- endif %}\n";
  assert.equal(fixed(sql, ["LT02"]), "{%- if true -%}\n    select * from t\n{%- endif %}\n");
});

Deno.test("a block that is opened and not closed is not indented", () => {
  const sql = "{%- filter upper %}select a{% endfilter %}\n";
  assert.deepEqual(lint({ sql, dialect: "ansi", rules: ["LT02"] }).violations, []);
});
