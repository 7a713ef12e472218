import assert from "node:assert/strict";
import type { LintResult } from "../../src/lint/result.ts";
import { cacheKey, type CacheKeyParts } from "../../src/lint/cache_key.ts";
import { ResultCache } from "../../src/workflow/cache.ts";

const PARTS: CacheKeyParts = {
  file: "a.sql",
  engine: "native",
  version: "1",
  options: { dialect: "ansi", rules: ["LT01"] },
  companions: [{ path: ".sqlfluff", text: "[sqlfluff]" }],
  sha256: "00",
  encoding: undefined,
  fix: false,
};

function resultOf(file: string, size = 0): LintResult {
  return {
    file,
    violations: [{
      file,
      line: 1,
      column: 1,
      end_line: 1,
      end_column: 2,
      code: "LT01",
      name: "layout.spacing",
      description: "x".repeat(size),
      severity: "error",
    }],
    summary: { total: 1, error_count: 1, warning_count: 0, by_rule: { LT01: 1 } },
    engine: { name: "native", version: "1" },
    dialect: "ansi",
    outcome: "findings",
    statements: { total: 1, parsed: 1 },
    rules_run: ["LT01"],
    rules_missing: [],
    notes: [],
    duration_ms: 3,
  };
}

Deno.test("whatever changes a result changes its key", () => {
  const other: Partial<CacheKeyParts>[] = [
    { engine: "sqlfluff" },
    { version: "2" },
    { options: { ...PARTS.options, dialect: "mysql" } },
    { options: { ...PARTS.options, rules: ["LT02"] } },
    { options: { ...PARTS.options, exclude_rules: ["LT01"] } },
    { options: { ...PARTS.options, config: { core: { max_line_length: 1 } } } },
    { companions: [] },
    { companions: [{ path: ".sqlfluff", text: "[sqlfluff] " }] },
    { sha256: "01" },
    { encoding: "utf-8" },
    { fix: true },
  ];
  const keys = [PARTS, ...other.map((more) => ({ ...PARTS, ...more }))].map(cacheKey);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(cacheKey({ ...PARTS }), keys[0]);
  // A file's name changes nothing, unless severities go by paths.
  assert.equal(cacheKey({ ...PARTS, file: "b.sql" }), keys[0]);
  const text = "[lintel:severity:old/*]\nLT01 = warning\n";
  const byPath = ["a.sql", "b.sql"].map((file) =>
    cacheKey({ ...PARTS, file, companions: [{ path: ".sqlfluff", text }] })
  );
  assert.notEqual(byPath[0], byPath[1]);
});

Deno.test("a cached result bears the name of the file that asks for it", () => {
  const cache = new ResultCache(10_000);
  cache.set("k", JSON.stringify(resultOf("a.sql")), 3);
  const found = cache.get("k", "b.sql");
  assert.deepEqual(found, resultOf("b.sql"));
  found!.violations.length = 0;
  assert.equal(cache.get("k", "c.sql")?.violations.length, 1);
});

Deno.test("the cache stays within its bytes, and what was used last stays longest", () => {
  const size = JSON.stringify(resultOf("x", 1000)).length + 1;
  const cache = new ResultCache(3 * size);
  for (const key of ["a", "b", "c"]) cache.set(key, JSON.stringify(resultOf("x", 1000)), 3);
  assert.ok(cache.get("a", "x"));
  cache.set("d", JSON.stringify(resultOf("x", 1000)), 3);
  assert.equal(cache.get("b", "x"), null);
  for (const key of ["a", "c", "d"]) assert.ok(cache.get(key, "x"), key);
  assert.deepEqual(cache.stats(), { entries: 3, bytes: 3 * size, hits: 4, misses: 1 });
  cache.resetStats();
  assert.deepEqual([cache.hits, cache.misses], [0, 0]);
});

Deno.test("a result larger than the cache is not kept, and one kept anew counts once", () => {
  const cache = new ResultCache(2000);
  cache.set("large", JSON.stringify(resultOf("x", 3000)), 3);
  assert.equal(cache.stats().entries, 0);
  cache.set("k", JSON.stringify(resultOf("x", 10)), 3);
  const { bytes } = cache.stats();
  cache.set("k", JSON.stringify(resultOf("x", 10)), 3);
  assert.equal(cache.stats().bytes, bytes);
  const none = new ResultCache(0);
  none.set("k", JSON.stringify(resultOf("x")), 3);
  assert.equal(none.get("k", "x"), null);
});
