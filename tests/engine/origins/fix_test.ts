import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

const fixed = (sql: string, rules: string[]) =>
  lint({
    sql,
    dialect: "ansi",
    rules,
    // Some of these are pieces of statements.
    config: { core: { fix_even_unparsable: true } },
    fix: true,
  }).fixed;

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

Deno.test("the end of a loop stands as deep as its start, also where that strips line breaks", () => {
  const sql = "{%- for t in [1, 2] %}select {{ t }}\n{%+ if not loop.last %}union{%- endif %}\n" +
    "{% endfor %}";
  assert.equal(
    fixed(sql, ["LT02"]),
    "{%- for t in [1, 2] %}\n    select {{ t }}\n" +
      "    {%+ if not loop.last %}union{%- endif %}\n{% endfor %}",
  );
});

Deno.test("an alias in a parameter gets its AS and its space at once", () => {
  const config = {
    core: { templater: "placeholder" },
    templater: { placeholder: { param_style: "colon_nospaces", a: "'q'" } },
  };
  const sql = "select 1 from t:a\n";
  const answer = lint({ sql, dialect: "ansi", rules: ["AL01", "LT01"], config, fix: true });
  assert.equal(answer.fixed, "select 1 from t AS :a\n");
});

Deno.test("what fixes of a loop would break is not made", () => {
  const sql =
    "select\n    {% for p in [1, 2] -%}\n    a_{{ p }},\n    {% endfor -%}\n    b\nfrom t\n";
  const config = { layout: { type: { comma: { line_position: "leading" } } } };
  assert.equal(lint({ sql, dialect: "ansi", rules: ["LT04"], config, fix: true }).fixed, sql);
});

Deno.test("a tag at the end of the file is padded, and the file gets its line break", () => {
  const sql = "SELECT 1{%+if true-%}{%-endif%}";
  assert.equal(fixed(sql, ["JJ01", "LT12"]), "SELECT 1{%+ if true -%}{%- endif %}\n");
});

Deno.test("a fix that nothing asks for leaves every byte of a template as it is", () => {
  const sql =
    "{#- a -#}\n{% set x -%} 1 {%- endset %}\n{% raw %}{{ y }}{% endraw %}\nselect {{- x }}\n";
  assert.equal(fixed(sql, ["CP01"]), sql);
});

Deno.test("a word that is all of its segment is replaced, not put beside itself", () => {
  assert.equal(
    fixed("SELECT Aa FROM b WHERE aa = {{ 1 }} AND cC = AA\n", ["CP02"]),
    "SELECT Aa FROM B WHERE Aa = {{ 1 }} AND Cc = Aa\n",
  );
});

Deno.test("a semicolon that moves in a templated text is not doubled", () => {
  assert.equal(
    fixed("select {{ 1 }} from foo  ;\nselect 2\n;\n", ["CV06"]),
    "select {{ 1 }} from foo;\nselect 2;\n",
  );
});

Deno.test("brackets that hold a part of the template keep what is in them, once", () => {
  assert.equal(fixed("select distinct (a{# c #})\n", ["ST08"]), "select distinct a{# c #}\n");
});

Deno.test("space that a tag strips within a word is no indent of the first line", () => {
  const sql = "select {%- if true -%} parameter {%- endif -%}";
  assert.equal(fixed(sql, ["LT02"]), sql);
});

Deno.test("what moves leaves the template's comments where they were, once", () => {
  const sql = "select * from a natural join b join c\n" +
    "where a.k = b.k{# c #} and{# d #} a.m = c.m\n";
  const moved = "select * from a natural join b join c ON a.m = c.m\n" +
    "where a.k = b.k{# c #}{# d #}\n";
  assert.equal(fixed(sql, ["CV12"]), moved);
});

Deno.test("targets with comments of the template are not lost when they change places", () => {
  const sql = "select\n    1{# c #} + 2 as b,\n    c,\n    d{# c #}\nfrom t\n";
  assert.equal(fixed(sql, ["ST06"]), sql);
});

Deno.test("code does not change places with an expression that shows nothing", () => {
  const sql = "select\n    {{ '' }}b as c\nfrom t\n";
  assert.equal(fixed(sql, ["LT09"]), sql);
  assert.equal(fixed(sql.replace("{{ '' }}", ""), ["LT09"]), "select b as c\nfrom t\n");
});

