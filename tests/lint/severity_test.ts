import assert from "node:assert/strict";
import type { NestedConfig } from "../../src/lint/port.ts";
import type { Violation } from "../../src/lint/result.ts";
import { applySeverity, explainSeverity, withoutOwn } from "../../src/lint/severity.ts";
import { fromWire, toWire } from "../../src/pool/translate.ts";

const NAMES: Record<string, string> = {
  LT01: "layout.spacing",
  LT05: "layout.long_lines",
  CP01: "capitalisation.keywords",
  PRS: "",
};

function violation(code: string): Violation {
  return {
    file: "",
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    code,
    name: NAMES[code]!,
    description: "",
    severity: "error",
  };
}

/** The codes that are warnings in a file, and what was said. */
function warnings(
  file: string,
  files: Record<string, string>,
  config?: NestedConfig,
): { codes: string[]; notes: string[] } {
  const all = Object.keys(NAMES).map(violation);
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const notes = applySeverity(all, file, list, config);
  return { codes: all.filter((v) => v.severity === "warning").map((v) => v.code), notes };
}

Deno.test("rules are named by code, name, group, glob or all of them", () => {
  const cases: [string, string[]][] = [
    ["LT01", ["LT01"]],
    ["lt01", ["LT01"]],
    ["layout.spacing", ["LT01"]],
    ["layout", ["LT01", "LT05"]],
    ["LT*", ["LT01", "LT05"]],
    ["*.keywords", ["CP01"]],
    ["prs", ["PRS"]],
    ["*", ["LT01", "LT05", "CP01", "PRS"]],
    ["all", ["LT01", "LT05", "CP01", "PRS"]],
    ["layou", []],
  ];
  for (const [selector, codes] of cases) {
    const text = `[sqlfluff]\nLT01 = warning\n[lintel:severity]\n${selector} = warning\n`;
    assert.deepEqual(warnings("a.sql", { ".sqlfluff": text }), { codes, notes: [] }, selector);
  }
});

Deno.test("a code wins over a group, a path over the general, the inner over the outer folder", () => {
  const outer = "[lintel:severity]\nLT05 = error\nlayout = warning\n";
  assert.deepEqual(warnings("a.sql", { ".sqlfluff": outer }).codes, ["LT01"]);
  const paths = `${outer}[lintel:severity:old/**]\n* = warning # for now\nPRS=error\n`;
  assert.deepEqual(warnings("old/a.sql", { ".sqlfluff": paths }).codes, ["LT01", "LT05", "CP01"]);
  assert.deepEqual(warnings("new/old.sql", { ".sqlfluff": paths }).codes, ["LT01"]);
  const inner = "[lintel:severity]\nall: error\n";
  const both = { ".sqlfluff": paths, "old/.sqlfluff": inner };
  assert.deepEqual(warnings("old/a.sql", both).codes, []);
  const request = { lintel: { severity: { CP01: "warning", "old/*.sql": { LT01: "warning" } } } };
  assert.deepEqual(warnings("old/a.sql", both, request).codes, ["LT01", "CP01"]);
});

Deno.test("a pattern is meant from the folder of its file", () => {
  const text = "[lintel:severity:/a.sql]\nLT01 = warning\n";
  assert.deepEqual(warnings("x/a.sql", { "x/.sqlfluff": text }).codes, ["LT01"]);
  assert.deepEqual(warnings("x/y/a.sql", { "x/.sqlfluff": text }).codes, []);
  // A file outside of the folder is none that its patterns name.
  assert.deepEqual(warnings("../a.sql", { ".sqlfluff": text }).codes, []);
});

Deno.test("pyproject.toml has it in tables of its own", () => {
  const text = [
    "[tool.sqlfluff.core]",
    'dialect = "ansi"',
    "[tool.lintel.severity] # ours",
    'LT01 = "warning"',
    '"layout.long_lines" = "warning" # long',
    '[tool.lintel.severity."models/*.sql"]',
    "LT05 = 'error'",
  ].join("\r\n");
  assert.deepEqual(warnings("a.sql", { "pyproject.toml": text }).codes, ["LT01", "LT05"]);
  assert.deepEqual(warnings("models/a.sql", { "pyproject.toml": text }).codes, ["LT01"]);
});

