import assert from "node:assert/strict";

Deno.test("the tests of a rule that is not there do not pass", async () => {
  for (
    const [code, says] of [
      ["ZZ99", "rule:test: there is no rule ZZ99; see: deno task rule:test --help\n"],
      [
        "lt01",
        'rule:test: takes the code of a rule, as in LT01, not "lt01"; see: deno task rule:test --help\n',
      ],
    ] as const
  ) {
    const run = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--allow-read", "scripts/test_rule.ts", code],
    }).output();
    assert.deepEqual([run.code, new TextDecoder().decode(run.stderr)], [2, says]);
  }
});
