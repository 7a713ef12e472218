import assert from "node:assert/strict";
import type { LintResult } from "../../../src/lint/result.ts";
import { openService } from "../../support/service.ts";
import { problemOf } from "../../support/problem.ts";
import { until } from "../../support/wait.ts";

const LINT = "/api/v1/lint";

Deno.test("small SQL is linted at once by the native engine", async () => {
  await using service = await openService();
  const response = await service.post(LINT, {
    sql_content: "SELECT a from t\n",
    file_name: "q.sql",
    rules: ["CP01"],
  });
  assert.equal(response.status, 200);
  const result = await response.json() as LintResult;
  assert.equal(result.file, "q.sql");
  assert.deepEqual(result.engine.name, "native");
  assert.deepEqual(result.rules_run, ["CP01"]);
  assert.equal(result.outcome, "findings");
  assert.deepEqual(result.summary, {
    total: 1,
    error_count: 1,
    warning_count: 0,
    by_rule: { CP01: 1 },
  });
  const [found] = result.violations;
  assert.deepEqual([found?.line, found?.column, found?.code, found?.file], [
    1,
    10,
    "CP01",
    "q.sql",
  ]);
  assert.deepEqual(found?.fix?.edits.map((e) => e.text), ["FROM"]);
  assert.equal("fixed" in result, false);
});

Deno.test("/fix gives the fixed text as well", async () => {
  await using service = await openService();
  const response = await service.post("/api/v1/fix", {
    sql_content: "SELECT a from t\n",
    rules: ["CP01"],
  });
  const result = await response.json() as LintResult;
  assert.equal(result.fixed, "SELECT a FROM t\n");
  const clean = await service.post("/api/v1/fix", { sql_content: "SELECT a FROM t\n" });
  assert.equal((await clean.json() as LintResult).fixed, "SELECT a FROM t\n");
});

Deno.test("SQL that the engine cannot read says so, and never counts as clean", async () => {
  await using service = await openService();
  const response = await service.post(LINT, { sql_content: "SELECT ( FROM t\n" });
  const result = await response.json() as LintResult;
  assert.equal(result.outcome, "partly_parsed");
  assert.ok(result.violations.some((v) => v.code === "PRS"));
});

Deno.test("what an engine refuses is a problem with its code", async () => {
  await using service = await openService({ scripted: {} });
  for (const code of ["templating_unsupported", "invalid_config", "timeout"] as const) {
    const response = await service.post(LINT, { sql_content: `-- do: refuse ${code}` });
    await problemOf(response, code);
  }
  const unknown = await service.post(LINT, { sql_content: "-- do: refuse something" });
  const { detail } = await problemOf(unknown, "engine_failed");
  // What the engine said of a failure of its own may name paths: that is for the log.
  assert.match(detail, /log has the reason: try the other engine/);
  assert.ok(!detail.includes("refused as"), detail);
  const crash = await service.post(LINT, { sql_content: "-- do: crash" });
  await problemOf(crash, "engine_failed");
});

Deno.test("wrong requests are refused before any engine sees them", async () => {
  await using service = await openService({ env: { MAX_SQL_BYTES: "1000" } });
  const text = await service.request("POST", LINT, { body: "select 1" });
  await problemOf(text, "unsupported_media_type");
  const json = { "Content-Type": "application/json" };
  const broken = await service.request("POST", LINT, { headers: json, body: "{" });
  await problemOf(broken, "malformed_json");
  await problemOf(await service.post(LINT, {}), "validation_failed", ["sql_content"]);
  const encoding = { sql_content: "select 1", encoding: "utf-8" };
  await problemOf(await service.post(LINT, encoding), "validation_failed", ["(body)"]);
  const dialect = { sql_content: "select 1", dialect: "nope" };
  await problemOf(await service.post(LINT, dialect), "unknown_dialect", ["dialect"]);
  const large = await service.post(LINT, { sql_content: "é".repeat(501) });
  await problemOf(large, "payload_too_large", ["sql_content"]);
  const huge = await service.post(LINT, { sql_content: "x".repeat(80_000) });
  await problemOf(huge, "payload_too_large");
  assert.equal(service.services.engines.get("native")?.stats().started_total, 0);
});

