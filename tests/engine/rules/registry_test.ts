import "../../../src/engine/dialects/all.ts";
import "../../../src/engine/templating/all.ts";
import assert from "node:assert/strict";
import { lint } from "../../../src/engine/lint.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { PLANNED_RULES } from "../../../src/engine/rules/planned.ts";
import type { Rule } from "../../../src/engine/rules/rule.ts";

function run(rule: Rule, sql: string, fix = false) {
  const dialect = rule.exampleDialect ?? "ansi";
  return lint({ sql, dialect, rules: [rule.code], config: rule.exampleConfig, fix });
}

for (const rule of RULES) {
  Deno.test(`${rule.code} finds its bad example and nothing in its good one`, () => {
    const bad = run(rule, rule.bad);
    assert.ok(bad.violations.length > 0, "nothing found in the bad example");
    assert.ok(bad.violations.every(({ code, name }) => code === rule.code && name === rule.name));
    assert.equal(bad.statements.parsed, bad.statements.total, "the bad example does not parse");
    const good = run(rule, rule.good);
    assert.deepEqual(good.violations, []);
    assert.equal(good.outcome, "clean");
  });

  if (rule.fixable) {
    Deno.test(`${rule.code} fixes its bad example so that it has nothing left to find`, () => {
      const { fixed } = run(rule, rule.bad, true);
      assert.notEqual(fixed, rule.bad);
      assert.deepEqual(run(rule, fixed!).violations, []);
      assert.equal(run(rule, fixed!, true).fixed, fixed);
    });
  }
}

Deno.test("rules are sorted by code, and no code, name or alias is used twice", () => {
  const codes = RULES.map((rule) => rule.code);
  assert.deepEqual(codes, [...codes].sort());
  const all = [...RULES, ...PLANNED_RULES].flatMap((
    { code, name, aliases },
  ) => [code, name, ...aliases]);
  assert.equal(new Set(all).size, all.length);
});

Deno.test("every rule is documented: what, why, and each of its options", () => {
  for (const { code, description, rationale, message, options, groups } of RULES) {
    assert.ok(description.length > 15 && description.endsWith("."), `${code} description`);
    assert.ok(rationale.length > 15 && rationale.endsWith("."), `${code} rationale`);
    assert.ok(message.length > 5 && groups.includes("all"), `${code} message or groups`);
    for (const option of options) {
      assert.ok(option.description.length > 10, `${code} ${option.name}`);
    }
  }
});
