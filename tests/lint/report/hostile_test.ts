/** Names, SQL and messages full of markup, formulas and control characters are text in reports. */
import assert from "node:assert/strict";
import { csvCell } from "../../../src/lint/report/csv.ts";
import { REPORTS } from "../../../src/lint/report/mod.ts";
import { failed, found, NUISANCE, reportOf } from "./kit.ts";

const FORMATS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

function hostile() {
  const place = { line: 1, column: 1, end_line: 2, end_column: 1 };
  return [
    found(NUISANCE, `${NUISANCE}\n${NUISANCE}\n`, [{
      description: NUISANCE,
      code: NUISANCE,
      name: NUISANCE,
      fix: { edits: [{ ...place, text: NUISANCE }] },
    }]),
    failed(NUISANCE, NUISANCE, NUISANCE),
  ];
}

const HEAD = {
  file_name: NUISANCE,
  job_status: NUISANCE,
  verdict: NUISANCE,
  dialect: NUISANCE,
  error: { code: NUISANCE, message: NUISANCE },
  skipped: [{ name: NUISANCE, reason: NUISANCE }],
};

Deno.test("no report holds a control character, a direction mark or half a character", async () => {
  for (const format of FORMATS) {
    const text = await reportOf(format, hostile(), { head: HEAD });
    // deno-lint-ignore no-control-regex -- none of these may be there
    const bad = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
    assert.doesNotMatch(text.replaceAll("\t", ""), bad, format);
    // JSON and YAML write half a character as an escape; elsewhere it is replaced.
    assert.ok(text.isWellFormed() || format === "text" || format === "github", format);
  }
});

Deno.test("markup is text in HTML and XML: no element, attribute or comment comes of it", async () => {
  for (const format of ["html", "junit", "checkstyle"] as const) {
    const text = await reportOf(format, hostile(), { head: HEAD });
    assert.doesNotMatch(text, /<script|<img|<!--|]]>/, format);
    assert.match(text, /&lt;script&gt;/);
    // Nothing leaves an attribute: each quote of the text is written as an entity.
    const plain = await reportOf(format, [], { head: HEAD });
    assert.doesNotMatch(plain, /onerror=alert\(1\)&gt;"'/);
  }
});

Deno.test("the HTML report loads nothing, runs nothing, and says so in a policy", async () => {
  const text = await reportOf("html", hostile(), { head: HEAD });
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(text)!;
  assert.match(policy!, /^default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;;/);
  // The policy stands before everything that comes from outside.
  assert.ok(text.indexOf("Content-Security-Policy") < text.indexOf("<title>"));
  const markup = text.replace(/<style>[\s\S]*?<\/style>/, "");
  const tags = markup.match(/<[^>]+>/g)!;
  assert.ok(tags.length > 20);
  for (const tag of tags) assert.doesNotMatch(tag, /\s(?:src|href|style|on\w+)=/);
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  const hash = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  assert.ok(policy!.includes(`sha256-${hash}`));
});

Deno.test("no cell of CSV is a formula, and quotes keep cells and rows together", async () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]) {
    assert.match(csvCell(`${start}1+1`), /^"?'/, JSON.stringify(start));
  }
  assert.equal(csvCell('a,"b"'), '"a,""b"""');
  assert.equal(csvCell("plain"), "plain");
  assert.equal(csvCell(12), "12");
  const text = await reportOf("csv", [
    found("=1.sql", "select 1", [{ description: "@SUM(1)\r\nnext" }]),
    failed("-2.sql", "+3"),
  ]);
  const rows = text.split("\r\n").slice(1, -1);
  assert.equal(rows.length, 2);
  assert.match(
    rows[0]!,
    /^"'=1\.sql",1,1,1,2,error,LT01,layout\.spacing,"'@SUM\(1\)\\x0d\\x0anext"/,
  );
  assert.match(rows[1]!, /^"'-2\.sql",,,,,error,timeout,,"'\+3"/);
});

Deno.test("no message ends a workflow command or begins one", async () => {
  const lines = (await reportOf("github", hostile())).trimEnd().split("\n");
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^::error /);
  const [, properties] = /^::error (.*?)::/.exec(lines[0]!)!;
  assert.equal(properties!.split(",").filter((each) => each.startsWith("file=")).length, 1);
});

Deno.test("at most ten annotations of each level are written, and how many were not", async () => {
  const errors = Array.from({ length: 13 }, () => ({}));
  const warnings = Array.from({ length: 11 }, () => ({ severity: "warning" as const }));
  const text = await reportOf("github", [found("a.sql", "select 1", [...errors, ...warnings])]);
  const lines = text.trimEnd().split("\n");
  assert.equal(lines.filter((line) => line.startsWith("::error ")).length, 10);
  assert.equal(lines.filter((line) => line.startsWith("::warning ")).length, 10);
  assert.match(lines.at(-1)!, /^::notice title=Lintel::3 errors and 1 warning more: /);
  const few = await reportOf("github", [found("a.sql", "select 1", [{}])]);
  assert.doesNotMatch(few, /notice/);
});
