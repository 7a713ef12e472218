import assert from "node:assert/strict";
import { LintelError } from "../../../src/errors.ts";
import { REPORTS } from "../../../src/lint/report/mod.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { served } from "../../support/served.ts";
import { openService, type TestService } from "../../support/service.ts";

interface Report {
  job_id: string;
  job_status: string;
  verdict: string;
  skipped: unknown[];
  files: {
    file: string;
    task_status: string;
    error: { code: string } | null;
    violations: { code: string; severity: string }[];
  }[];
  summary: Record<string, unknown>;
}

async function finishedJob(service: TestService): Promise<string> {
  const job_id = await service.submit(
    await zipOf({
      "a.sql": "ok\n  fault here\ndoubt\n",
      "b.sql": "-- do: refuse timeout",
      "c.sql": "fine\n",
      "notes.txt": "",
    }),
  );
  await service.ended(job_id);
  return job_id;
}

Deno.test("the report in JSON has every file, its findings or why there are none", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await finishedJob(service);
  const report = await service.get<Report>(`/api/v1/jobs/${job_id}/report?format=json`);
  assert.equal(report.job_id, job_id);
  assert.deepEqual([report.job_status, report.verdict], ["PARTIALLY_COMPLETED", "FAIL"]);
  assert.deepEqual(
    report.files.map((f) => [f.file, f.task_status, f.error?.code ?? null, f.violations.length]),
    [["a.sql", "SUCCESS", null, 2], ["b.sql", "FAILURE", "timeout", 0], [
      "c.sql",
      "SUCCESS",
      null,
      0,
    ]],
  );
  assert.deepEqual(report.summary, {
    files: 3,
    failed: 1,
    total: 2,
    error_count: 1,
    warning_count: 1,
    by_rule: { LT01: 2 },
  });
  assert.equal(report.skipped.length, 1);
});

Deno.test("the report in text has one line a finding, and the sum", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await finishedJob(service);
  const response = await service.request("GET", `/api/v1/jobs/${job_id}/report?format=text`);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/plain/);
  const text = await response.text();
  const lines = text.split("\n");
  assert.equal(lines[0], "archive.zip: PARTIALLY_COMPLETED, verdict FAIL (native, ansi)");
  assert.ok(lines.includes("      2:3  LT01  a fault  [layout.spacing]"), text);
  assert.ok(lines.includes("      3:1  LT01  a doubt (warning)  [layout.spacing]"), text);
  assert.ok(lines.includes("b.sql: FAILURE, timeout: refused as timeout"), text);
  assert.ok(lines.includes("  notes.txt: not a SQL file"), text);
  assert.equal(lines.at(-2), "3 files, 1 failed; 1 error, 1 warning: LT01 2");
  assert.doesNotMatch(text, /c\.sql/);
});

Deno.test("the format follows the Accept header, and `format` wins over it", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const path = `/api/v1/jobs/${await finishedJob(service)}/report`;
  const cases: [string | null, string, string][] = [
    [null, "", "application/json"],
    ["*/*", "", "application/json"],
    ["text/html, */*;q=0.1", "", "text/html"],
    ["application/json", "", "application/json"],
    ["text/plain", "", "text/plain"],
    ["application/json;q=0.5, text/plain", "", "text/plain"],
    ["text/plain", "?format=json", "application/json"],
    ["image/png", "?format=text", "text/plain"],
  ];
  for (const [accept, query, type] of cases) {
    const headers: Record<string, string> = accept === null ? {} : { Accept: accept };
    const response = await service.request("GET", path + query, { headers });
    await response.body?.cancel();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Content-Type")?.split(";")[0], type, `${accept} ${query}`);
  }
  const image = await service.request("GET", path, { headers: { Accept: "image/png" } });
  await problemOf(image, "not_acceptable");
  const format = await service.request("GET", `${path}?format=pdf`);
  await problemOf(format, "validation_failed", ["format"]);
  const missing = await service.request("GET", "/api/v1/jobs/x/report");
  await problemOf(missing, "not_found");
});

Deno.test("a job under way has a report of what is there", async () => {
  await using service = await openService();
  const job_id = await service.submit("select 1\n");
  const report = await service.get<Report>(`/api/v1/jobs/${job_id}/report`);
  assert.deepEqual(report.files.map((f) => [f.task_status, f.violations]), [["PENDING", []]]);
  const text = await service.request("GET", `/api/v1/jobs/${job_id}/report?format=text`);
  assert.match(await text.text(), /query\.sql: PENDING/);
});

