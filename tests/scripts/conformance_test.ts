import assert from "node:assert/strict";
import { faultsAgainst, type KeptScores } from "../../scripts/conformance/kept_scores.ts";
import { lacksRuntime } from "../../scripts/compile.ts";
import { Process } from "../support/processes.ts";

const KEPT: KeptScores = { count: 1, seed: 1, f1: { LT01: 0.9, AL01: 1 } };
const whole = { hits: 10, extra: 0, missing: 0 };

Deno.test("a rule whose F1 is what is kept, or better, is no fault", () => {
  const tallies = new Map([["LT01", whole], ["AL01", whole]]);
  assert.deepEqual(faultsAgainst(KEPT, tallies), []);
});

Deno.test("a rule that fell, one that has gone and one that is new are faults", () => {
  const tallies = new Map([["LT01", { hits: 8, extra: 1, missing: 1 }], ["ST01", whole]]);
  assert.deepEqual(faultsAgainst(KEPT, tallies), [
    "LT01: F1 0.8889 is below the kept 0.9",
    "AL01: neither linter reports it any more",
    "ST01: is reported, and no F1 of it is kept",
  ]);
});

Deno.test("only a runtime that cannot be downloaded excuses a binary that is not built", () => {
  const offline =
    "error: Writing deno compile executable\nCaused by:\n 0: Setting up base binary.\n" +
    " 1: error sending request for url (https://host/release/denort-x86_64.zip): dns error";
  assert.ok(lacksRuntime(offline));
  assert.ok(!lacksRuntime("error: Module not found file:///src/missing.ts"));
  assert.ok(!lacksRuntime("error: Uncaught SyntaxError in src/main.ts"));
});

Deno.test("a score without recorded answers fails where integrations are required", async () => {
  const empty = await Deno.makeTempDir();
  const score = async (required: string) => {
    const process = new Process(Deno.execPath(), [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-read",
      "--allow-env=CONFORMANCE_DATA,LINTEL_REQUIRE_INTEGRATION",
      "scripts/conformance/score.ts",
      "--check",
      "--data",
      empty,
    ], { LINTEL_REQUIRE_INTEGRATION: required });
    const code = await process.ended();
    assert.match(process.stdout, /not scored: there are no recorded answers in/);
    return code;
  };
  try {
    assert.equal(await score("1"), 1);
    assert.equal(await score("0"), 0);
  } finally {
    await Deno.remove(empty);
  }
});