Deno.test("the front of a reference can go right behind a tag", () => {
  const config = { rules: { "references.consistent": { single_table_references: "unqualified" } } };
  const sql = "select {% if true %}t.a{% endif %} from t\n";
  const answer = lint({ sql, dialect: "ansi", rules: ["RF03"], config, fix: true });
  assert.equal(answer.fixed, "select {% if true %}a{% endif %} from t\n");
});

Deno.test("the end of a target can go right behind a tag", () => {
  assert.equal(
    fixed("select {% if true %}a{% endif %} as a, b from t\n", ["AL09"]),
    "select {% if true %}a{% endif %}, b from t\n",
  );
});

Deno.test("a rule of the last phase has its turns among the others, too", () => {
  assert.equal(
    fixed('select\n    col_c as "COL_C",\n    {{ 1 }} as b\nfrom foo\n', ["AL09", "CP02", "RF06"]),
    "select\n    col_c,\n    {{ 1 }} as b\nfrom foo\n",
  );
});

Deno.test("a set operator between tags gets its line breaks inside of them", () => {
  assert.equal(
    fixed("SELECT 1 {% if true %}UNION{% endif %} SELECT 'b'\n", ["LT11"]),
    "SELECT 1 {% if true %}\nUNION\n{% endif %} SELECT 'b'\n",
  );
});

Deno.test("a word of a branch that is not taken is replaced, not put beside itself", () => {
  assert.equal(
    fixed("SELECT A, {% if false %}zz{% else %}Boo{% endif %}", ["CP02"]),
    "SELECT A, {% if false %}ZZ{% else %}Boo{% endif %}",
  );
});

Deno.test("an indent goes behind the last line break that no template has rendered", () => {
  assert.equal(
    fixed("select\n{{ '\\n' }}a,\nb\nfrom t\n", ["LT02"]),
    "select\n    {{ '\\n' }}a,\n    b\nfrom t\n",
  );
});

Deno.test("a branch that is not taken changes nothing that the text's own rendering shows", () => {
  const sql = "select a\nfrom t\nwhere\n    b > 0\n    {% if true %}\n        and c = 1\n" +
    "    {% endif %}\n;\n\nselect {% if false %}b+2{% else %}1{% endif %}\nfrom u\n";
  // In the rendering that reaches b+2 the first block is empty, and stands less deep.
  assert.equal(fixed(sql, ["LT01", "LT02"]), sql.replace("b+2", "b + 2"));
});

Deno.test("the tags around a branch that is not taken are indented with it", () => {
  const sql =
    "select\n    {% if false %}\n        a,\n{% else %}\n        b,\n    {% endif %}\n    c\n";
  assert.equal(fixed(sql, ["LT02"]), sql.replace("\n{% else", "\n    {% else"));
});

Deno.test("blanks that only the rendering of another branch shows are its own to fix", () => {
  const sql = "\n  {%- if false %}\nselect a\nfrom t;\n{% endif %}\n";
  assert.equal(fixed(sql, ["LT13"]), sql.trimStart());
});

Deno.test("a file ends in a line break also behind a tag that strips it", () => {
  assert.equal(fixed("select * from {{ 't' -}}", ["LT12"]), "select * from {{ 't' -}}\n");
  assert.equal(fixed("select * from {{ 't' -}}\n", ["LT12"]), "select * from {{ 't' -}}\n");
});

Deno.test("a long line is broken beside a tag that strips the line break", () => {
  const columns = "{% for f in fields %}{{ f }}{% if not loop.last %} || {% endif %}{% endfor %}";
  const sql = `{% macro m(fields) -%}md5(${columns}){%- endmacro %}\nselect 1\n`;
  const broken = sql.replace("md5", "\n    md5").replace("{%- endmacro", "\n{%- endmacro");
  assert.equal(fixed(sql, ["LT05"]), broken);
  assert.equal(fixed(broken, ["LT05", "LT02"]), broken);
});

Deno.test("a line is broken where that touches text of the template", () => {
  const numbers =
    "{% for i in [1, 2, 3, 4] %}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}";
  const grouped = `select a\nfrom t\ngroup by\n    ${numbers}\n`;
  assert.equal(fixed(grouped, ["LT05", "LT02"]), grouped);
});

Deno.test("no line is broken before an expression that shows nothing on the last round alone", () => {
  const target = "sum(case when m = '{{ m }}' then amount end)";
  const sql = (blank: string) =>
    `select\n{% for m in range(3) %}\n        ${target}${blank}as {{ m }}_of_the_amount` +
    '{{ "," if not loop.last }}\n{% endfor %}\nfrom t\n';
  assert.equal(fixed(sql(" "), ["LT05", "LT02"]), sql("\n            "));
});
