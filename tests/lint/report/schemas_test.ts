/** Reports are valid by the schemas that their readers publish. */
import assert from "node:assert/strict";
import Ajv from "ajv";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { parse as parseYaml } from "yaml";
import { BaselineComparison } from "../../../src/lint/baseline.ts";
import { fingerprints } from "../../../src/lint/fingerprint.ts";
import { programs } from "../../support/programs.ts";
import { failed, found, linted, NUISANCE, reportOf, type SourceFile } from "./kit.ts";

const SCHEMAS = new URL("../../support/schemas/", import.meta.url);

async function schema(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await Deno.readTextFile(new URL(name, SCHEMAS)));
}

/** Real findings, findings that are a nuisance, a file that failed, one that was left out. */
function files(): SourceFile[] {
  const sql = "select a,b from t where x != 1 ;\n\nselect  'é𝒳',c  from u\n";
  return [
    linted("models/a b.sql", sql),
    linted("clean.sql", "SELECT 1\n"),
    linted("part.sql", "select * from (\n"),
    found(NUISANCE, "select 1", [{ description: NUISANCE, code: "X&<1" }]),
    found("twice.sql", "select 1", [{}, { severity: "warning" }, { code: "TMP", column: 0 }]),
    failed("broken.sql", NUISANCE),
    {
      file: "left.sql",
      task_status: "SKIPPED",
      result: null,
      error: null,
      left_out: ".sqlfluffignore",
      text: "",
    },
  ];
}

async function sarifErrors(text: string): Promise<unknown> {
  const ajv = new (Ajv04 as unknown as typeof Ajv.default)({
    strict: false,
    allErrors: true,
    // A pattern of the schema is none under the flag u.
    unicodeRegExp: false,
  });
  (addFormats as unknown as typeof addFormats.default)(ajv);
  const validate = ajv.compile(await schema("sarif-2.1.0.json"));
  validate(JSON.parse(text));
  return validate.errors;
}

interface Sarif {
  runs: [{
    results: {
      ruleId: string;
      level: string;
      message: { text: string };
      partialFingerprints?: Record<string, string>;
      baselineState?: string;
      suppressions?: { kind: string }[];
      fixes?: unknown[];
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[];
    tool: { driver: { rules: { id: string; help: { markdown: string }; helpUri: string }[] } };
    invocations: [{
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: string; message: { text: string } }[];
    }];
  }];
}

Deno.test("SARIF is valid by the schema of 2.1.0, whatever files and messages hold", async () => {
  const text = await reportOf("sarif", files());
  assert.equal(await sarifErrors(text), null);
  assert.equal(await sarifErrors(await reportOf("sarif", [])), null);
  const { runs: [{ results, tool, invocations: [invocation] }] } = JSON.parse(text) as Sarif;
  const uris = new Set(results.map((r) => r.locations[0]!.physicalLocation.artifactLocation.uri));
  assert.ok(uris.has("models/a%20b.sql"), [...uris].join(" "));
  assert.ok(results.some(({ fixes }) => fixes !== undefined));
  assert.ok(results.every(({ partialFingerprints: prints }) => {
    const [hash, count] = prints!.primaryLocationLineHash!.split(":");
    return hash === prints!["lintelFinding/v1"] && count === "1";
  }));
  assert.deepEqual(
    tool.driver.rules.map(({ id }) => id),
    [...new Set(results.map(({ ruleId }) => ruleId))].sort(),
  );
  assert.match(tool.driver.rules.find(({ id }) => id === "LT01")!.help.markdown, /````sql\nSELECT/);
  assert.equal(invocation.executionSuccessful, false);
  assert.equal(invocation.toolExecutionNotifications.length, 1);
  // A message is text: neither a link nor a placeholder.
  assert.doesNotMatch(text, /\]\(https/);
  assert.doesNotMatch(text, /[^{]\{0\}[^}]/);
  // deno-lint-ignore no-control-regex -- none of these may be there
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]/);
});

Deno.test("SARIF tells the state of each finding against a baseline", async () => {
  const [file] = files();
  const prints = fingerprints(file!.text, file!.result!.violations);
  const known = prints.slice(1).map((fingerprint) => ({ fingerprint, code: "X", file: "y.sql" }));
  const baseline = new BaselineComparison({ findings: known });
  const text = await reportOf("sarif", [file!], { baseline });
  assert.equal(await sarifErrors(text), null);
  const { results } = (JSON.parse(text) as Sarif).runs[0];
  assert.deepEqual(
    results.map((r) => r.baselineState),
    prints.map((_, i) => i === 0 ? "new" : "unchanged"),
  );
});

Deno.test("SARIF tells of each result whether it is suppressed, where that is known", async () => {
  const [file] = files();
  const [first] = file!.result!.violations;
  const text = await reportOf("sarif", [{ ...file!, suppressed: [first!] }, {
    ...linted("all.sql", "SELECT 1\n"),
    text: file!.text,
    suppressed: [first!],
  }]);
  assert.equal(await sarifErrors(text), null);
  const { results } = (JSON.parse(text) as Sarif).runs[0];
  const kinds = results.map(({ suppressions }) => suppressions!.map(({ kind }) => kind).join());
  const open = file!.result!.violations.map(() => "");
  assert.deepEqual(kinds, [...open, "inSource", "inSource"]);
  assert.ok(results.every(({ partialFingerprints: prints }) => prints !== undefined));
});

