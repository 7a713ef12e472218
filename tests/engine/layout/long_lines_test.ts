import assert from "node:assert/strict";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";

function fixed(sql: string, config: NestedConfig = {}): string | null {
  return lint({ sql, dialect: "ansi", rules: ["LT05"], config, fix: true }).fixed;
}

function limit(length: number): NestedConfig {
  return { core: { max_line_length: length } };
}

Deno.test("a line is broken at the outermost clauses first, and at no more than is needed", () => {
  assert.equal(
    fixed("SELECT a, b FROM t WHERE c = 1\n", limit(20)),
    "SELECT a, b\nFROM t\nWHERE c = 1\n",
  );
});

Deno.test("commas come before OR, OR before AND, AND before comparisons", () => {
  assert.equal(
    fixed("SELECT\n    aaa AND bbb OR ccc, ddd\nFROM t\n", limit(20)),
    "SELECT\n    aaa AND bbb\n    OR ccc,\n    ddd\nFROM t\n",
  );
});

Deno.test("of AND and comparisons alone, AND comes first", () => {
  assert.equal(
    fixed("SELECT\n    aaaa = b AND cccc = d\nFROM t\n", limit(20)),
    "SELECT\n    aaaa = b\n    AND cccc = d\nFROM t\n",
  );
});

Deno.test("an operator of several tokens is one place, in front of it", () => {
  const config = limit(30);
  const sql = "SELECT\n    aaaaaa - b -|- cccccccc + dddddd\nFROM t\n";
  assert.equal(
    lint({ sql, dialect: "postgres", rules: ["LT05"], config, fix: true }).fixed,
    "SELECT\n    aaaaaa - b\n    -|- cccccccc + dddddd\nFROM t\n",
  );
});

Deno.test("of plain brackets the last that fits is opened, with its end", () => {
  assert.equal(
    fixed("SELECT\n    f(a) + g(bbbbbb(ccccc(d)))\nFROM t\n", limit(24)),
    "SELECT\n    f(a)\n    + g(\n        bbbbbb(ccccc(d))\n    )\nFROM t\n",
  );
});

Deno.test("the end of OVER in front of a comma keeps what stands in its brackets on the line", () => {
  const long = "OVER (PARTITION BY b ORDER BY cccccc ROWS UNBOUNDED PRECEDING)";
  assert.equal(
    fixed(`SELECT\n    sum(a) ${long},\n    d\nFROM t\n`, limit(60)),
    `SELECT\n    sum(a)\n        ${long},\n    d\nFROM t\n`,
  );
  assert.equal(
    fixed(`SELECT\n    d,\n    sum(a) ${long}\nFROM t\n`, limit(60)),
    "SELECT\n    d,\n    sum(a)\n        OVER (\n            PARTITION BY b\n" +
      "            ORDER BY cccccc ROWS UNBOUNDED PRECEDING\n        )\nFROM t\n",
  );
});

Deno.test("a line is broken in front of a PIVOT where the table before it is one word", () => {
  const pivot = "UNPIVOT (amount FOR part IN (q1, q2, q3))";
  const broken = (from: string) =>
    lint({
      sql: `SELECT a FROM ${from} ${pivot} WHERE b = 1\n`,
      dialect: "snowflake",
      rules: ["LT05"],
      config: limit(50),
      fix: true,
    }).fixed;
  assert.equal(broken("sales"), `SELECT a\nFROM sales\n${pivot}\nWHERE b = 1\n`);
  assert.equal(
    broken("core.sales"),
    "SELECT a\nFROM core.sales UNPIVOT (\n    amount FOR part IN (q1, q2, q3)\n)\nWHERE b = 1\n",
  );
});

Deno.test("a comment at the end of a line moves to a line of its own, if that helps", () => {
  const sql = "SELECT\n    aaaaaa, -- remark\n    b\nFROM t\n";
  assert.equal(fixed(sql, limit(20)), "SELECT\n    -- remark\n    aaaaaa,\n    b\nFROM t\n");
  const after = { ...limit(20), indentation: { trailing_comments: "after" } };
  assert.equal(fixed(sql, after), "SELECT\n    aaaaaa,\n    -- remark\n    b\nFROM t\n");
  assert.equal(fixed(sql, limit(12)), sql);
});

Deno.test("a semicolon that ends a line does not get one of its own", () => {
  assert.equal(
    fixed("SELECT a FROM tttttttttttttttttttt;\n", limit(26)),
    "SELECT a\nFROM tttttttttttttttttttt;\n",
  );
});

Deno.test("a text in quotes counts as long as its first line, blanks at the end do not", () => {
  const quoted = "SELECT 'aaaa\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' FROM t\n";
  assert.equal(fixed(quoted, limit(22)), quoted);
  const blanks = "SELECT a FROM t          \n";
  assert.equal(fixed(blanks, limit(15)), blanks);
});

Deno.test("what a template jumps over ends its line", () => {
  const sql =
    "SELECT\n    {% if false %}\n        aaaaaaaaaaaaaaa\n    {% else %}b{% endif %}\nFROM t\n";
  assert.deepEqual(lint({ sql, rules: ["LT05"], config: limit(30) }).violations, []);
});

