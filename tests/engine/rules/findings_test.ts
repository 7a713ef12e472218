import assert from "node:assert/strict";
import { insertBefore, remove, replaceSource } from "../../../src/engine/edits.ts";
import { lint } from "../../../src/engine/mod.ts";
import { type Finding, FindingColumns } from "../../../src/engine/rules/findings.ts";
import { Arena } from "../../../src/engine/tree/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";

Deno.test("findings come back from columns as they were, rule by rule in the order of the list", () => {
  const rules = RULES.slice(0, 3);
  const long = "a text that is longer than those that are kept once";
  const made: [number, Finding][] = [
    [2, { rule: rules[2]!, anchor: 7, description: "late", fixes: [] }],
    [0, {
      rule: rules[0]!,
      anchor: 9,
      description: "early",
      fixes: [remove(9), insertBefore(3, long)],
    }],
    [2, { rule: rules[2]!, anchor: 1, description: "late", fixes: [insertBefore(1, "x")] }],
    [0, {
      rule: rules[0]!,
      anchor: 2,
      description: long,
      fixes: [replaceSource(4, { start: 1, end: 2, text: "y" }), insertBefore(5, "x")],
    }],
  ];
  const columns = new FindingColumns(rules, new Arena());
  for (const [place, finding] of made) columns.add(place, finding);
  assert.equal(columns.length, 4);
  const told = [0, 1, 2, 3].map((place) => columns.at(place));
  assert.deepEqual(told, [made[1], made[3], made[0], made[2]].map((each) => each![1]));
  assert.equal(columns.at(4), undefined);
});

Deno.test("columns grow with what is found", () => {
  const columns = new FindingColumns(RULES, new Arena());
  for (let anchor = 0; anchor < 1000; anchor++) {
    const fixes = anchor % 3 === 0 ? [insertBefore(anchor, String(anchor))] : [];
    columns.add(anchor % 2, { rule: RULES[anchor % 2]!, anchor, description: "", fixes });
  }
  assert.deepEqual([0, 499, 500].map((place) => columns.at(place)?.anchor), [0, 998, 1]);
  assert.deepEqual(columns.at(3)?.fixes, [insertBefore(6, "6")]);
});

Deno.test("a large text is told alike whether it is to be fixed or not", () => {
  const statement = "SELECT a,b  from t -- noqa: CP01\nWHERE c=1 and d = 2;\n";
  const sql = statement.repeat(11_000);
  const request = { sql, dialect: "ansi", rules: ["CP01", "LT01"] };
  const told = lint(request).violations;
  assert.ok(told.length > 30_000, String(told.length));
  assert.deepEqual(told, lint({ ...request, fix: true }).violations);
});
