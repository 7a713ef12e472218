import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { Document } from "../../../src/engine/document.ts";
import { remove } from "../../../src/engine/edits.ts";
import { FixingRules, fixingRules, Standings } from "../../../src/engine/fixes/standings.ts";
import { Layout } from "../../../src/engine/layout/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { referenceMap, resolveSettings } from "../../../src/engine/settings/mod.ts";
import { TemplatedText } from "../../../src/engine/templating/mod.ts";

function documentOf(sql: string): Document {
  const table = { built: RULES, planned: [] };
  const settings = resolveSettings({ sql, dialect: "ansi" }, table);
  return new Document(TemplatedText.literal(sql), {
    settings,
    references: referenceMap(table),
    layout: () => new Layout(settings, findDialect("ansi").kinds),
    rerender: TemplatedText.literal,
  });
}

/** What reads code alone, spelling and blanks. */
const FIXING = new FixingRules(RULES.filter(({ code }) => ["AM02", "CP01", "LT01"].includes(code)));
const [AM02, CP01, LT01] = [0, 1, 2];
const awake = (standings: Standings) => FIXING.all.filter((place) => standings.isAwake(place));
const finding = (place: number, fixes = [remove(1)]) => {
  return { rule: FIXING.rules[place]!, anchor: 1, description: "", fixes };
};

Deno.test("rules that had nothing to fix look again after a change that they notice", () => {
  const standings = new Standings(FIXING, documentOf("SELECT 1\n"));
  assert.deepEqual(awake(standings), FIXING.all);
  standings.note(FIXING.all, [finding(AM02, [])]);
  assert.deepEqual(awake(standings), []);
  standings.goOn(documentOf("select 1\n"), "case", true);
  assert.deepEqual(awake(standings), [CP01]);
  standings.goOn(documentOf("select  1\n"), "blanks", true);
  assert.deepEqual(awake(standings), [CP01, LT01]);
  standings.goOn(documentOf("select  2\n"), "code", true);
  assert.deepEqual(awake(standings), FIXING.all);
});

Deno.test("where more than the text decides, every rule looks again after every change", () => {
  const standings = new Standings(FIXING, documentOf("SELECT 1\n"));
  standings.note(FIXING.all, []);
  standings.goOn(documentOf("select 1\n"), "case", false);
  assert.deepEqual(awake(standings), FIXING.all);
});

Deno.test("what a rule has found to fix is tried once, on the text that it was found in", () => {
  const standings = new Standings(FIXING, documentOf("SELECT 1\n"));
  standings.note(FIXING.all, [finding(LT01), finding(LT01, []), finding(LT01)]);
  assert.equal(standings.found(LT01)?.length, 2);
  assert.equal(standings.found(CP01), null);
  assert(standings.isBusy(LT01) && !standings.isBusy(CP01));
  standings.failed(LT01);
  assert.equal(standings.found(LT01), null);
  standings.goOn(documentOf("SELECT 2\n"), "code", true);
  assert.equal(standings.found(LT01), null);
  assert(standings.isAwake(LT01));
});

Deno.test("a choice of rules is the same list each time", () => {
  const fixing = fixingRules(RULES);
  assert.equal(fixingRules(RULES), fixing);
  assert(fixing.rules.every((rule) => rule.fixable) && fixing.rules.length > 32);
  const last = fixing.rules.length - 1;
  const list = fixing.listOf([0, 31, last]);
  assert.deepEqual(list, [fixing.rules[0], fixing.rules[31], fixing.rules[last]]);
  assert.equal(fixing.listOf([0, 31, last]), list);
  assert.notEqual(fixing.listOf([0, 30, last]), list);
});
