import assert from "node:assert/strict";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";
import { readLinePosition } from "../../../src/engine/layout/line_position_setting.ts";

function fixed(rule: string, sql: string, layout: NestedConfig = {}): string {
  const config = { layout: { type: layout } };
  return lint({ sql, dialect: "ansi", rules: [rule], config, fix: true }).fixed ?? "";
}

function messages(rule: string, sql: string, layout: NestedConfig = {}): string[] {
  const config = { layout: { type: layout } };
  return lint({ sql, dialect: "ansi", rules: [rule], config }).violations
    .map(({ description }) => description);
}

Deno.test("a line position is read with its flags, and an unknown side is none", () => {
  assert.deepEqual(readLinePosition("leading:attached:strict"), {
    side: "leading",
    isStrict: true,
    isAttached: true,
    isHanging: false,
    isKeyword: false,
  });
  assert.equal(readLinePosition("leading:align-following")?.isHanging, true);
  assert.equal(readLinePosition("beside"), null);
});

Deno.test("an operator takes the line break of its other side with it", () => {
  assert.equal(fixed("LT03", "SELECT\n    a +\n    b\n"), "SELECT\n    a\n    + b\n");
  const trailing = { binary_operator: { line_position: "trailing" } };
  assert.equal(fixed("LT03", "SELECT a\n  + b\n", trailing), "SELECT a +\n  b\n");
});

Deno.test("comments and blank lines stay where they are while an operator moves", () => {
  assert.equal(fixed("LT03", "SELECT a + -- x\n    b\n"), "SELECT a -- x\n    + b\n");
  assert.equal(fixed("LT04", "SELECT a -- x\n  , b\n"), "SELECT a, -- x\n  b\n");
  assert.equal(fixed("LT03", "SELECT a AND\n\n    b\n"), "SELECT a\n\n    AND b\n");
});

Deno.test("attached means that no line break parts an operator from what it leads", () => {
  const attached = { binary_operator: { line_position: "leading:attached" } };
  assert.equal(fixed("LT03", "SELECT a\n+\nb\n"), "SELECT a\n+\nb\n");
  assert.equal(fixed("LT03", "SELECT a\n+\nb\n", attached), "SELECT a\n+ b\n");
});

Deno.test("messages name what stands there and say where it goes", () => {
  assert.deepEqual(messages("LT03", "SELECT a +\n  b\n"), [
    "Put `+` at the start of its line, not at the end.",
  ]);
  assert.deepEqual(messages("LT11", "SELECT 1 UNION  ALL SELECT 2\n"), [
    "Put `UNION ALL` on a line of its own.",
  ]);
  assert.deepEqual(messages("LT14", "SELECT a FROM t GROUP BY a\n"), [
    "Put `GROUP BY` at the start of its line, not at the end.",
  ]);
});
