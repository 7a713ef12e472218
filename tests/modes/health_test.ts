import assert from "node:assert/strict";
import { ownAddress } from "../../src/modes/health.ts";
import { Fleet } from "../support/processes.ts";

Deno.test("the health command reaches the service however it listens", () => {
  const base = { MODE: "web", HOST: "127.0.0.1", PORT: 8000, METRICS_PORT: 8001 } as const;
  assert.equal(ownAddress(base), "127.0.0.1:8000");
  assert.equal(ownAddress({ ...base, HOST: "0.0.0.0" }), "127.0.0.1:8000");
  assert.equal(ownAddress({ ...base, HOST: "::" }), "[::1]:8000");
  assert.equal(ownAddress({ ...base, MODE: "worker", HOST: "::1" }), "[::1]:8001");
});

Deno.test("`lintel health` exits 0 for a service that is ready, and 1 with a reason for one that is not there", async () => {
  await using fleet = await Fleet.open();
  const { process, remote } = await fleet.start("all");
  const port = new URL(remote.url).port;
  const ask = (mode = "all") =>
    fleet.run(Deno.execPath(), [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-env",
      `--allow-net=127.0.0.1:${port}`,
      "src/main.ts",
      "health",
    ], { PORT: port, METRICS_PORT: port, MODE: mode });
  for (const mode of ["all", "worker"]) {
    const ready = ask(mode);
    assert.equal(await ready.ended(), 0, ready.stderr);
    assert.equal(ready.stdout, "ready\n");
  }
  process.signal("SIGTERM");
  await process.ended();
  const gone = ask();
  assert.equal(await gone.ended(), 1);
  assert.match(gone.stderr, /^lintel health: 127\.0\.0\.1:\d+ does not answer: .+\n$/);
});
