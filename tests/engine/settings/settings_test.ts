import assert from "node:assert/strict";
import { EngineError, type EngineErrorCode } from "../../../src/engine/errors.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import {
  nearest,
  resolveSettings,
  ruleOption,
  type SettingsSources,
} from "../../../src/engine/settings/mod.ts";

/** A rule that is known and not built yet. */
const LATER = { code: "ZZ01", name: "later.rule", groups: ["all"], aliases: [], options: [] };
const TABLE = { built: RULES, planned: [LATER] };
const KEYWORDS = RULES.find(({ code }) => code === "CP01")!;

const resolve = (sources: Partial<SettingsSources>) =>
  resolveSettings({ sql: "SELECT 1\n", ...sources }, TABLE);

function refusal(sources: Partial<SettingsSources>): EngineError {
  try {
    resolve(sources);
  } catch (error) {
    assert.ok(error instanceof EngineError);
    return error;
  }
  assert.fail("it was not refused");
}

Deno.test("without configuration everything is as in SQLFluff", () => {
  const settings = resolve({});
  assert.equal(settings.dialect, "ansi");
  assert.equal(settings.templater, "jinja");
  assert.equal(settings.maxLineLength, 80);
  assert.equal(settings.runawayLimit, 10);
  assert.deepEqual(settings.selection.codes, RULES.map(({ code }) => code));
  assert.deepEqual(settings.selection.missing, [LATER.code]);
});

Deno.test("inner files win over outer ones, the request over files, directives over all", () => {
  const file = (path: string, policy: string) => ({
    path,
    text: `[sqlfluff]\nmax_line_length = 90\n[sqlfluff:rules:capitalisation.keywords]\n` +
      `capitalisation_policy = ${policy}\n`,
  });
  const files = [file("a/.sqlfluff", "upper"), file("a/b/setup.cfg", "lower")];
  const option = (sources: Partial<SettingsSources>) =>
    ruleOption(resolve({ files, ...sources }), KEYWORDS, "capitalisation_policy");
  assert.equal(option({}), "lower");
  const config = { rules: { "capitalisation.keywords": { capitalisation_policy: "capitalise" } } };
  assert.equal(option({ config }), "capitalise");
  const sql = "-- sqlfluff:rules:capitalisation.keywords:capitalisation_policy:upper\nSELECT 1\n";
  assert.equal(option({ config, sql }), "upper");
  assert.equal(resolve({ files }).maxLineLength, 90);
  assert.equal(resolve({ files, sql: "--sqlfluff:max_line_length:33\n" }).maxLineLength, 33);
});

Deno.test("an inline directive counts only where it starts its line", () => {
  const sql = "SELECT 1 -- sqlfluff:max_line_length:33\n  -- sqlfluff:max_line_length:44\n";
  assert.equal(resolve({ sql }).maxLineLength, 80);
});

Deno.test("pyproject.toml is read as TOML", () => {
  const text = "[tool.sqlfluff.core]\nmax_line_length = 70\n";
  assert.equal(resolve({ files: [{ path: "x/pyproject.toml", text }] }).maxLineLength, 70);
});

Deno.test("rules are selected by code, name, group, older code and glob, and excluded likewise", () => {
  const select = (rules: string[], excludeRules: string[] = []) =>
    resolve({ rules, excludeRules }).selection.codes;
  assert.deepEqual(select(["LT01", "capitalisation.keywords", "L009"]), ["CP01", "LT01", "LT12"]);
  assert.deepEqual(select(["capitalisation"]), ["CP01", "CP02", "CP03", "CP04", "CP05"]);
  assert.deepEqual(select(["CP0[12]", "LT1?"], ["LT12", "layout.set_operators"]), [
    "CP01",
    "CP02",
    "LT10",
    "LT13",
    "LT14",
    "LT15",
  ]);
  assert.ok(select(["core"]).includes("LT01") && !select(["core"]).includes("LT09"));
});

Deno.test("settings of earlier versions are taken to where they live now", () => {
  const settings = resolve({
    config: {
      rules: { tab_space_size: 2, indent_unit: "tab", comma_style: "leading" },
      indentation: { allow_implicit_indents: true },
    },
  });
  assert.equal(settings.indentation.tab_space_size, 2);
  assert.equal(settings.indentation.indent_unit, "tab");
  assert.equal(settings.indentation.implicit_indents, "allow");
  assert.deepEqual(JSON.parse(JSON.stringify(settings.layout.comma)).line_position, "leading");
});

