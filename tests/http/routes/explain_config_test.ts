import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

interface Body {
  dialect: string;
  values: { key: string; value: unknown; source: unknown }[];
  unread: { key: string; file: string; line: number; suggestion: string | null }[];
  rules: { code: string; runs: boolean; reason: string | null }[];
  applied: string[];
  ignored_by: string | null;
}

const PATH = "/api/v1/config/explain";

async function explain(service: TestService, body: unknown): Promise<Body> {
  const response = await service.post(PATH, body);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text) as Body;
}

function dialectOf({ values }: Body) {
  const { value, source } = values.find(({ key }) => key === "core.dialect")!;
  return [value, source];
}

Deno.test("a list of a request's config is told as it was given, and documented so", async () => {
  await using service = await openService();
  const list = [null, 1, ["a"], { b: true }];
  const explained = await explain(service, { config: { of_nobody: list } });
  assert.deepEqual(explained.values.find(({ key }) => key === "of_nobody")?.value, list);
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(await service.get<object>("/openapi.json"), "api");
  const validate = ajv.compile({ $ref: "api#/components/schemas/ConfigExplanation" });
  assert.ok(validate(explained), JSON.stringify(validate.errors));
});

Deno.test("without anything asked it is what this service lints a bare file with", async () => {
  await using plain = await openService();
  const bare = await plain.get<Body>(PATH);
  assert.deepEqual(dialectOf(bare), [null, "default"]);
  assert.equal(bare.dialect, "ansi");
  assert.deepEqual([bare.applied, bare.ignored_by, bare.unread], [[], null, []]);
  assert.ok(bare.rules.length > 70 && bare.rules.some(({ runs }) => runs));
  await using own = await openService({ env: { DEFAULT_DIALECT: "postgres" } });
  assert.deepEqual(dialectOf(await own.get<Body>(PATH)), [
    "postgres",
    { file: "DEFAULT_DIALECT", line: null },
  ]);
});

Deno.test("the files that apply to a path are chosen, and say what they set", async () => {
  await using service = await openService();
  const config_files = [
    { path: ".sqlfluff", text: "[sqlfluff]\ndialect = mysql\nignore_paths = old\n" },
    { path: "a/.sqlfluff", text: "[sqlfluff]\nmax_line_lenght = 9\n" },
    { path: "b/.sqlfluff", text: "[sqlfluff]\ndialect = tsql\n" },
  ];
  const inA = await explain(service, { config_files, file: "a/q.sql" });
  assert.deepEqual(inA.applied, [".sqlfluff", "a/.sqlfluff"]);
  assert.deepEqual(dialectOf(inA), ["mysql", { file: ".sqlfluff", line: 2 }]);
  const [unread] = inA.unread;
  assert.deepEqual([unread!.file, unread!.line, unread!.suggestion], [
    "a/.sqlfluff",
    2,
    "max_line_length",
  ]);
  const all = await explain(service, { config_files });
  assert.equal(all.dialect, "tsql");
  const old = await explain(service, { config_files, file: "old/q.sql" });
  assert.equal(old.ignored_by, "ignore_paths in .sqlfluff");
  const inline = await explain(service, {
    config_files,
    sql_content: "-- sqlfluff:dialect:oracle\nSELECT 1\n",
  });
  assert.deepEqual(dialectOf(inline), ["oracle", { file: "inline directive", line: 1 }]);
});

Deno.test("rules of the request, and what no rule is", async () => {
  await using service = await openService();
  const { rules } = await explain(service, { rules: ["LT01"], exclude_rules: ["layout"] });
  const reason = rules.find(({ code }) => code === "LT01")!.reason;
  assert.equal(reason, "excluded by core.exclude_rules = layout (the request)");
  const refused = await service.post(PATH, { rules: ["LT0I"] });
  await problemOf(refused, "unknown_rule");
});

Deno.test("what is wrong with a request or a configuration is refused with its field", async () => {
  await using service = await openService({ env: { MAX_SQL_BYTES: "1000" } });
  const file = (text: string, path = ".sqlfluff") => ({ config_files: [{ path, text }] });
  const cases: [unknown, Parameters<typeof problemOf>[1]][] = [
    [{ dialect: "snowflak" }, "unknown_dialect"],
    [file("[sqlfluff]\ndialect = snowflak\n"), "unknown_dialect"],
    [file("no section\n"), "invalid_config"],
    [file("[sqlfluff]\nmax_line_length = long\n"), "invalid_config"],
    [file("", ""), "validation_failed"],
    [{ engine: "sqlfluff" }, "validation_failed"],
    [
      { config_files: Array.from({ length: 101 }, () => ({ path: "a", text: "" })) },
      "validation_failed",
    ],
    [{ sql_content: "x".repeat(1001) }, "payload_too_large"],
    [file("#".repeat(1024 * 1024 + 1)), "payload_too_large"],
  ];
  for (const [body, code] of cases) {
    await problemOf(await service.post(PATH, body), code);
  }
  const form = await service.request("POST", PATH, { body: new FormData() });
  await problemOf(form, "unsupported_media_type");
});

Deno.test("a configuration that takes too long costs its lint process, and not the service", async () => {
  await using service = await openService({ env: { LINT_TIMEOUT_SECONDS: "1" } });
  // Every section has the settings of DEFAULT, so that the work is the product of the two.
  const settings = Array.from({ length: 40_000 }, (_, i) => `k${i}=1\n`).join("");
  const sections = Array.from({ length: 30_000 }, (_, i) => `[sqlfluff:s${i}]\n`).join("");
  const text = `[DEFAULT]\n${settings}${sections}`;
  const sent = service.post(PATH, { config_files: [{ path: ".sqlfluff", text }] });
  const health = await service.request("GET", "/api/v1/health");
  assert.equal(health.status, 200);
  await health.body?.cancel();
  const { code } = await (await sent).json() as { code: string };
  assert.ok(["timeout", "memory_limit"].includes(code), code);
});

Deno.test("severities by rule and path are explained like every other setting", async () => {
  await using service = await openService();
  const text = "[lintel:severity:legacy/*]\nlayout = warning\n";
  const body = await explain(service, {
    config_files: [{ path: ".sqlfluff", text }],
    config: { lintel: { severity: { CP01: "warning" } } },
    file: "legacy/a.sql",
  });
  const own = body.values.filter(({ key }) => key.startsWith("lintel."));
  assert.deepEqual(own.map(({ key, source }) => [key, source]), [
    ["lintel.severity.legacy/*.layout", { file: ".sqlfluff", line: 2 }],
    ["lintel.severity.CP01", "option"],
  ]);
  const rules = body.rules as { code: string; severity?: string }[];
  const severity = (code: string) => rules.find((rule) => rule.code === code)!.severity;
  assert.deepEqual(["LT01", "CP01", "CP02"].map(severity), ["warning", "warning", "error"]);
  assert.deepEqual(body.unread, []);
});
