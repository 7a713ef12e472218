/**
 * Rules about names compare the few names of most queries with each other, and look the many of
 * others up: what they find is the same.
 */
import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";

const FEW = 3;
const MANY = 60;

/** The lines that a rule finds something on. */
function linesOf(rule: string, sql: string): number[] {
  const found = lint({ sql, dialect: "ansi", rules: [rule] }).violations;
  assert.deepEqual(found.filter(({ code }) => code !== rule), []);
  return found.map(({ line }) => line);
}

function listed(count: number, item: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => item(at)).join(",\n");
}

for (const count of [FEW, MANY]) {
  Deno.test(`a query of ${count} columns has one that is named like another`, () => {
    const columns = listed(count, (at) => `c${at}`);
    assert.deepEqual(linesOf("AL08", `SELECT\n${columns},\nx AS C1,\ny AS c2\nFROM t\n`), [
      count + 2,
      count + 3,
    ]);
    assert.deepEqual(linesOf("AL08", `SELECT\n${columns}\nFROM t\n`), []);
  });

  Deno.test(`a query of ${count} tables has one that goes by another's name`, () => {
    const tables = listed(count, (at) => `t${at} AS a${at}`);
    assert.deepEqual(linesOf("AL04", `SELECT 1 FROM\n${tables},\nu AS a1,\nv AS b\n`), [count + 2]);
    const within = `SELECT 1 FROM\n${tables}\nWHERE EXISTS (SELECT 1 FROM u AS a2)\n`;
    assert.deepEqual(linesOf("AL04", within), [4]);
    const apart = `SELECT 1 FROM\n${tables},\n(SELECT 1 FROM u AS b) AS b\n`;
    assert.deepEqual(linesOf("AL04", apart), []);
  });

  Deno.test(`of ${count} aliases the unused one is found, wherever the others are used`, () => {
    const tables = listed(count, (at) => `t${at} AS a${at}`);
    const used = (last: number) => listed(last, (at) => `a${last - 1 - at}.x`);
    assert.deepEqual(linesOf("AL05", `SELECT\n${used(count)}\nFROM\n${tables}\n`), []);
    const sql = `SELECT\n${used(count - 1)}\nFROM\n${tables}\n`;
    assert.deepEqual(linesOf("AL05", sql), [2 * count + 1]);
    const inner = `SELECT\n${used(count - 1)}\nFROM\n${tables}\nWHERE EXISTS (SELECT A${
      count - 1
    }.x)\n`;
    assert.deepEqual(linesOf("AL05", inner), []);
  });

  Deno.test(`a qualifier is that of one of ${count} tables, or of none`, () => {
    const tables = listed(count, (at) => at % 2 === 0 ? `s.t${at}` : `t${at} AS a${at}`);
    const named = listed(count, (at) => at % 2 === 0 ? `t${at}.x` : `a${at}.x`);
    const sql = `SELECT\n${named},\ns.t0.y,\nr.t0.y,\na.x,\n(SELECT a1.x)\nFROM\n${tables}\n`;
    assert.deepEqual(linesOf("RF01", sql), [count + 3, count + 4]);
  });

  Deno.test(`of ${count} common table expressions the unused one is found`, () => {
    const ctes = listed(count, (at) => `c${at} AS (SELECT 1)`);
    const read = (from: number) => listed(count - from, (at) => `C${at + from}`);
    assert.deepEqual(linesOf("ST03", `WITH\n${ctes}\nSELECT 1 FROM\n${read(0)}\n`), []);
    assert.deepEqual(linesOf("ST03", `WITH\n${ctes}\nSELECT 1 FROM\n${read(1)}\n`), [2]);
    // What another statement reads, or a table of a schema, is not the common table expression.
    const apart = `WITH\n${ctes}\nSELECT 1 FROM\n${read(1)},\ns.c0;\nSELECT 1 FROM c0\n`;
    assert.deepEqual(linesOf("ST03", apart), [2]);
    const around = `SELECT 1 FROM (WITH\n${ctes}\nSELECT 1 FROM\n${read(1)}) AS x,\nc0\n`;
    assert.deepEqual(linesOf("ST03", around), [2]);
  });

  Deno.test(`of ${count} outer joins the one that nothing reads is found`, () => {
    const joins = Array.from(
      { length: count },
      (_, at) => `LEFT JOIN t${at} AS a${at} ON b.id = a${at}.id`,
    ).join("\n");
    const read = listed(count - 1, (at) => `a${at}.x`);
    const sql = `SELECT\nb.x,\n${read}\nFROM b\n${joins}\n`;
    assert.deepEqual(linesOf("ST11", sql), [2 * count + 2]);
    const inner = sql.trim() + `\nWHERE EXISTS (SELECT 1 FROM c WHERE c.y = A${count - 1}.y)\n`;
    assert.deepEqual(linesOf("ST11", inner), []);
    const hidden = sql.trim() + `\nWHERE EXISTS (SELECT a${count - 1}.y FROM a${count - 1})\n`;
    assert.deepEqual(linesOf("ST11", hidden), [2 * count + 2]);
    assert.deepEqual(linesOf("ST11", sql.trim() + "\nWHERE z = 1\n"), []);
  });

  Deno.test(`of ${count} join conditions the one that names the later table first is found`, () => {
    const condition = (at: number) => at === count - 1 ? `a${at}.x = a0.x` : `a0.x = a${at}.x`;
    const joins = Array.from(
      { length: count },
      (_, at) => `LEFT JOIN t${at} AS a${at}\nON ${at === 0 ? "b.x = a0.x" : condition(at)}`,
    );
    const sql = `SELECT 1 FROM b\n${joins.join("\n")}\n`;
    assert.deepEqual(linesOf("ST09", sql), [2 * count + 1]);
    const ordered = `SELECT 1 FROM b\n${joins.slice(0, -1).join("\n")}\n`;
    assert.deepEqual(linesOf("ST09", ordered), []);
  });
}