Deno.test("options under a rule's code have no effect, and that is said", () => {
  const settings = resolve({ config: { rules: { L010: { capitalisation_policy: "upper" } } } });
  assert.match(settings.notes[0]!, /L010.*capitalisation\.keywords/);
  assert.equal(ruleOption(settings, KEYWORDS, "capitalisation_policy"), "consistent");
});

for (
  const [what, sources, code, field, hint] of [
    ["a rule that does not exist", { rules: ["LT0I"] }, "unknown_rule", "rules", "LT01"],
    [
      "a rule to exclude that does not exist",
      { excludeRules: ["layot"] },
      "unknown_rule",
      "exclude_rules",
      "layout",
    ],
    ["a rule that is not built", { rules: ["ZZ01"] }, "unknown_rule", "rules", "ZZ01"],
    [
      "an option's value",
      { config: { rules: { "aliasing.table": { aliasing: "explict" } } } },
      "invalid_config",
      "rules.aliasing.table.aliasing",
      "explicit",
    ],
    [
      "a number out of range",
      { config: { rules: { "aliasing.length": { min_alias_length: -1 } } } },
      "invalid_config",
      "rules.aliasing.length.min_alias_length",
      undefined,
    ],
    [
      "a layout value",
      { config: { layout: { type: { comma: { line_position: "lead" } } } } },
      "invalid_config",
      "layout.type.comma.line_position",
      "leading",
    ],
    [
      "an indentation value",
      { config: { indentation: { indent_unit: "tabs" } } },
      "invalid_config",
      "indentation.indent_unit",
      "tab",
    ],
    [
      "a limit that is no number",
      { config: { core: { runaway_limit: 0 } } },
      "invalid_config",
      "core.runaway_limit",
      undefined,
    ],
  ] as [string, Partial<SettingsSources>, EngineErrorCode, string, string | undefined][]
) {
  Deno.test(`${what} is refused by name, with the nearest valid spelling`, () => {
    const error = refusal(sources);
    assert.deepEqual([error.code, error.field, error.hint], [code, field, hint]);
  });
}

for (
  const [what, config, field, hint] of [
    ["a core setting", { core: { max_line_lenght: 1 } }, "core.max_line_lenght", "max_line_length"],
    ["a section", { rule: {} }, "rule", "rules"],
    [
      "a rule's section",
      { rules: { "layout.spacin": {} } },
      "rules.layout.spacin",
      "layout.spacing",
    ],
    [
      "a rule's option",
      { rules: { "aliasing.table": { alias: "x" } } },
      "rules.aliasing.table.alias",
      "aliasing",
    ],
    [
      "a layout setting",
      { layout: { type: { comma: { space_before: "x" } } } },
      "layout.type.comma.space_before",
      "spacing_before",
    ],
    [
      "a setting of another section",
      { core: { indent_unit: "tab" } },
      "core.indent_unit",
      "indentation.indent_unit",
    ],
    ["a setting that is gone", { core: { recurse: 0 } }, "core.recurse", undefined],
    ["a value for a section", { indentation: "tab" }, "indentation", undefined],
  ] as [string, SettingsSources["config"], string, string | undefined][]
) {
  Deno.test(`${what} that does not exist is warned of once, and refused where strict`, () => {
    const { notes } = resolve({ config });
    const [warning = ""] = notes;
    assert.equal(notes.length, 1);
    assert.ok(warning.startsWith(`warning: config: ${field} `), warning);
    if (hint !== undefined) assert.ok(warning.endsWith(`Did you mean ${hint}?`), warning);
    const error = refusal({ config: { ...config, strict: true } });
    assert.deepEqual([error.code, error.field, error.hint], ["invalid_config", field, hint]);
  });
}

