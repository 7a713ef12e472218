import assert from "node:assert/strict";
import { dialects } from "../../src/engine/dialects/all.ts";
import { EngineError } from "../../src/engine/errors.ts";
import { type ConfigRequest, explainConfig } from "../../src/engine/explain_config.ts";
import { answerLine } from "../../src/engine/mod.ts";
import { lint } from "../../src/engine/lint.ts";
import { RULES } from "../../src/engine/rules/list.ts";

const OUTER = { path: ".sqlfluff", text: "[sqlfluff]\ndialect = postgres\nmax_line_length = 90\n" };

function valueOf(request: ConfigRequest, key: string) {
  const found = explainConfig(request).values.filter((each) => each.key === key);
  assert.equal(found.length, 1, key);
  const { value, source } = found[0]!;
  return [value, source];
}

function ruleOf(request: ConfigRequest, code: string) {
  const { runs, reason, severity } = explainConfig(request).rules
    .find((rule) => rule.code === code)!;
  return { runs, reason, severity };
}

Deno.test("every value says which line of which layer set it, the strongest one", () => {
  const inner = {
    path: "a/pyproject.toml",
    text: '[tool.sqlfluff.rules."capitalisation.keywords"]\ncapitalisation_policy = "upper"\n',
  };
  const files = { configFiles: [OUTER, inner] };
  const policy = "rules.capitalisation.keywords.capitalisation_policy";
  assert.deepEqual(valueOf(files, "core.dialect"), ["postgres", { file: ".sqlfluff", line: 2 }]);
  assert.deepEqual(valueOf(files, "core.max_line_length"), [90, { file: ".sqlfluff", line: 3 }]);
  assert.deepEqual(valueOf(files, policy), ["upper", { file: "a/pyproject.toml", line: 2 }]);
  assert.deepEqual(valueOf(files, "core.runaway_limit"), [10, "default"]);
  assert.deepEqual(valueOf({ ...files, dialect: "mysql" }, "core.dialect"), ["mysql", "option"]);
  const config = { core: { max_line_length: 70 } };
  assert.deepEqual(valueOf({ ...files, config }, "core.max_line_length"), [70, "option"]);
  const sql = "SELECT 1;\n-- sqlfluff:max_line_length:60\n";
  assert.deepEqual(valueOf({ ...files, config, sql }, "core.max_line_length"), [
    60,
    { file: "inline directive", line: 2 },
  ]);
});

Deno.test("an option that rules share, and a key of an earlier version, are found where they were written", () => {
  const text = "[sqlfluff:rules]\nallow_scalar = False\ntab_space_size = 2\n";
  const request = { configFiles: [{ path: "x/.sqlfluff", text }] };
  assert.deepEqual(valueOf(request, "rules.aliasing.expression.allow_scalar"), [
    false,
    { file: "x/.sqlfluff", line: 2 },
  ]);
  assert.deepEqual(valueOf(request, "indentation.tab_space_size"), [
    2,
    { file: "x/.sqlfluff", line: 3 },
  ]);
});

Deno.test("every setting that there is has a value, and a default where nothing sets it", () => {
  const { values, unread } = explainConfig({});
  assert.deepEqual(unread, []);
  assert.ok(values.length > 200);
  assert.deepEqual(values.filter(({ source }) => source !== "default"), []);
  for (const { key, value, default: standard } of values) assert.deepEqual(value, standard, key);
  const options = RULES.flatMap(({ name, options }) =>
    options.map((o) => `rules.${name}.${o.name}`)
  );
  const keys = new Set(values.map(({ key }) => key));
  assert.deepEqual(options.filter((key) => !keys.has(key)), []);
});

Deno.test("what nothing reads is told with its line and what was meant", () => {
  const text = [
    "[sqlfluff]",
    "max_line_lenght = 90",
    "processes = 4",
    "[sqlfluff:rules:LT01]",
    "x = 1",
    "[sqlfluff:templater:jinja]",
    "apply_dbt_builtin = true",
    "[sqlfluff:templater:jinja:context]",
    "anything = 1",
    "[sqlfluff:templater:placeholder]",
    "param_style = colon",
    "[sqlfluff:templater:dbt]",
    "profile = x",
    "[sqlfluff:layout:type:comma]",
    "line_positoin = leading",
  ].join("\n");
  const { unread, values } = explainConfig({ configFiles: [{ path: ".sqlfluff", text }] });
  const told = unread.map(({ key, line, suggestion }) => [key, line, suggestion]);
  assert.deepEqual(told.toSorted((a, b) => Number(a[1]) - Number(b[1])), [
    ["rules.LT01", null, null],
    ["core.max_line_lenght", 2, "max_line_length"],
    ["core.processes", 3, null],
    ["templater.jinja.apply_dbt_builtin", 7, "apply_dbt_builtins"],
    ["templater.placeholder.param_style", 11, null],
    ["templater.dbt.profile", 13, null],
    ["layout.type.comma.line_positoin", 15, "line_position"],
  ]);
  assert.ok(!values.some(({ key }) => key === "core.max_line_lenght"));
  const used = "[sqlfluff]\ntemplater = placeholder\n[sqlfluff:templater:placeholder]\nx = 1\n";
  assert.deepEqual(explainConfig({ configFiles: [{ path: ".sqlfluff", text: used }] }).unread, []);
});

