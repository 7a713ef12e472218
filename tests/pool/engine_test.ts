import assert from "node:assert/strict";
import { PooledEngine } from "../../src/pool/engine.ts";
import { CATALOGUE, POOL, scriptedCommand, scriptedEngine } from "../support/engines.ts";

Deno.test("an engine asks its process for the version once, and again after a restart", async () => {
  const folder = await Deno.makeTempDir();
  const engine = scriptedEngine(folder);
  try {
    assert.deepEqual(await Promise.all([engine.version(), engine.version()]), ["1.0.0", "1.0.0"]);
    assert.equal(engine.stats().requests_total, 1);
    await engine.restart();
    assert.equal(await engine.version(), "1.0.0");
    assert.equal(engine.stats().requests_total, 2);
    engine.resetStats();
    assert.equal(engine.stats().requests_total, 0);
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an engine that cannot start is unhealthy and says why, each time it is asked", async () => {
  const folder = await Deno.makeTempDir();
  const engine = new PooledEngine({
    ...POOL,
    command: scriptedCommand(folder, "refuse"),
    name: "sqlfluff",
    catalogue: CATALOGUE,
  });
  try {
    for (let i = 0; i < 2; i++) {
      const { error, ...health } = await engine.health();
      assert.equal(error?.code, "engine_unavailable");
      assert.deepEqual(health, {
        engine: "sqlfluff",
        status: "unhealthy",
        message: "this engine is not installed",
        version: null,
      });
    }
    assert.equal(engine.catalogue(), CATALOGUE);
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
});
