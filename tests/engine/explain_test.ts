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
