import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };

/** Tasks that pass their arguments to a script of ours: the others are commands of Deno's. */
const SCRIPTS = Object.entries(config.tasks).flatMap(([name, { command }]) => {
  const script = /^deno run .* ((?:scripts|tests)\/[\w/]+\.ts)$/.exec(command)?.[1];
  // Linting has a usage of its own, which is that of the program.
  return script === undefined || name === "lint" ? [] : [[name, script] as const];
});

async function run(script: string, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-env", "--allow-read", script, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("the tasks of our own scripts are these", () => {
  assert.deepEqual(SCRIPTS.map(([name]) => name).toSorted(), [
    "bench",
    "bench:store",
    "chaos",
    "compile",
    "conformance",
    "corpus",
    "dashboard",
    "generate",
    "invariants",
    "licenses",
    "load",
    "mutate",
    "rule:new",
    "rule:test",
    "score",
    "simulate",
    "verify",
  ]);
});

for (const [name, script] of SCRIPTS) {
  Deno.test(`deno task ${name} says how it is called, and where it was called wrongly`, async () => {
    for (const help of ["--help", "-h"]) {
      const { code, out, err } = await run(script, [help]);
      assert.deepEqual([code, err], [0, ""]);
      assert.ok(out.startsWith(`usage: deno task ${name}`), out);
      assert.match(out, /\n\n[A-Z][^]+\.[^]*\n\n[^]*-h, --help +print this\n\nexit status: /);
      assert.ok(out.split("\n").every((line) => line.length <= 100), out);
    }
    const { code, out, err } = await run(script, ["--colour"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(err, `${name}: Unknown option '--colour'; see: deno task ${name} --help\n`);
  });
}