Deno.test("the service's own default dialect holds where a request names none", async () => {
  await using service = await openService({ scripted: {}, env: { DEFAULT_DIALECT: "snowflake" } });
  const response = await service.post(LINT, { sql_content: "-- do: echo" });
  const { notes } = await response.json() as LintResult;
  assert.deepEqual(JSON.parse(notes[0]!).config_files, [
    { path: ".sqlfluff", text: "[sqlfluff]\ndialect = snowflake\n" },
  ]);
});

Deno.test("a caller that goes away ends the linting", async () => {
  await using service = await openService({ scripted: { size: 1 } });
  const gone = new AbortController();
  const pending = service.request("POST", LINT, {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sql_content: "-- do: hang" }),
    signal: gone.signal,
  });
  const engine = service.services.engines.get("native")!;
  await until("the process to be at work", () => engine.stats().busy === 1);
  gone.abort();
  await problemOf(await pending, "unavailable");
  const next = await service.post(LINT, { sql_content: "select 1" });
  assert.equal(next.status, 200);
  await next.body?.cancel();
});

interface OutlineBody {
  dialect: string;
  rendered: string | null;
  nodes: number;
  tree: { kind: string; depth: number; text: string | null }[];
}

Deno.test("how SQL is read is answered as a tree whose leaves are the text", async () => {
  await using service = await openService();
  const parse = async (body: Record<string, unknown>) => {
    const response = await service.post("/api/v1/parse", body);
    assert.equal(response.status, 200);
    return await response.json() as OutlineBody;
  };
  const sql = "SELECT {{ 1 + 2 }} AS n FROM t\n";
  const templated = await parse({ sql_content: sql, dialect: "postgres" });
  assert.equal(templated.dialect, "postgres");
  assert.equal(templated.rendered, "SELECT 3 AS n FROM t\n");
  assert.equal(templated.tree.map(({ text }) => text ?? "").join(""), templated.rendered);
  assert.equal(templated.nodes, templated.tree.length);
  assert.deepEqual(templated.tree[0], { kind: "file", depth: 0, text: null });
  // The native engine answers whatever engine is to lint.
  const plain = await parse({ sql_content: "SELECT 1\n", engine: "sqlfluff" });
  assert.equal(plain.rendered, null);
});

Deno.test("how SQL is read is refused where it cannot be, and by an engine that does not tell", async () => {
  await using service = await openService();
  const template = { sql_content: "SELECT {% if %}\n" };
  await problemOf(await service.post("/api/v1/parse", template), "templating_unsupported", ["sql"]);
  const dialect = { sql_content: "SELECT 1\n", dialect: "nope" };
  await problemOf(await service.post("/api/v1/parse", dialect), "unknown_dialect", ["dialect"]);
  await using scripted = await openService({ scripted: {} });
  const silent = await scripted.post("/api/v1/parse", { sql_content: "SELECT 1\n" });
  await problemOf(silent, "engine_unavailable");
});

Deno.test("configuration files may come with the SQL, the outermost first", async () => {
  await using service = await openService();
  const lint = async (config_files: unknown) => {
    const sql_content = "select a from t\n";
    const body = { sql_content, rules: ["capitalisation.keywords"], config_files };
    return await (await service.post(LINT, body)).json() as LintResult;
  };
  const policy = (value: string) =>
    `[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = ${value}\n`;
  const upper = { path: ".sqlfluff", text: policy("upper") };
  assert.equal((await lint([])).summary.total, 0);
  assert.equal((await lint([upper])).summary.total, 2);
  assert.equal(
    (await lint([upper, { path: "a/.sqlfluff", text: policy("lower") }])).summary.total,
    0,
  );
  const wrong = { sql_content: "select 1", config_files: [{ path: ".sqlfluff" }] };
  await problemOf(await service.post(LINT, wrong), "validation_failed", ["config_files.0.text"]);
});
