import assert from "node:assert/strict";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";

function run(sql: string, layout: NestedConfig = {}) {
  const config = { layout: { type: layout } };
  const answer = lint({ sql, dialect: "ansi", rules: ["LT01"], config, fix: true });
  return { messages: answer.violations.map((each) => each.description), fixed: answer.fixed };
}

Deno.test("messages name the neighbours and say what to do", () => {
  assert.deepEqual(run("SELECT a ,b  FROM t \n").messages, [
    "Remove the whitespace before `,`.",
    "Put a space between `,` and `b`.",
    "Use one space before `FROM`, not 2 spaces.",
    "Remove the whitespace at the end of the line.",
  ]);
  assert.deepEqual(run("SELECT f\n(1)\n").messages, ["Remove the line break before `(`."]);
});

Deno.test("two signs in a row are never brought together", () => {
  assert.equal(run("SELECT 1 - - - 5\n").fixed, "SELECT 1 - - -5\n");
});

Deno.test("the n-th aligned element of each line stands under the n-th of the others", () => {
  const align = { alias_expression: { spacing_before: "align", align_within: "select_clause" } };
  const { fixed, messages } = run("SELECT\n  a AS b, cc AS d,\n  eee AS f, g AS h\n", align);
  assert.equal(fixed, "SELECT\n  a   AS b, cc AS d,\n  eee AS f, g  AS h\n");
  assert.equal(messages[0], "Align `AS` with the lines around it.");
});

Deno.test("one that stands alone in its column has a single space", () => {
  const align = { alias_expression: { spacing_before: "align", align_within: "select_clause" } };
  assert.equal(run("SELECT a   AS b, c   AS d\n", align).fixed, "SELECT a AS b, c AS d\n");
});

Deno.test("a node of several tokens may ask for the spacing behind it, the innermost first", () => {
  const touch = { function: { spacing_after: "touch" } };
  assert.equal(run("SELECT f(a) AS b, g(c) + d\n", touch).fixed, "SELECT f(a)AS b, g(c)+ d\n");
  const both = { ...touch, end_bracket: { spacing_after: "single" } };
  assert.equal(run("SELECT f(a)  AS b\n", both).fixed, "SELECT f(a) AS b\n");
});

Deno.test("what is aligned has blanks before it, though neighbours around it may touch", () => {
  const config = {
    select_clause_element: { spacing_within: "touch" },
    alias_expression: { spacing_before: "align", align_within: "select_clause" },
  };
  const { fixed } = run("SELECT\n  f(a)AS b,\n  cc(d) AS e\n", config);
  assert.equal(fixed, "SELECT\n  f(a)  AS b,\n  cc(d) AS e\n");
});