/** Names, SQL and messages of which each format would be glad to make something else. */
const MARKUP = `<script>alert(1)</script>"'&=1+1`;

Deno.test("each format is answered by name and by its media type, whatever files are called", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const name = `<img src=x onerror=alert(1)>.sql`;
  const files = { [name]: `${MARKUP} fault here`, "=1+1.sql": "-- do: refuse timeout" };
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  const path = `/api/v1/jobs/${job_id}/report`;
  for (const [format, { mediaType, contentType, extension }] of Object.entries(REPORTS)) {
    const named = await service.request("GET", `${path}?format=${format}`);
    assert.equal(named.headers.get("Content-Type"), contentType, format);
    assert.equal(
      named.headers.get("Content-Disposition"),
      `inline; filename="lintel-${job_id}.${extension}"`,
    );
    assert.equal(named.headers.get("X-Content-Type-Options"), "nosniff");
    const text = await named.text();
    if (format === "csv") assert.doesNotMatch(text, /(?:^|[",])[=]1/m);
    if (/html|junit|checkstyle/.test(format)) assert.doesNotMatch(text, /<img/);
    if (format !== "none") assert.match(text, /onerror/);
    if (mediaType === null) continue;
    const asked = await service.request("GET", path, { headers: { Accept: mediaType } });
    assert.equal(await asked.text(), text, format);
  }
});

Deno.test("the HTML report is a page without scripts, by a policy of its own", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(`${MARKUP} fault here\n`);
  await service.ended(job_id);
  const page = await service.request("GET", `/api/v1/jobs/${job_id}/report?format=html`);
  const policy = page.headers.get("Content-Security-Policy") ?? "";
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /script-src|unsafe/);
  const html = await page.text();
  // The source is shown, with the finding marked, and is text.
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;.*<mark>fault<\/mark>/);
  assert.doesNotMatch(html, /<script/);
});

Deno.test("severity by path holds in the service: what warns alone passes", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const severities: string[] = [];
  // The same text twice: a result of the cache has the severity of its own file.
  for (const name of ["legacy/a.sql", "models/a.sql"]) {
    const own = "[lintel:severity:legacy/**]\nlayout = warning\n";
    const job_id = await service.submit(await zipOf({ ".sqlfluff": own, [name]: "fault here\n" }));
    await service.ended(job_id);
    const { verdict, files } = await service.get<Report>(`/api/v1/jobs/${job_id}/report`);
    for (const { file, violations } of files) {
      for (const v of violations) severities.push(`${file} ${v.severity} ${verdict}`);
    }
  }
  assert.deepEqual(severities, ["legacy/a.sql warning PASS", "models/a.sql error FAIL"]);
  const config = { lintel: { severity: { "*": "warning" } } };
  const lone = await service.request("POST", "/api/v1/lint", {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sql_content: "fault here\n", config }),
  });
  const { summary } = await lone.json() as { summary: Record<string, unknown> };
  assert.deepEqual([summary.error_count, summary.warning_count], [0, 1]);
});

Deno.test("a report that breaks off is not taken for the whole, and one that cannot begin is a problem", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  // More than is put together before it is sent: the report has begun when the store goes.
  const names = Array.from({ length: 3 }, (_, i) => `${i}-${"n".repeat(200)}`);
  const job_id = await service.submit(
    await zipOf(Object.fromEntries(names.map((name, i) => [
      `${name}.sql`,
      `select ${i}\n${"  fault\n".repeat(3000)}`,
    ]))),
  );
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  const tasks = await service.tasks(job_id);
  const path = `/api/v1/jobs/${job_id}/report?format=csv`;
  const { store } = service.services;
  const list = store.tasks.list.bind(store.tasks);
  let reads = 0;
  const [last] = tasks.slice(-1);
  store.tasks.list = async (...args) => {
    reads++;
    const found = await list(...args);
    // As of a pack that is gone: the last file's result cannot be read.
    return found.map((task) =>
      task.task_id === last!.task_id ? { ...task, result: { ...task.result!, sha256: "0" } } : task
    );
  };
  await using server = await served(service);
  const answer = await fetch(server.url + path);
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text());
  assert.equal(reads, 1);
  store.tasks.list = () => Promise.reject(new LintelError("store_unavailable", "away"));
  await problemOf(await service.request("GET", path), "store_unavailable");
});