Deno.test("what is no severity is a warning with its file and line", () => {
  const { codes, notes } = warnings("a.sql", {
    "x/.sqlfluff": "[lintel:severity]\n\nLT01 = fatal\nLT05 = warning\n",
  }, { lintel: { severity: { PRS: 1 } } });
  assert.deepEqual(codes, ["LT05"]);
  assert.deepEqual(notes, [
    'warning: x/.sqlfluff, line 3: the severity of LT01 is error or warning, not "fatal".',
    'warning: config.lintel.severity: the severity of PRS is error or warning, not "1".',
  ]);
});

Deno.test("the answers of both engines are given it, and neither is told of it", () => {
  const request = {
    file: "a.sql",
    sql: "select 1",
    config: { core: { dialect: "ansi" }, lintel: { severity: { LT01: "warning" } } },
  };
  assert.deepEqual(toWire(request).configs, { core: { dialect: "ansi" } });
  assert.equal(withoutOwn(undefined), undefined);
  const { file: _, ...wire } = violation("LT01");
  const result = fromWire(
    {
      id: 1,
      violations: [wire],
      dialect: "ansi",
      engine: { name: "sqlfluff", version: "4" },
      statements: { total: 1, parsed: 1 },
      rules_run: [],
      rules_missing: [],
      outcome: "findings",
      notes: [],
    },
    request,
    1,
  );
  assert.deepEqual(result.summary, {
    total: 1,
    error_count: 0,
    warning_count: 1,
    by_rule: { LT01: 1 },
  });
});

Deno.test("an explanation has each severity with its line, what cannot be read, and its rules", () => {
  const explained = {
    dialect: "ansi",
    templater: "raw",
    values: [],
    unread: [],
    rules: ["LT01", "CP01"].map((code) => ({
      code,
      name: NAMES[code]!,
      runs: true,
      reason: null,
      severity: "error" as const,
    })),
  };
  const text = "[lintel:severity]\nlayout = warning\n[lintel:severity:old/**]\n*=warning\nLT05=x\n";
  const files = [{ path: ".sqlfluff", text }];
  const config = { lintel: { severity: { PRS: "warning" } } };
  const of = (file: string) => explainSeverity(explained, file, files, config);
  const { values, unread, rules } = of("new/a.sql");
  assert.deepEqual(values.map(({ key, value, source }) => [key, value, source]), [
    ["lintel.severity.layout", "warning", { file: ".sqlfluff", line: 2 }],
    ["lintel.severity.old/**.*", "warning", { file: ".sqlfluff", line: 4 }],
    ["lintel.severity.PRS", "warning", "option"],
  ]);
  assert.deepEqual(unread, [{
    key: "lintel.severity.LT05",
    file: ".sqlfluff",
    line: 5,
    why: 'is error or warning, not "x"',
    suggestion: null,
  }]);
  assert.deepEqual(rules.map(({ severity }) => severity), ["warning", "error"]);
  assert.deepEqual(of("old/a.sql").rules.map(({ severity }) => severity), ["warning", "warning"]);
  assert.equal(explainSeverity(explained, "a.sql", []), explained);
});

Deno.test("a pattern of a path that no regular expression would come to the end of is answered", () => {
  const config = { lintel: { severity: { ["**/a/".repeat(40) + "b"]: { "*": "warning" } } } };
  const severityIn = (file: string): string => {
    const found = violation("LT01");
    assert.deepEqual(applySeverity([found], file, [], config), []);
    return found.severity;
  };
  assert.equal(severityIn("a/".repeat(60) + "b"), "warning");
  assert.equal(severityIn("a/".repeat(60) + "c"), "error");
});
