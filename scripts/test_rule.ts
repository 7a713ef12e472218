/** deno task rule:test: the tests of one rule. */
import { RULES } from "../src/engine/rules/list.ts";
import { readTask, refuseArguments } from "./task_arguments.ts";

const TASK = {
  name: "rule:test",
  does: "Runs the tests of one rule.",
  operands: "CODE",
  options: {},
  exits: "that of the tests, or 2 for wrong usage",
} as const;

const { operands: [code = ""] } = readTask(TASK);
if (!/^[A-Z]{2}\d\d$/.test(code)) {
  refuseArguments(TASK.name, `takes the code of a rule, as in LT01, not ${JSON.stringify(code)}`);
}
// A filter that fits no test is a run without failures.
if (!RULES.some((rule) => rule.code === code)) {
  refuseArguments(TASK.name, `there is no rule ${code}`);
}
const test = new Deno.Command(Deno.execPath(), {
  args: ["test", "--quiet", "--no-prompt", "--allow-read", "--filter", code, "tests/engine"],
});
Deno.exit((await test.spawn().status).code);
