/** Fixes of damaged SQL: what they lose with the checker off, and that they lose nothing with it. */
import assert from "node:assert/strict";
import { undeclared } from "../../../src/engine/fixes/check.ts";
import { checker } from "../../../src/engine/fixes/switch.ts";
import { lint } from "../../../src/engine/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { damaged, randomNumbers } from "./damage.ts";

const STATEMENTS = [
  "SELECT a.x, b.y AS y FROM s.a AS a JOIN b ON a.k = b.k\nWHERE a.z IS NULL\nFOR UPDATE;\n",
  "SELECT DISTINCT(o.id), COUNT(1) AS n\nFROM orders AS o USE INDEX (ix)\nWHERE o.a != 1;\n",
  "SELECT x FROM t AS z QUALIFY ROW_NUMBER() OVER (ORDER BY z.b) = 1\n",
  "SELECT\n    CASE WHEN a IS NULL THEN b ELSE a END AS c,\n    d AS d\nFROM t\nGROUP BY 1, 2\n",
  "SELECT a.x FROM a JOIN (SELECT x FROM b) AS c ON a.x = c.x JOIN d USING (x) LIMIT 3\n",
  "SELECT a.x FROM a INNER JOIN b WHERE a.k = b.k GROUP BY a.x -- last\n",
];
const CONFIG = {
  core: { fix_even_unparsable: true, templater: "raw" },
  rules: { "aliasing.forbid": { force_enable: true } },
};
const FIXING = RULES.filter((rule) => rule.fixable);

/** How many fixes of damaged statements do what their rule has not declared. */
function losses(seed: number, texts: number): { made: number; lost: number } {
  const below = randomNumbers(seed);
  let [made, lost] = [0, 0];
  for (let text = 0; text < texts; text++) {
    const sql = damaged(STATEMENTS[below(STATEMENTS.length)]!, below);
    const codes = new Set(
      lint({ sql, dialect: "ansi", config: CONFIG }).violations.map(({ code }) => code),
    );
    for (const rule of FIXING) {
      if (!codes.has(rule.code)) continue;
      const { fixed } = lint({
        sql,
        dialect: "ansi",
        config: CONFIG,
        rules: [rule.code],
        fix: true,
      });
      if (fixed === sql) continue;
      made++;
      const [before, after] = [sql, fixed!].map((each) => parse(each, "ansi").tree);
      if (undeclared(before!, after!, rule.effects) !== null) lost++;
    }
  }
  return { made, lost };
}

Deno.test("with the checker off, fixes of damaged SQL lose code; with it, none does", () => {
  checker.isOn = false;
  try {
    assert.ok(losses(1, 300).lost > 0, "nothing was lost, so this shows nothing");
  } finally {
    checker.isOn = true;
  }
  const { made, lost } = losses(1, 300);
  assert.ok(made > 100, `only ${made} fixes were made`);
  assert.equal(lost, 0);
});
