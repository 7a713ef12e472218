import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { denoDirectory } from "../../src/config/load.ts";
import { CATALOGUE as TABLE } from "../../src/engine/catalogue.ts";
import { NATIVE_CATALOGUE, NATIVE_VERSION } from "../../src/native/catalogue.ts";
import { nativeEngine } from "../../src/native/engine.ts";
import { CATALOGUE, POOL } from "../support/engines.ts";

function open() {
  return nativeEngine({
    ...POOL,
    size: 1,
    memoryMb: 256,
    catalogue: CATALOGUE,
    entry: fileURLToPath(new URL("../../src/lint_entry.ts", import.meta.url)),
    denoDir: denoDirectory(),
  });
}

const request = { file: "q.sql", sql: "SELECT a from t\n", rules: ["CP01"] };

Deno.test("the native engine lints in a process of its own, and tells its version without one", async () => {
  const engine = open();
  try {
    assert.equal(await engine.version(), NATIVE_VERSION);
    assert.equal((await engine.health()).status, "healthy");
    assert.equal(engine.stats().processes, 0);
    const result = await engine.lint(request);
    assert.deepEqual(result.violations.map((v) => [v.code, v.line, v.column]), [["CP01", 1, 10]]);
    assert.deepEqual(result.engine, { name: "native", version: NATIVE_VERSION });
    assert.equal(engine.stats().processes, 1);
  } finally {
    await engine.close();
  }
});

Deno.test("options that it does not have are refused without a process", () => {
  const engine = open();
  assert.throws(() => engine.validate({ dialect: "nope" }), { code: "unknown_dialect" });
  assert.throws(() => engine.validate({ rules: ["LT99"] }), { code: "unknown_rule" });
  engine.validate({ dialect: "ansi", rules: ["LT01"], exclude_rules: ["CP01"] });
  engine.validate({ dialect: "auto" });
  assert.equal(engine.stats().started_total, 0);
});

Deno.test("what the process refuses keeps its code and names its field", async () => {
  const engine = open();
  try {
    await assert.rejects(engine.lint({ ...request, rules: ["LT99"] }), { code: "unknown_rule" });
    const config_files = [{ path: "a/.sqlfluff", text: "[sqlfluff]\ndialect = nope\n" }];
    await assert.rejects(engine.lint({ ...request, config_files }), { code: "unknown_dialect" });
  } finally {
    await engine.close();
  }
});

Deno.test("its processes have no permission at all", async () => {
  const engine = open();
  try {
    await engine.lint(request);
    const [pid] = engine.stats().pids;
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "args=", "-p", String(pid)] })
      .output();
    const args = new TextDecoder().decode(stdout);
    assert.match(args, /lint_entry\.ts --jsonl/);
    assert.doesNotMatch(args, /--allow|-A\b/);
  } finally {
    await engine.close();
  }
});

Deno.test("its processes find the dialect of a file, and advise one where none was named", async () => {
  const engine = open();
  try {
    const sql = "SELECT a FROM t QUALIFY x = 1\n";
    const found = await engine.lint({ file: "a.sql", sql, dialect: "auto" });
    assert.equal(found.dialect, "snowflake");
    assert.deepEqual(found.notes, [
      "The dialect is snowflake, the first that takes the whole file.",
    ]);
    const advised = await engine.lint({ file: "a.sql", sql });
    assert.deepEqual([advised.dialect, advised.outcome], ["ansi", "partly_parsed"]);
    assert.deepEqual(advised.notes, ["This file reads as snowflake: set the dialect to it."]);
  } finally {
    await engine.close();
  }
});

Deno.test("the catalogue is the engine's own table", () => {
  assert.deepEqual(NATIVE_CATALOGUE.rules.map((r) => r.code), TABLE.rules.map((r) => r.code));
  assert.deepEqual(NATIVE_CATALOGUE.dialects.map((d) => d.name), ["auto", ...TABLE.dialects]);
  for (const rule of NATIVE_CATALOGUE.rules) {
    assert.ok(rule.why && rule.bad && rule.good, rule.code);
    for (const option of rule.options) {
      assert.ok(option.default === null || typeof option.default !== "object", option.name);
    }
  }
});