Deno.test("SARIF keeps to what code scanning takes, and says what was left off", async () => {
  const many = Array.from({ length: 26_000 }, (_, i) => ({ line: i + 1, end_line: i + 1 }));
  const text = await reportOf("sarif", [found("many.sql", "a\n".repeat(26_000), many)]);
  const { results, invocations } = (JSON.parse(text) as Sarif).runs[0];
  assert.equal(results.length, 25_000);
  const notes = invocations[0].toolExecutionNotifications.map(({ message }) => message.text);
  assert.match(notes.join("\n"), /^1000 results were left off/);
  assert.match(notes.join("\n"), /shows 5000 of the 25000/);
  // Text that cannot be packed: 20,000 fixes of 2,000 random letters are 40 MB.
  const random = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(2000)), (b) => (b % 36).toString(36)).join("");
  const place = { line: 1, column: 1, end_line: 1, end_column: 1 };
  const large = many.slice(0, 20_000).map(() => ({
    fix: { edits: [{ ...place, text: random() }] },
  }));
  const packed = await reportOf("sarif", [found("large.sql", "a\n", large)]);
  const stream = new Blob([packed]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = (await new Response(stream).arrayBuffer()).byteLength;
  assert.ok(bytes < 10_000_000 && bytes > 4_000_000, `${bytes} bytes`);
  assert.match(packed, /results were left off/);
  const long = await reportOf("sarif", [found("a.sql", "a", [{ description: "x".repeat(5000) }])]);
  assert.equal((JSON.parse(long) as Sarif).runs[0].results[0]!.message.text.length, 1000);
});

Deno.test("every entry for GitLab is valid by its schema, with a fingerprint of its own", async () => {
  const ajv = new (Ajv as unknown as typeof Ajv.default)({ strict: false });
  const validate = ajv.compile(await schema("gitlab-codequality.json"));
  const same = linted("copy.sql", files()[0]!.text);
  const entries = JSON.parse(await reportOf("gitlab", [...files(), same])) as {
    fingerprint: string;
    severity: string;
    location: { path: string; lines: { begin: number } };
  }[];
  for (const entry of entries) {
    assert.ok(validate(entry), JSON.stringify(validate.errors));
    assert.ok(["info", "minor", "major", "critical", "blocker"].includes(entry.severity));
    assert.ok(entry.location.lines.begin >= 1);
  }
  assert.equal(new Set(entries.map((e) => e.fingerprint)).size, entries.length);
  assert.deepEqual(JSON.parse(await reportOf("gitlab", [])), []);
});

Deno.test("GitLab's fingerprints survive lines that are put before each statement", async () => {
  const print = async (sql: string) =>
    (JSON.parse(await reportOf("gitlab", [linted("a.sql", sql)])) as { fingerprint: string }[])
      .map(({ fingerprint }) => fingerprint).sort();
  const statements = ["SELECT a,b from t;\n", "SELECT  c FROM u;\n"];
  const before = await print(statements.join(""));
  const moved = statements.map((each) => `${"-- moved\n".repeat(30)}${each}`).join("");
  assert.ok(before.length >= 3);
  assert.deepEqual(await print(moved), before);
});

async function xmllint(args: string[], xml: string): Promise<{ code: number; text: string }> {
  const child = new Deno.Command("xmllint", {
    args: ["--noout", ...args, "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(xml));
  await writer.close();
  const { code, stderr } = await child.output();
  return { code, text: new TextDecoder().decode(stderr) };
}

const { missing } = programs(["xmllint"]);

Deno.test({
  name: "JUnit's report is valid by Jenkins's schema, Checkstyle's is well formed",
  ignore: missing,
  async fn() {
    const xsd = new URL("junit-10.xsd", SCHEMAS).pathname;
    for (const list of [files(), []]) {
      const junit = await xmllint(["--schema", xsd], await reportOf("junit", list));
      assert.equal(junit.code, 0, junit.text);
      const checkstyle = await xmllint([], await reportOf("checkstyle", list));
      assert.equal(checkstyle.code, 0, checkstyle.text);
    }
    // The schema refuses what it should.
    const wrong = await xmllint(["--schema", xsd], "<testsuites><testsuite/></testsuites>");
    assert.notEqual(wrong.code, 0);
  },
});

Deno.test("JUnit counts errors as failures, warnings as passed, and says what was not linted", async () => {
  const text = await reportOf("junit", files());
  assert.match(text, /name="twice.sql" tests="3" failures="2" errors="0" skipped="0"/);
  assert.match(text, /name="clean.sql" tests="1" failures="0"/);
  assert.match(text, /name="broken.sql" tests="1" failures="0" errors="1"/);
  assert.match(text, /name="left.sql" .* skipped="1"/);
});

Deno.test("YAML is what the JSON report is", async () => {
  for (const list of [files(), []]) {
    const yaml = await reportOf("yaml", list);
    assert.deepEqual(parseYaml(yaml), JSON.parse(await reportOf("json", list)));
    // deno-lint-ignore no-control-regex -- none of these may be there
    assert.doesNotMatch(yaml, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]/);
  }
});
