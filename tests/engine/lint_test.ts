import assert from "node:assert/strict";
import {
  EngineError,
  type EngineErrorCode,
  type EngineRequest,
  lint,
} from "../../src/engine/mod.ts";

const places = (request: EngineRequest) =>
  lint(request).violations.map(({ code, line, column }) => `${code}@${line}:${column}`);

Deno.test("violations come sorted by position, with their ends and edits", () => {
  const answer = lint({ sql: "SELECT a,b FROM t\n", dialect: "ansi", rules: ["LT01", "LT09"] });
  assert.deepEqual(
    answer.violations.map(({ code, line, column, endLine, endColumn }) =>
      [code, line, column, endLine, endColumn].join(" ")
    ),
    ["LT09 1 1 1 11", "LT01 1 10 1 11"],
  );
  assert.deepEqual(answer.violations[1]!.edits, [
    { line: 1, column: 10, endLine: 1, endColumn: 10, text: " " },
  ]);
  assert.equal(answer.outcome, "findings");
  assert.deepEqual(answer.rulesRun, ["LT01", "LT09"]);
});

Deno.test("columns count code points, not UTF-16 units", () => {
  assert.deepEqual(places({ sql: "SELECT '😀é',1\n", rules: ["LT01"] }), ["LT01@1:13"]);
});

Deno.test("a clean text is clean, and says what ran and what could not", () => {
  const answer = lint({ sql: "SELECT a FROM t\n", dialect: "ansi" });
  assert.deepEqual([answer.outcome, answer.violations.length], ["clean", 0]);
  assert.deepEqual(answer.statements, { total: 1, parsed: 1 });
  assert.ok(answer.rulesRun.includes("LT01") && answer.rulesRun.includes("OR01"));
  assert.deepEqual(answer.rulesMissing, []);
  assert.equal(answer.fixed, null);
});

Deno.test("an unparsable part is one PRS, and the rest is linted around it", () => {
  const sql = "SELECT a,b FROM t WHERE c = = 1;\nSELECT a,b FROM t\n";
  const answer = lint({ sql, rules: ["LT01"] });
  assert.deepEqual(answer.violations.map(({ code, line }) => `${code}@${line}`), [
    "LT01@1",
    "PRS@1",
    "LT01@2",
  ]);
  assert.equal(answer.outcome, "partly_parsed");
  assert.deepEqual(answer.statements, { total: 2, parsed: 1 });
  assert.match(
    answer.violations[1]!.description,
    /This part cannot be parsed: '= = 1'\. At line \d+, position \d+, '=' stands where/,
  );
});

Deno.test("a PRS points to the unparsable part, or to what was found, as configured", () => {
  const sql = "WITH a AS (SELECT 1)\n\nb AS (SELECT 2)\n\nSELECT 3\n";
  const at = (prs_position: string) =>
    lint({ sql, rules: ["LT01"], config: { core: { prs_position } } }).violations
      .map(({ code, line, column }) => [code, line, column]);
  assert.deepEqual(at("start"), [["PRS", 1, 1]]);
  assert.deepEqual(at("found"), [["PRS", 3, 1]]);
  assert.throws(() => at("here"), /prs_position is 'here', not one of start, found/);
});

Deno.test("a bracket without an end gives up the text: one PRS and no rules", () => {
  const answer = lint({ sql: "SELECT (a,b FROM t\n" });
  assert.deepEqual(answer.violations.map(({ code }) => code), ["PRS"]);
  assert.equal(answer.outcome, "partly_parsed");
});

Deno.test("kinds of violation can be ignored, and rules made warnings", () => {
  const sql = "SELECT a,b FROM t WHERE c = = 1\n";
  assert.deepEqual(places({ sql, rules: ["LT01"], config: { core: { ignore: "parsing" } } }), [
    "LT01@1:10",
  ]);
  assert.deepEqual(places({ sql, rules: ["LT01"], config: { core: { ignore: "linting" } } }), [
    "PRS@1:27",
  ]);
  const config = { core: { warnings: "layout.spacing" } };
  const severities = lint({ sql, rules: ["LT01"], config }).violations.map((each) => each.severity);
  assert.deepEqual(severities, ["warning", "error"]);
});

