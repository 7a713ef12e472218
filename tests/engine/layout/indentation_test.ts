import assert from "node:assert/strict";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";
import { ForcedLevels } from "../../../src/engine/layout/compatibility.ts";

function run(sql: string, indentation: NestedConfig = {}) {
  const config = { indentation };
  const answer = lint({ sql, dialect: "ansi", rules: ["LT02"], config, fix: true });
  return { messages: answer.violations.map((each) => each.description), fixed: answer.fixed };
}

Deno.test("messages say which line or element it is, and what to do", () => {
  assert.deepEqual(run("SELECT\na,\n b\nFROM t\n").messages, [
    "Start the line of `a` with 4 spaces of indent, not no indent.",
    "Start the line of `b` with 4 spaces of indent, not 1 space of indent.",
  ]);
  assert.deepEqual(run("SELECT a,\n    b\nFROM t\n").messages, [
    "Start a new line before `a`, with 4 spaces of indent.",
  ]);
});

Deno.test("a bracket that is broken at its end is broken at its start", () => {
  assert.equal(
    run("SELECT a FROM t WHERE a IN (1,\n    2\n)\n").fixed,
    "SELECT a FROM t WHERE a IN (\n    1,\n    2\n)\n",
  );
});

Deno.test("a later line of a block comment may stand deeper, not less deep", () => {
  const deeper = "SELECT\n    /* one\n          two */\n    a\nFROM t\n";
  assert.equal(run(deeper).fixed, deeper);
  assert.equal(
    run("SELECT\n    /* one\n  two */\n    a\nFROM t\n").fixed,
    "SELECT\n    /* one\n    two */\n    a\nFROM t\n",
  );
});

Deno.test("a comment comes up where implicit indents are required, and leaves its own break", () => {
  const required = { implicit_indents: "require" };
  const up = (comment: string) => `SELECT a\nWHERE ${comment}\n    b\n    AND c\n`;
  assert.equal(run("SELECT a\nWHERE\n  -- x\nb\n    AND c\n", required).fixed, up("-- x"));
  assert.equal(run("SELECT a\nWHERE\n\n/* x */\nb\n    AND c\n", required).fixed, up("/* x */"));
  // The comment below what has come up stands with the line behind it.
  assert.equal(
    run("SELECT a\nWHERE\n    b\n-- x\n= 1\n    AND c\n", required).fixed,
    "SELECT a\nWHERE b\n    -- x\n    = 1\n    AND c\n",
  );
});

Deno.test("a line break behind a comment stays where implicit indents are required", () => {
  const commented = "SELECT a\nFROM t\nWHERE -- x\n    b\n    AND c\n";
  assert.equal(run(commented, { implicit_indents: "require" }).fixed, commented);
});

Deno.test("a forced level lives until a line starts above it", () => {
  const forced = new ForcedLevels();
  forced.force(1);
  forced.force(3);
  assert.deepEqual([forced.countUpTo(2), forced.countUpTo(3)], [1, 2]);
  forced.startLine(2);
  assert.deepEqual([forced.has(1), forced.has(3)], [true, false]);
});

Deno.test("a level that is forced twice counts twice until the next round", () => {
  const answer = run("SELECT a\nFROM t\nWHERE a\n= c GROUP BY b\n    , c\nORDER BY b\n");
  assert.deepEqual(answer.messages, [
    "Start a new line before `a`, with 4 spaces of indent.",
    "Start the line of `=` with 4 spaces of indent, not no indent.",
    "Start a new line before `b`, with 4 spaces of indent.",
    "Start the line of `,` with 8 spaces of indent, not 4 spaces of indent.",
  ]);
});

Deno.test("a forced level counts once more behind a line that is broken to open a group", () => {
  const sql =
    "SELECT a\nFROM t\nJOIN b ON c\n    = d GROUP BY a,\n        f(d)\n, g\nUNION SELECT 1\n";
  const answer = run(sql);
  assert.deepEqual(answer.messages, [
    "Start a new line before `c`, with 4 spaces of indent.",
    "Start a new line before `a`, with 4 spaces of indent.",
    "Start the line of `,` with 4 spaces of indent, not no indent.",
  ]);
});

Deno.test("ON behind an alias deepens what follows it, and not its own line", () => {
  const sql = "SELECT x FROM (SELECT * FROM a\n    JOIN products b\n    ON c)\n";
  assert.deepEqual(run(sql).messages, [
    "Start a new line before `SELECT`, with 4 spaces of indent.",
    "Start the line of `ON` with 8 spaces of indent, not 4 spaces of indent.",
    "Start a new line before `)`, with no indent.",
  ]);
});

Deno.test("what closes in a line that is broken to open a group is left to the next round", () => {
  const answer = run("SELECT f(\n    a) FROM b WHERE b\n    + c\nORDER BY a\n");
  assert.deepEqual(answer.messages, ["Start a new line before `b`, with 4 spaces of indent."]);
  assert.equal(answer.fixed, "SELECT f(\n    a\n) FROM b WHERE\n    b\n    + c\nORDER BY a\n");
});

