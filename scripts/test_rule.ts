/** Runs the tests of one rule: deno task rule:test LT01 */
import { RULES } from "../src/engine/rules/list.ts";

const code = Deno.args[0] ?? "";
if (!/^[A-Z]{2}\d\d$/.test(code)) {
  console.error("usage: deno task rule:test CODE, as in LT01");
  Deno.exit(2);
}
// A filter that fits no test is a run without failures.
if (!RULES.some((rule) => rule.code === code)) {
  console.error(`rule:test: there is no rule ${code}`);
  Deno.exit(2);
}
const test = new Deno.Command(Deno.execPath(), {
  args: ["test", "--quiet", "--no-prompt", "--allow-read", "--filter", code, "tests/engine"],
});
Deno.exit((await test.spawn().status).code);
