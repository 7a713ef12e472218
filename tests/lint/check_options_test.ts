import assert from "node:assert/strict";
import { mergeCatalogues } from "../../src/lint/catalogue.ts";
import { checkOptions } from "../../src/lint/check_options.ts";
import type { Catalogue, EngineName, LintOptions, RuleInfo } from "../../src/lint/port.ts";
import { byPosition, summarize, type Violation } from "../../src/lint/result.ts";

function rule(code: string, name: string, engine: EngineName): RuleInfo {
  return {
    code,
    name,
    aliases: [`L0${code.slice(2)}`],
    groups: ["all", name.split(".")[0]!],
    description: `${engine} says`,
    fixable: true,
    engines: [engine],
    options: [],
  };
}

const NATIVE: Catalogue = {
  rules: [rule("LT01", "layout.spacing", "native")],
  dialects: [{ name: "ansi", label: "ANSI", engines: ["native"] }],
};
const OTHER: Catalogue = {
  rules: [rule("ST01", "structure.else", "sqlfluff"), rule("LT01", "layout.spacing", "sqlfluff")],
  dialects: [
    { name: "mysql", label: "MySQL", engines: ["sqlfluff"] },
    { name: "ansi", label: "ansi", engines: ["sqlfluff"] },
  ],
};
const BOTH = mergeCatalogues(NATIVE, OTHER);

const check = (options: LintOptions, engine: EngineName = "native") =>
  checkOptions(engine, BOTH, options);

Deno.test("catalogues are merged by code and name, and the first one's words stay", () => {
  assert.deepEqual(BOTH.rules.map((r) => [r.code, r.engines, r.description]), [
    ["LT01", ["native", "sqlfluff"], "native says"],
    ["ST01", ["sqlfluff"], "sqlfluff says"],
  ]);
  assert.deepEqual(BOTH.dialects.map((d) => [d.name, d.label, d.engines]), [
    ["ansi", "ANSI", ["native", "sqlfluff"]],
    ["mysql", "MySQL", ["sqlfluff"]],
  ]);
});

Deno.test("rules may be named by code, name, alias, group or glob, in any case", () => {
  for (const word of ["LT01", "lt01", "layout.spacing", "L001", "layout", "all", "LT*", "l?01"]) {
    check({ rules: [word] });
  }
  check({ rules: ["LT01, layout"] });
});

Deno.test("what the engine lacks is refused, naming the engine that has it", () => {
  assert.throws(() => check({ rules: ["ST01"] }), {
    code: "unknown_rule",
    message: 'the engine native has no rule "ST01"; the engine sqlfluff has it',
  });
  assert.throws(() => check({ dialect: "mysql" }), {
    code: "unknown_dialect",
    message: 'the engine native has no dialect "mysql"; the engine sqlfluff has it',
  });
  check({ rules: ["ST01"], dialect: "mysql" }, "sqlfluff");
});

Deno.test("leaving out a rule that only another engine has is no fault", () => {
  check({ exclude_rules: ["ST01"] });
  assert.throws(() => check({ exclude_rules: ["XX01"] }), { code: "unknown_rule" });
});

Deno.test("words between commas are each checked, and globs must match something", () => {
  const message = 'the engine native has no rule "LT99"; did you mean LT01?';
  assert.throws(() => check({ rules: ["LT01,LT99"] }), {
    code: "unknown_rule",
    fields: [{ path: "rules.0", message }],
  });
  for (const word of ["XX*", "LT[", "[z-a]*", "LT0[!1]", `${"*".repeat(98)}!`]) {
    assert.throws(() => check({ rules: [word] }), { code: "unknown_rule" }, word);
  }
});

Deno.test("a dialect inside the configuration is checked like one beside it", () => {
  check({ config: { core: { dialect: "ansi" } } });
  for (const core of [{ dialect: "mysql" }, { dialect: "none" }]) {
    assert.throws(() => check({ config: { core } }), { code: "unknown_dialect" });
  }
  check({ config: { core: "not an object" } });
});

function violation(line: number, column: number, code: string, severity: Violation["severity"]) {
  const name = "";
  return {
    file: "f",
    line,
    column,
    end_line: line,
    end_column: column,
    code,
    name,
    description: "",
    severity,
  };
}

Deno.test("findings are summed by severity and rule, and sorted by place", () => {
  const all = [
    violation(2, 1, "LT01", "error"),
    violation(1, 9, "LT02", "warning"),
    violation(1, 9, "CP01", "error"),
    violation(1, 2, "LT01", "error"),
  ];
  assert.deepEqual(summarize(all), {
    total: 4,
    error_count: 3,
    warning_count: 1,
    by_rule: { LT01: 2, LT02: 1, CP01: 1 },
  });
  assert.deepEqual(all.toSorted(byPosition).map((v) => [v.line, v.column, v.code]), [
    [1, 2, "LT01"],
    [1, 9, "CP01"],
    [1, 9, "LT02"],
    [2, 1, "LT01"],
  ]);
  assert.equal(byPosition(all[0]!, all[0]!), 0);
});
