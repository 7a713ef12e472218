import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { checkKeywordPositions, Layout } from "../../../src/engine/layout/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { resolveSettings } from "../../../src/engine/settings/mod.ts";

Deno.test("keywords are reported in the order of the text, whatever clauses they start", () => {
  const sql = "SELECT a FROM t WHERE b = 1 GROUP BY a HAVING a > 1 ORDER BY a\n";
  const settings = resolveSettings({ sql, dialect: "ansi" }, { built: RULES, planned: [] });
  const { tree } = parse(sql, "ansi");
  const found: string[] = [];
  checkKeywordPositions(tree, new Layout(settings, findDialect("ansi").kinds), ({ anchor }) => {
    found.push(tree.text(anchor));
  });
  assert.deepEqual(found, ["WHERE", "GROUP", "HAVING", "ORDER"]);
});
