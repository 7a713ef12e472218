import assert from "node:assert/strict";
import { lint } from "../../src/engine/mod.ts";

/** Lines with a LT01 violation; each line of the text has one unless it is suppressed. */
function found(sql: string, core: Record<string, string | boolean> = {}): number[] {
  const { violations } = lint({ sql, rules: ["LT01", "CP01"], config: { core } });
  return violations.filter(({ code }) => code === "LT01").map(({ line }) => line);
}

const LINE = "SELECT a,b FROM t;";

for (
  const [form, suppressed] of [
    ["noqa", true],
    ["noqa:", true],
    ["noqa: LT01", true],
    ["noqa:LT01,CP01", true],
    ["noqa: CP01, LT01", true],
    ["noqa: CP01", false],
    ["noqa: LT*", true],
    ["noqa: L?01", true],
    ["noqa: layout.spacing", true],
    ["noqa: layout", true],
    ["noqa: L006", true],
    ["noqa: all", true],
    ["a word -- noqa: LT01", true],
    ["noqa: LT01 -- why", false],
    ["NOQA", false],
    ["no noqa", false],
  ] as const
) {
  Deno.test(`the comment "-- ${form}" ${suppressed ? "suppresses" : "does not suppress"} LT01`, () => {
    assert.deepEqual(found(`${LINE} -- ${form}\n`), suppressed ? [] : [1]);
  });
}

Deno.test("a block comment suppresses on the line that it starts on", () => {
  assert.deepEqual(found(`${LINE} /* noqa: LT01 */\n${LINE}\n`), [2]);
});

Deno.test("disable and enable suppress a range of lines, by rule or all", () => {
  const lines = (from: string, to: string) =>
    found([LINE, `-- noqa: ${from}`, LINE, `-- noqa: ${to}`, LINE, ""].join("\n"));
  assert.deepEqual(lines("disable=LT01", "enable=LT01"), [1, 5]);
  assert.deepEqual(lines("disable=all", "enable=all"), [1, 5]);
  assert.deepEqual(lines("disable=all", "enable=CP01"), [1]);
  assert.deepEqual(lines("disable=layout", "enable=all"), [1, 5]);
  assert.deepEqual(lines("disable=CP01", "enable=CP01"), [1, 3, 5]);
});

for (const text of ["noqa LT01", "noqa: disable", "noqa: enable", "noqa: off=LT01"]) {
  Deno.test(`"-- ${text}" is reported as malformed where it stands`, () => {
    const { violations } = lint({ sql: `SELECT a -- ${text}\n`, rules: ["LT01"] });
    assert.deepEqual(violations.map(({ code, column }) => [code, column]), [["PRS", 10]]);
    assert.match(violations[0]!.description, /This noqa cannot be read/);
  });
}

Deno.test("disable_noqa turns suppression off, but for the rules it excepts", () => {
  const sql = `${LINE} -- noqa: LT01\n`;
  assert.deepEqual(found(sql, { disable_noqa: true }), [1]);
  assert.deepEqual(found(sql, { disable_noqa: true, disable_noqa_except: "LT01" }), []);
  assert.deepEqual(found(sql, { disable_noqa: true, disable_noqa_except: "CP*" }), [1]);
});

Deno.test("unused suppressions are warned of when that is asked for", () => {
  const sql = `${LINE} -- noqa: LT01\nSELECT a FROM t; -- noqa: CP01\n`;
  const config = { core: { warn_unused_ignores: true } };
  const { violations } = lint({ sql, rules: ["LT01", "CP01"], config });
  assert.deepEqual(
    violations.map(({ code, line, severity, description }) => [code, line, severity, description]),
    [["NOQA", 2, "warning", "Unused noqa: 'noqa: CP01'"]],
  );
});

Deno.test("enabling is unused where no violation stands before it", () => {
  const unused = (sql: string) =>
    lint({ sql, rules: ["LT01"], config: { core: { warn_unused_ignores: true } } }).violations
      .filter(({ code }) => code === "NOQA").map(({ line }) => line);
  assert.deepEqual(unused(`-- noqa: enable=all\n${LINE}\n`), [1]);
  assert.deepEqual(unused(`${LINE}\n-- noqa: enable=LT01\n${LINE}\n`), []);
  assert.deepEqual(unused(`${LINE}\n-- noqa: enable=CP01\n${LINE}\n`), [2]);
  assert.deepEqual(unused(`-- noqa: disable=all\n${LINE}\n-- noqa: enable=all\n`), []);
});

Deno.test("of two comments on one line each is used by what it decides itself", () => {
  const unused = (sql: string) =>
    lint({ sql, rules: ["LT01"], config: { core: { warn_unused_ignores: true } } }).violations
      .filter(({ code }) => code === "NOQA").map(({ column }) => column);
  assert.deepEqual(unused(`${LINE} /* noqa */ -- noqa: LT01\n`), [31]);
  assert.deepEqual(unused(`${LINE} /* noqa: disable=LT01 */ -- noqa: enable=LT01\n`), [20]);
  assert.deepEqual(unused(`${LINE} /* noqa: enable=LT01 */ /* noqa: disable=CP01 */\n`), [20, 44]);
});

Deno.test("disable_noqa_except narrows what is named, and not what says all", () => {
  const lines = (text: string) =>
    found(`${LINE} -- noqa: ${text}\n${LINE}\n`, { disable_noqa_except: "CP01" });
  assert.deepEqual(lines("LT01"), [1, 2]);
  assert.deepEqual(lines("LT*"), [1, 2]);
  assert.deepEqual(lines("all"), [2]);
  assert.deepEqual(lines("disable=all"), []);
});

Deno.test("each line of a block comment is a comment of its own", () => {
  assert.deepEqual(found(`${LINE} /* why\nnoqa: disable=LT01 */\n${LINE}\n`), [1]);
  assert.deepEqual(found(`${LINE} /* noqa\nwhy */\n${LINE}\n`), [3]);
});

Deno.test("what is suppressed is not fixed either", () => {
  const sql = `${LINE} -- noqa: LT01\n${LINE}\n`;
  const { fixed } = lint({ sql, rules: ["LT01"], fix: true });
  assert.equal(fixed, `${LINE} -- noqa: LT01\nSELECT a, b FROM t;\n`);
});

Deno.test("a PRS can be suppressed", () => {
  assert.deepEqual(
    lint({ sql: "SELECT a FROM t WHERE = -- noqa\n", rules: ["CP01"] }).violations,
    [],
  );
});
