import "../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { explain } from "../../src/engine/explain.ts";
import { lint } from "../../src/engine/lint.ts";

const sql = "SELECT a,B from t\n";

Deno.test("an explanation prints the text again, token by token and leaf by leaf", () => {
  const { tokens, tree, rendered, dialect } = explain({ sql });
  assert.equal(dialect, "ansi");
  assert.equal(rendered, null);
  assert.equal(tokens.map(({ text }) => text).join(""), sql);
  assert.equal(tree.map(({ text }) => text ?? "").join(""), sql);
  assert.deepEqual(tree[0], { kind: "file", depth: 0, text: null });
  assert.ok(tree.slice(1).every(({ depth }, at) => depth > 0 && depth <= tree[at]!.depth + 1));
});

Deno.test("each rule is timed, the slowest first, and finds what linting finds", () => {
  const { rules, phases, rounds } = explain({ sql });
  assert.equal(rounds, 5);
  assert.deepEqual(phases.map(({ name }) => name), ["render", "lex", "parse", "rules", "report"]);
  assert.deepEqual(rules, rules.toSorted((a, b) => b.time - a.time));
  assert.ok(rules.every(({ time }) => time >= 0));
  const { violations, rulesRun } = lint({ sql });
  assert.deepEqual(rules.map(({ code }) => code).sort(), rulesRun.toSorted());
  const found = rules.flatMap(({ code, findings }) => Array(findings).fill(code));
  assert.deepEqual(found.sort(), violations.map(({ code }) => code).sort());
});

Deno.test("a long text is linted once, and one that was given up by no rule", () => {
  const long = explain({ sql: "SELECT a FROM t;\n".repeat(6000), rules: ["CP01"] });
  assert.equal(long.rounds, 1);
  assert.deepEqual(explain({ sql: "SELECT (1\n" }).rules, []);
});

Deno.test("queries are explained by what they read, return and refer to", () => {
  const { queries } = explain({
    sql: "SELECT o.a, (SELECT MAX(x) FROM t WHERE t.k = O.k) AS m\nFROM s.orders AS o\n",
  });
  assert.deepEqual(queries.map(({ line, column, depth, width }) => [line, column, depth, width]), [
    [1, 1, 0, 2],
    [1, 14, 1, 1],
  ]);
  assert.deepEqual(queries[0]!.sources, ["s.orders AS o (table)"]);
  assert.deepEqual(queries[0]!.outputs, ["o.a", "m"]);
  assert.deepEqual(
    queries[1]!.references.map(({ text, clause, source }) => [text, clause, source]),
    [["x", "select", null], ["t.k", "where", "t"], ["O.k", "where", "o"]],
  );
  assert.deepEqual(explain({ sql: "DELETE FROM t\n" }).queries, []);
});

Deno.test("each line is explained by the groups it stands in and what the layout decides", () => {
  const { layout } = explain({ sql: "SELECT\n  a,b\nFROM t WHERE c\n    = 1\n" });
  assert.deepEqual(layout.map(({ line, depth, indent }) => [line, depth, indent]), [
    [1, 0, 0],
    [2, 1, 2],
    [3, 0, 0],
    [4, 1, 4],
  ]);
  const decided = layout.flatMap(({ decisions }) => decisions);
  assert.deepEqual(decided.map(({ rule, line, column }) => [rule, line, column]), [
    ["LT09", 1, 1],
    ["LT02", 2, 1],
    ["LT01", 2, 5],
    ["LT02", 3, 5],
    ["LT14", 3, 8],
  ]);
  assert.match(decided[1]!.decision, /Start the line of `a` with 4 spaces of indent/);
  assert.deepEqual(explain({ sql: "SELECT (1\n" }).layout, []);
});

Deno.test("what is decided on a line is told with it, also behind a comment", () => {
  const sql = "SELECT\n    a\n    , b\n-- x\nFROM t\n";
  const { layout } = explain({ sql });
  assert.deepEqual(
    layout.flatMap(({ line, decisions }) => decisions.map(({ rule }) => [line, rule])),
    [
      [3, "LT04"],
    ],
  );
});