Deno.test("Jinja tags are rendered under the default templater and plain under raw", () => {
  const sql = "SELECT '{{ a }}' FROM t\n";
  assert.deepEqual(places({ sql }), ["TMP@1:12"]);
  assert.equal(lint({ sql, config: { core: { templater: "raw" } } }).outcome, "clean");
});

Deno.test("a text over a configured byte limit is skipped by name, never called clean", () => {
  const config = { core: { large_file_skip_byte_limit: 10 } };
  const answer = lint({ sql: "SELECT a FROM t\n", config });
  assert.equal(answer.outcome, "skipped");
  assert.match(answer.notes.join(), /10 bytes/);
});

Deno.test("a text over a configured limit of characters is skipped, or refused where that is asked", () => {
  const core = { large_file_skip_char_limit: 10 };
  assert.equal(lint({ sql: "SELECT a FROM t\n", config: { core } }).outcome, "skipped");
  assert.equal(lint({ sql: "SELECT 😀\n", config: { core } }).outcome, "partly_parsed");
  const refusing = { core: { ...core, large_file_skip_fail: true } };
  assert.throws(
    () => lint({ sql: "SELECT a FROM t\n", config: refusing }),
    (error: EngineError) => error.code === "too_large" && /10 characters/.test(error.message),
  );
  assert.equal(lint({ sql: "SELECT 1\n", config: refusing }).outcome, "clean");
});

Deno.test("queries nested deeper than names are followed are linted without those rules", () => {
  const depth = 120;
  const sql = `SELECT a FROM ${"(SELECT a FROM ".repeat(depth)}t${")".repeat(depth)}\n`;
  const answer = lint({ sql, rules: ["AL05", "AM09"] });
  assert.deepEqual(answer.rulesRun, ["AM09"]);
  assert.match(answer.notes.join(), /nested too deep for AL05/);
});

Deno.test("ten thousand nested brackets are linted", () => {
  const sql = `SELECT ${"(".repeat(10_000)}1${")".repeat(10_000)}\n`;
  assert.deepEqual(lint({ sql, rules: ["LT01", "LT02"] }).violations, []);
});

for (
  const [what, request, code, hint] of [
    ["a dialect that is not there", { dialect: "anso" }, "unknown_dialect", "ansi"],
    ["a rule that is not there", { rules: ["LT99"] }, "unknown_rule", "LT09"],
    [
      "a templater that is not built",
      { config: { core: { templater: "dbt" } } },
      "templating_unsupported",
      undefined,
    ],
    [
      "a regular expression that is none",
      {
        rules: ["CP01"],
        config: { rules: { "capitalisation.keywords": { ignore_words_regex: "(" } } },
      },
      "invalid_config",
      undefined,
    ],
  ] as [string, Partial<EngineRequest>, EngineErrorCode, string | undefined][]
) {
  Deno.test(`${what} is refused by name`, () => {
    assert.throws(() => lint({ sql: "SELECT 1\n", ...request }), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.deepEqual([error.code, error.hint], [code, hint]);
      return true;
    });
  });
}

Deno.test("a carriage return alone ends a line, and CR CR LF two", () => {
  const places = (sql: string, rules: string[]) =>
    lint({ sql, dialect: "ansi", rules }).violations.map((v) => `${v.code}@${v.line}:${v.column}`);
  assert.deepEqual(places("SELECT  a\rFROM b\r", ["LT01"]), ["LT01@1:7"]);
  assert.deepEqual(places("SELECT a\r\r\nFROM  b\r\n", ["LT01"]), ["LT01@3:5"]);
  const clean = "SELECT a\rFROM b\r";
  assert.equal(lint({ sql: clean, dialect: "ansi", fix: true }).fixed, clean);
});