Deno.test("the warning names the file and the line of a setting that does not exist", () => {
  const ini = "[sqlfluff]\nmax_line_length = 70\nindent_unit = tab\n";
  const toml = '[tool.sqlfluff.core]\nmax_line_length = 70\n\nrules = "LT01"\n' +
    '[tool.sqlfluff.rules.capitalisation.keywords]\npolicy = "upper"\n';
  const settings = resolve({
    files: [{ path: "a/pyproject.toml", text: toml }, { path: "a/.sqlfluff", text: ini }],
    sql: "SELECT 1\n-- sqlfluff:dialekt:ansi\n",
  });
  assert.equal(settings.maxLineLength, 70);
  assert.deepEqual(settings.notes.map((note) => note.split(" ").slice(1, 6).join(" ")), [
    "a/pyproject.toml, line 6: rules.capitalisation.keywords.policy is",
    "a/.sqlfluff, line 3: core.indent_unit is",
    "inline directive, line 2: core.dialekt",
  ]);
});

Deno.test("a rule that only a configuration file names and nobody has is warned of", () => {
  const text = "[sqlfluff]\nrules = LT01, LT77\nexclude_rules = layot\n";
  const files = [{ path: ".sqlfluff", text }];
  const settings = resolve({ files });
  assert.deepEqual(settings.selection.codes, ["LT01"]);
  assert.match(settings.notes[0]!, /^warning: \.sqlfluff, line 2: core\.rules names 'LT77'/);
  assert.match(settings.notes[1]!, /line 3: core\.exclude_rules names 'layot'.* layout\?$/);
  assert.equal(refusal({ files, config: { strict: true } }).code, "unknown_rule");
  assert.equal(refusal({ files, rules: ["LT78"] }).code, "unknown_rule");
});

Deno.test("rules of a configuration file that all do not exist select none, not all", () => {
  const files = [{ path: ".sqlfluff", text: "[sqlfluff]\nrules = XX01\n" }];
  assert.deepEqual(resolve({ files }).selection.codes, []);
});

Deno.test("a guess is made only when some name is near", () => {
  assert.equal(nearest("LT01x", ["LT01", "CP01"]), "LT01");
  assert.equal(nearest("zzzzzz", ["LT01", "CP01"]), undefined);
});

Deno.test("a flag is on or off however SQLFluff takes what is written", () => {
  const ini = (text: string) =>
    resolve({ files: [{ path: ".sqlfluff", text: `[sqlfluff]\n${text}\n` }] });
  for (const on of ["1", "1.0", "2", "-1", "true", "TRUE", "yes", "on", "off", "no"]) {
    assert.equal(ini(`disable_noqa = ${on}`).disableNoqa, true, on);
  }
  for (const off of ["0", "0.0", "false", "None", ""]) {
    assert.equal(ini(`ignore_templated_areas = ${off}`).ignoreTemplatedAreas, false, off);
    const { indentation } = ini(`[sqlfluff:indentation]\nindented_using_on = ${off}`);
    assert.equal(indentation.indented_using_on, false, off);
  }
  const { indentation } = ini("[sqlfluff:indentation]\ntemplate_blocks_indent = force");
  assert.equal(indentation.template_blocks_indent, "force");
});

Deno.test("a word for off that counts as on is told, with its line", () => {
  const notes = (value: string) =>
    resolve({ files: [{ path: ".sqlfluff", text: `[sqlfluff]\ndisable_noqa = ${value}\n` }] })
      .notes;
  assert.match(notes("off")[0]!, /\.sqlfluff, line 2: core\.disable_noqa is 'off', which counts/);
  assert.deepEqual(["yes", "true", "0"].flatMap(notes), []);
});

Deno.test("flags of rules may be written as 0 and 1, of one rule or of all that share them", () => {
  const option = (text: string, name: string) => {
    const settings = resolve({ files: [{ path: ".sqlfluff", text }] });
    const rule = RULES.find((each) => each.options.some((own) => own.name === name))!;
    return ruleOption(settings, rule, name);
  };
  const terminator = "[sqlfluff:rules:convention.terminator]\nmultiline_newline = ";
  assert.equal(option(`${terminator}1\n`, "multiline_newline"), true);
  assert.equal(option(`${terminator}0\n`, "multiline_newline"), false);
  assert.equal(option("[sqlfluff:rules]\nallow_scalar = 0\n", "allow_scalar"), false);
  assert.throws(() => option(`${terminator}2\n`, "multiline_newline"), /'2', not one of true/);
});