Deno.test("the text of a macro that goes on over several lines decides by its first one", () => {
  const lines = (sql: string) =>
    lint({ sql, rules: ["LT05"], config: limit(40) }).violations.length;
  const body = "{{ model_of_the_day }}, {{ model_of_the_night }}";
  assert.equal(lines(`{% macro both(a) %}\nselect ${body}\n{% endmacro %}\n`), 0);
  assert.equal(lines(`{% macro both(a) %}select ${body},\n 1{% endmacro %}\n`), 1);
});

Deno.test("a line of tags alone is as wide as its indent, its tags and the text up to its end", () => {
  const long = (line: string) => {
    const sql = `{% macro m() %}\n${line}\n{% endmacro %}\n`;
    return lint({ sql, rules: ["LT05"], config: limit(40) }).violations.length;
  };
  const tag = (width: number) => `{% do ${"a".repeat(width - 9)} %}`;
  assert.deepEqual([long(tag(40)), long(tag(41))], [0, 1]);
  assert.deepEqual([long(`    ${tag(36)}`), long(`    ${tag(37)}`)], [0, 1]);
  assert.deepEqual([long(`${tag(36)}, abc`), long(`${tag(36)}, ab`)], [1, 0]);
});

Deno.test("a line goes on behind a branch that a macro passes over, and decides by its start", () => {
  const test = "a".repeat(50);
  const sql =
    `{% macro m() %}\n{% if a %}\n1\n{% elif ${test} %}\n{% do a %}\n{% endif %}{% endmacro %}\n`;
  assert.deepEqual(lint({ sql, rules: ["LT05"], config: limit(40) }).violations, []);
  const first = sql.replace("if a", `if ${test}`);
  assert.equal(lint({ sql: first, rules: ["LT05"], config: limit(40) }).violations.length, 1);
});

Deno.test("what a tag jumps over has its width, but for text alone", () => {
  const widths = (branch: string) => {
    const sql = `SELECT\n    {% if true %}b{% else %}${branch}{% endif %}\nFROM t\n`;
    const config = { core: { max_line_length: 60, render_variant_limit: 1 } };
    return lint({ sql, rules: ["LT05"], config }).violations.length;
  };
  assert.equal(widths(`{{ ${"a".repeat(20)} }}`), 1);
  assert.equal(widths(`${"a".repeat(16)}{# b #}`), 1);
  assert.equal(widths(`{{ ${"a".repeat(10)} }}`), 0);
  assert.equal(widths("a".repeat(30)), 0);
});

Deno.test("a long line is broken before the tags of a template as before any element", () => {
  const loop = `SELECT
    {% for m in ["a", "b"] %}sum(amounts) AS {{ m }}_amount,{% endfor %}
    b
FROM t
`;
  assert.equal(fixed(loop, limit(60)), loop.replace("{% endfor", "\n    {% endfor"));
  const group = "SELECT a\nFROM t\nGROUP BY {% if true %}aaaaaaaaaaa{% endif %}, b\n";
  const opened = group.replace("BY {%", "BY\n    {%");
  assert.equal(fixed(group, limit(46)), opened);
  const macro = "{% macro m(a) %}f({% for b in a %}{{ b }}{% endfor %}){% endmacro %}\nSELECT 1\n";
  assert.equal(
    fixed(macro, limit(60)),
    macro.replace("f(", "\n    f(").replace("{% endmacro", "\n{% endmacro"),
  );
});

Deno.test("tags have no width where a line is opened, and a comma behind one begins its block", () => {
  const opened = `SELECT
    aa AS b{% if true and true and true %}, c{% endif %}
FROM t
`;
  assert.equal(
    fixed(opened, limit(40)),
    `SELECT
    aa
        AS b
    {% if true and true and true %}
        , c
    {% endif %}
FROM t
`,
  );
});

Deno.test("a line is broken where it can be, though it cannot be behind an expression", () => {
  const loop = `SELECT
    {% for m in [1, 2] %}
        sum(a) AS aaaaaaaa_{{ m }}{% if not loop.last %},{% endif %}
    {% endfor %}
FROM t
`;
  assert.equal(
    fixed(loop, limit(50)),
    `SELECT
    {% for m in [1, 2] %}
        sum(a)
            AS aaaaaaaa_{{ m }}{% if not loop.last %}
            ,
        {% endif %}
    {% endfor %}
FROM t
`,
  );
});

Deno.test("of a text in quotes that goes over lines, a filled line holds the first one", () => {
  const sql = "SELECT\n    ccccc, 'aa\nbbbbbbbbbbbbbbbb', ddddd, eeeee, fffff, ggggg\nFROM t\n";
  const config = { ...limit(12), indentation: { list_wrapping: "fill" } };
  const [violation] = lint({ sql, dialect: "ansi", rules: ["LT05"], config }).violations;
  const columns = violation!.edits!.map(({ line, column }) => `${line}:${column}`);
  assert.deepEqual(columns, ["2:11", "3:19", "3:26", "3:33", "3:40"]);
});

Deno.test("a gap that an expression has broken is not broken again", () => {
  const sql = 'SELECT\n    {{ "      c2\\n" }} AS other_id\nFROM my_table\n';
  const { violations } = lint({ sql, dialect: "ansi", rules: ["LT05"], config: limit(20) });
  assert.deepEqual(violations.map(({ line, edits }) => [line, edits ?? []]), [[2, []]]);
});
