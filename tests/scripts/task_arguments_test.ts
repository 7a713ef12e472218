import assert from "node:assert/strict";
import { ArgumentError, parseTask } from "../../scripts/task_arguments.ts";

const TASK = {
  name: "weigh",
  does: "Weighs things.",
  operands: "-- COMMAND ARG...",
  options: {
    exact: { help: "to the gram" },
    unit: { value: "NAME", default: "kg", help: "what is told" },
    label: { value: "TEXT", help: "what is printed beside it" },
    times: { number: "N", default: 3, least: 1, help: "how often" },
    until: { number: "S", help: "seconds" },
  },
} as const;

Deno.test("options have the values that they are given, else their own", () => {
  assert.deepEqual(parseTask(TASK, []), {
    values: { exact: false, unit: "kg", label: undefined, times: 3, until: undefined },
    operands: [],
  });
  const given = ["--exact", "--unit=lb", "--times", "2.5", "--until", "0", "--", "scale", "--fast"];
  assert.deepEqual(parseTask(TASK, given), {
    values: { exact: true, unit: "lb", label: undefined, times: 2.5, until: 0 },
    operands: ["scale", "--fast"],
  });
});

Deno.test("--help is asked for before the operands alone, whatever else is given", () => {
  assert.equal(parseTask(TASK, ["--exact", "-h"]), null);
  assert.equal(parseTask(TASK, ["--help"]), null);
  assert.notEqual(parseTask(TASK, ["--", "scale", "--help"]), null);
});

Deno.test("what cannot be meant is told in one sentence", () => {
  const cases: [string[], string][] = [
    [["--times", "0"], "--times takes a number from 1 on, not 0"],
    [["--times", "x"], "--times takes a number from 1 on, not x"],
    [["--until", ""], "--until takes a number from 0 on, not "],
    [["--until", "Infinity"], "--until takes a number from 0 on, not Infinity"],
    [["--speed"], "Unknown option '--speed'"],
    [["--exact=no"], "Option '--exact' does not take an argument"],
  ];
  for (const [args, message] of cases) {
    assert.throws(() => parseTask(TASK, args), (error: unknown) => {
      assert.ok(error instanceof ArgumentError);
      assert.equal(error.message, message);
      return true;
    });
  }
  const { operands: _, ...alone } = TASK;
  assert.throws(() => parseTask(alone, ["scale"]), ArgumentError);
});