Deno.test("a comment in front of code takes the place of the line before, or its own", () => {
  const stays = "SELECT\n    a +\n    /* x */ CASE WHEN a THEN b END\nFROM t\n";
  assert.equal(run(stays).fixed, stays);
});

Deno.test("the groups of a query and the blocks of its template nest into each other", () => {
  const wanted = `SELECT
    {% for c in ["a", "b"] %}
        {{ c }},
        {% if loop.last %}
            x,
        {% endif %}
    {% endfor %}
    y
FROM t
{% if true %}
    WHERE a
{% endif %}
`;
  const flat = wanted.replaceAll(/^ +/gm, "");
  assert.equal(run(flat).fixed, wanted);
});

Deno.test("tags of a block that a group crosses stand at one depth and indent nothing", () => {
  const crossed = `SELECT *
FROM
{% for t in ["a", "b"] %}
    {% if loop.first %}
        {{ t }}
    {% else %}
    JOIN
        {{ t }}
    {% endif %}
{% endfor %}
`;
  assert.deepEqual(run(crossed).messages, []);
});

Deno.test("a tag that takes the line break behind a table is crossed by the group of FROM", () => {
  const crossed = (table: string, indent: string) =>
    `SELECT a\nFROM${table}\n{%- if true %}\n${indent}JOIN u ON b = c\n{%- endif %}\nWHERE d\n`;
  assert.deepEqual(run(crossed("\n    t", "")).messages, []);
  assert.equal(run(crossed(" t", "")).fixed, crossed("\n    t", ""));
  assert.equal(run(crossed(" t", "    ")).fixed, crossed("\n    t", ""));
  const kept = crossed(" t", "    ").replace("{%-", "{%");
  assert.deepEqual(run(kept).messages, []);
});

Deno.test("an expression that shows nothing in the last round stands where the others have it", () => {
  const loop = (indent: string, last: string) =>
    `SELECT\n{% for c in ["a", "b"] %}\n        {{ c }}\n${indent}{{ "," if ${last} }}\n{% endfor %}\nFROM t\n`;
  assert.deepEqual(run(loop("        ", "not loop.last")).messages, []);
  assert.equal(run(loop("", "not loop.last")).messages.length, 1);
});

Deno.test("a group ends before a comment or an empty expression that stands in a block", () => {
  const ends = (inside: string) =>
    `SELECT\n{% for c in ["a", "b"] %}\n        {{ c }}${inside}\n{% endfor %}\nFROM t\n`;
  assert.deepEqual(run(ends('{{ "," if not loop.last }}')).messages, []);
  assert.deepEqual(run(ends("{% set d = c %}").replace(', "b"', "")).messages, []);
  assert.deepEqual(run(ends(" /* c */").replace(', "b"', "")).messages, []);
  const flat = ends('{{ "," if not loop.last }}').replaceAll(/^ +/gm, "");
  assert.equal(run(flat).fixed, ends('{{ "," if not loop.last }}'));
  // Its tags stand at two depths where code stands before it, so it indents nothing.
  const behind = ends('{{ "," if not loop.last }}').replace("SELECT\n", "SELECT\n    x,\n");
  assert.equal(run(behind).fixed, behind.replace("        {{", "    {{"));
});

Deno.test("a line that a loop goes back in stands as the tags of the loop do", () => {
  const loop = 'SELECT\n    {% for c in ["a", "b"] %}{{ c }},\n    {% endfor %}\n    x\nFROM t\n';
  assert.deepEqual(run(loop).messages, []);
  assert.equal(run(loop.replace("    {% endfor", "{% endfor")).fixed, loop);
});

Deno.test("of a line with an element in what is skipped nothing is judged", () => {
  const skips = (types: string) => ({ skip_indentation_in: types });
  const called = "SELECT a\nFROM t\nWHERE a IN (1,\n  -- two\n 2\n)\n AND b\n";
  assert.equal(
    run(called, skips("bracketed")).fixed,
    "SELECT a\nFROM t\nWHERE a IN (1,\n  -- two\n 2\n)\nAND b\n",
  );
  assert.deepEqual(run(called, skips("statement")).messages, []);
  // Comments are lines of their own: this one stands outside of the clause.
  assert.equal(
    run(" SELECT a,\n b\n  -- next\nFROM t\n", skips("select_clause")).fixed,
    " SELECT a,\n b\n-- next\nFROM t\n",
  );
});

Deno.test("later lines of a block comment within a line of code are judged, too", () => {
  assert.equal(
    run("SELECT\n    a, /* one\n  two */ b\nFROM t\n").fixed,
    "SELECT\n    a, /* one\n    two */ b\nFROM t\n",
  );
});

Deno.test("a group in which a line closes and opens others counts as broken behind it", () => {
  const sql = "BEGIN DECLARE a INT64;\nSELECT\nb\nFROM c JOIN d e ON f = f\nGROUP BY g;\nEND;\n";
  const { violations } = lint({ sql, dialect: "bigquery", rules: ["LT02"] });
  assert.equal(
    violations.find(({ line }) => line === 5)?.description,
    "Start the line of `GROUP` with 8 spaces of indent, not no indent.",
  );
});