Deno.test("a rule that does not run says which setting or dialect keeps it from that", () => {
  const text = "[sqlfluff]\nrules = core,PG01\nexclude_rules = LT01\nwarnings = CP01\n";
  const request = { configFiles: [{ path: ".sqlfluff", text }] };
  const reasonFor = (code: string, more: ConfigRequest = {}) =>
    ruleOf({ ...request, ...more }, code).reason;
  assert.equal(reasonFor("LT01"), "excluded by core.exclude_rules = LT01 (.sqlfluff, line 3)");
  assert.equal(reasonFor("LT09"), "not among core.rules = core,PG01 (.sqlfluff, line 2)");
  assert.equal(reasonFor("LT09", { rules: ["LT01"] }), "not among core.rules = LT01 (the request)");
  assert.equal(
    reasonFor("PG01"),
    "runs only where it is asked for: rules.postgres.excessive_locks.force_enable = false (the default)",
  );
  const config = { rules: { "postgres.excessive_locks": { force_enable: true } } };
  assert.equal(reasonFor("PG01", { config }), "the dialect ansi does not call for it");
  assert.equal(reasonFor("PG01", { config, dialect: "postgres" }), null);
  assert.equal(reasonFor("PG01", { config, dialect: "auto" }), null);
  assert.match(reasonFor("AL06")!, /^has nothing to look for: set rules.aliasing.length.min_/);
  const lengths = { rules: { "aliasing.length": { max_alias_length: 9 } } };
  assert.equal(reasonFor("AL06", { config: lengths }), null);
  const dropped = { core: { ignore: "linting" } };
  assert.match(reasonFor("CP01", { config: dropped })!, /^its findings are dropped by core.ignore/);
  assert.deepEqual(ruleOf(request, "CP01"), { runs: true, reason: null, severity: "warning" });
  assert.match(
    ruleOf({ dialect: "mysql" }, "CV10").reason ?? "",
    /^$|unless rules.convention.quoted_literals.force_enable = true$/,
  );
});

Deno.test("a rule that the catalogue says runs is one that finds something in its own bad example", () => {
  for (const rule of RULES) {
    const config = rule.exampleConfig;
    for (const { name: dialect } of dialects) {
      if (rule.exampleDialect !== undefined && rule.exampleDialect !== dialect) continue;
      const { runs } = ruleOf({ config, dialect, rules: [rule.code] }, rule.code);
      if (runs) continue;
      const { violations } = lint({ sql: rule.bad, config, dialect, rules: [rule.code] });
      const found = violations.filter(({ code }) => code === rule.code);
      assert.deepEqual(found, [], `${rule.code} is said not to run in ${dialect}`);
    }
    const dialect = rule.exampleDialect ?? "ansi";
    assert.equal(ruleOf({ config, dialect, rules: [rule.code] }, rule.code).reason, null);
  }
});

Deno.test("what linting refuses, explaining refuses", () => {
  const refusals: [ConfigRequest, string][] = [
    [{ dialect: "snowflak" }, "unknown_dialect"],
    [{ rules: ["LT0I"] }, "unknown_rule"],
    [{ config: { core: { max_line_length: "long" } } }, "invalid_config"],
    [{ configFiles: [{ path: ".sqlfluff", text: "max_line_length = 1\n" }] }, "invalid_config"],
    [{ config: { strict: true, core: { x: 1 } } }, "invalid_config"],
  ];
  for (const [request, code] of refusals) {
    assert.throws(() => explainConfig(request), (e) => e instanceof EngineError && e.code === code);
  }
});

Deno.test("a lint process answers it as a line, without a text to lint", () => {
  const answer = JSON.parse(answerLine(JSON.stringify({
    id: 7,
    op: "explain_config",
    config_files: [OUTER],
  })));
  assert.equal(answer.id, 7);
  assert.equal(answer.explanation.dialect, "postgres");
  const refused = JSON.parse(answerLine('{"id":8,"op":"explain_config","dialect":"x"}'));
  assert.equal(refused.code, "unknown_dialect");
});

Deno.test("what the command line alone reads is not told as read by nothing", () => {
  const text = "[sqlfluff]\nsql_file_exts = .sql,.hql\nprocesses = 4\n";
  const { unread } = explainConfig({ configFiles: [{ path: ".sqlfluff", text }] });
  assert.deepEqual(unread.map(({ key }) => key), ["core.processes"]);
});
