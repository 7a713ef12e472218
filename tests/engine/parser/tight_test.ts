import assert from "node:assert/strict";
import { dialects } from "../../../src/engine/dialects/all.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { ParserTables } from "../../../src/engine/parser/tables.ts";

/** Texts of which two neighbouring tokens, by their number, are looked at. */
const TOUCHING: readonly [sql: string, place: number, may: boolean][] = [
  ["SELECT t.a", 2, true],
  ["SELECT t.a", 3, true],
  ["SELECT a<>b", 3, true],
  ["SELECT a=b", 2, false],
  ["SELECT a,b", 2, false],
  ["SELECT a,b", 3, false],
  ["SELECT f(a)", 2, false],
  ["SELECT f(a)", 4, false],
];

Deno.test("a grammar says between which tokens it asks whether they touch", () => {
  const ansi = dialects.find(({ name }) => name === "ansi")!;
  const { keys, tightPlaces } = new ParserTables(ansi);
  for (const [sql, place, may] of TOUCHING) {
    const { tokens } = parse(sql, ansi);
    const code = Array.from({ length: tokens.count - 1 }, (_, token) => token)
      .filter((token) => tokens.table.layout[tokens.kind(token)] === 0)
      .map((token) => keys.of(tokens.word(token), tokens.kind(token)));
    assert.equal(tightPlaces.between(code[place - 1]!, code[place]!), may, `${sql} at ${place}`);
  }
});
