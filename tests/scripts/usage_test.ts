import assert from "node:assert/strict";

async function run(script: string, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-env", script, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

for (
  const [command, script] of [
    ["verify", "scripts/verify.ts"],
    ["dashboard", "scripts/dashboard/mod.ts"],
    ["load", "scripts/load/mod.ts"],
  ] as const
) {
  Deno.test(`deno task ${command} says how it is called, and where it was called wrongly`, async () => {
    for (const help of ["--help", "-h"]) {
      const { code, out, err } = await run(script, ["--url", "http://127.0.0.1:1", help]);
      assert.deepEqual([code, err], [0, ""]);
      assert.match(out, RegExp(`^usage: deno task ${command} `));
      assert.match(out, /--url URL .*default: [^\n]+\n +--token TOKEN /);
      assert.ok(out.split("\n").every((line) => line.length <= 100), out);
    }
    assert.deepEqual(await run(script, ["--colour", "red"]), {
      code: 2,
      out: "",
      err: `${command}: Unknown option '--colour'; see: deno task ${command} --help\n`,
    });
  });
}
