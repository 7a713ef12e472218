import assert from "node:assert/strict";
import { EngineError } from "../../../src/engine/errors.ts";
import { lint } from "../../../src/engine/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { Arena } from "../../../src/engine/tree/mod.ts";

const isOverLimit = (error: unknown) =>
  error instanceof EngineError && error.code === "memory_limit";

Deno.test("an arena counts columns as they are made, resized and released", () => {
  const arena = new Arena();
  const words = arena.make(Uint16Array, 10);
  words[9] = 7;
  assert.equal(arena.used, 20);
  const more = arena.resize(words, Uint16Array, 30);
  assert.deepEqual([more.length, more[9], arena.used, arena.peak], [30, 7, 60, 80]);
  assert.deepEqual([...arena.resize(more, Uint16Array, 10)], [...more.slice(0, 10)]);
  const large = arena.make(Int32Array, 1 << 16);
  arena.release(large);
  assert.deepEqual([large.length, arena.used], [0, 20]);
});

Deno.test("what would go over the limit is refused, and what is there stays", () => {
  const arena = new Arena(100);
  const first = arena.make(Uint8Array, 60);
  assert.throws(() => arena.make(Uint8Array, 41), isOverLimit);
  assert.equal(arena.used, 60);
  arena.forget(first);
  assert.equal(arena.make(Uint8Array, 100).length, 100);
});

Deno.test("a parsed text takes less than 60 bytes a token, its parser included", () => {
  const sql = "SELECT\n    t.a,\n    t.b + 1 AS c\nFROM t\nWHERE t.d = 'x' AND t.e IN (1, 2);\n"
    .repeat(500);
  const arena = new Arena();
  const { tokens } = parse(sql, "ansi", { arena });
  assert.ok(arena.peak < 60 * tokens.count, `${arena.peak / tokens.count} bytes a token`);
  assert.ok(arena.used < 30 * tokens.count, `${arena.used / tokens.count} bytes a token`);
});

Deno.test("a text over its memory is refused whole, wherever the limit is met", () => {
  const sql = "SELECT a, b FROM t WHERE c = 1;\n".repeat(2_000);
  const arena = new Arena();
  parse(sql, "ansi", { arena });
  for (const share of [0.01, 0.2, 0.5, 0.9, 0.99]) {
    const memory = arena.peak * share;
    assert.throws(() => lint({ sql, dialect: "ansi", memory }), isOverLimit, String(share));
  }
  const memory = arena.peak * 2;
  assert.deepEqual(lint({ sql, dialect: "ansi", memory }), lint({ sql, dialect: "ansi" }));
});

Deno.test("brackets nested a million deep are refused before they take the memory", () => {
  const sql = `SELECT ${"(".repeat(1_000_000)}1${")".repeat(1_000_000)};\n`;
  assert.throws(() => lint({ sql, dialect: "ansi", memory: 64 << 20 }), isOverLimit);
});
