import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { type JobBody, openService, type TestService } from "../../support/service.ts";
import { onVolume } from "../../support/on_volume.ts";

interface Listed {
  violations: { file: string; code: string; baseline_state?: string }[];
  next_cursor: string | null;
}

const BASE = { name: "shop-main", project: "shop", owner: "ann", reason: "before the rules" };

async function make(service: TestService, body: Record<string, unknown>): Promise<void> {
  const response = await service.post("/api/v1/baselines", { ...BASE, ...body });
  assert.equal(response.status, 201, await response.text());
}

const violations = (service: TestService, id: string, query: string) =>
  service.get<Listed>(`/api/v1/jobs/${id}/violations?${query}`);

/** An archive's bytes, each statement with so many lines before it. */
function archive(files: Record<string, string>, lines = 0): Promise<Uint8Array<ArrayBuffer>> {
  const moved = Object.entries(files).map(([name, sql]) => [name, "\n".repeat(lines) + sql]);
  return zipOf(Object.fromEntries(moved));
}

const FILES = {
  "a.sql": "select a,b from t;\n",
  "b.sql": "select c,d from u;\n",
};
const OPTIONS = { rules: ["LT01"], labels: { project: "shop" } };

Deno.test("a job tells what is new against the baseline of another, wherever lines have moved", async () => {
  await using service = await openService({ worker: true });
  const first = await service.submit(await archive(FILES), OPTIONS);
  await service.ended(first);
  await make(service, { from_job: first });
  const later = {
    "a.sql": FILES["a.sql"],
    "renamed.sql": FILES["b.sql"],
    "c.sql": "select e,f from v;\n",
  };
  const second = await service.submit(await archive(later, 30), {
    ...OPTIONS,
    baseline: "shop-main",
  });
  const job = await service.ended(second) as JobBody & { baseline: unknown };
  assert.deepEqual(job.baseline, {
    name: "shop-main",
    new: 1,
    unchanged: 2,
    gone: 0,
    verdict: "FAIL",
    missing: false,
  });
  const fresh = await violations(service, second, "baseline_state=new");
  assert.deepEqual(fresh.violations.map((v) => [v.file, v.baseline_state]), [["c.sql", "new"]]);
  const old = await violations(service, second, "baseline_state=unchanged&limit=1");
  assert.equal(old.violations.length, 1);
  const rest = await violations(
    service,
    second,
    `baseline_state=unchanged&limit=1&cursor=${old.next_cursor}`,
  );
  const files = [...old.violations, ...rest.violations].map((v) => v.file);
  assert.deepEqual(files.sort(), ["a.sql", "renamed.sql"]);
  const all = await violations(service, second, "");
  assert.ok(all.violations.every((v) => v.baseline_state !== undefined));
  const plain = await violations(service, first, "");
  assert.ok(plain.violations.every((v) => v.baseline_state === undefined));
});

Deno.test("what was known before is compared as well, and a job with nothing new passes", async () => {
  await using service = await openService({ worker: true });
  const sql = "select a,b from t;\n";
  const first = await service.submit(sql, OPTIONS);
  await service.ended(first);
  await make(service, { from_job: first });
  const second = await service.ended(
    await service.submit(sql, { ...OPTIONS, baseline: "shop-main" }),
  ) as JobBody & { baseline: { verdict: string; unchanged: number } };
  assert.equal(second.verdict, "FAIL");
  assert.deepEqual([second.baseline.verdict, second.baseline.unchanged], ["PASS", 1]);
});

Deno.test("a baseline is made of a document, told with it, listed and deleted", async () => {
  await using service = await openService();
  const document = {
    version: 1,
    tool: "lintel",
    created_at: "2026-11-28T00:00:00.000Z",
    findings: [{ fingerprint: "ab".repeat(16), code: "LT01", file: "a.sql", count: 2 }],
  };
  await make(service, { document, expires_at: "2099-01-01T00:00:00Z" });
  await make(service, { document: { ...document, findings: [] }, name: "bank", project: "bank" });
  const one = await service.get<Record<string, unknown>>(
    "/api/v1/baselines/shop-main?document=true",
  );
  assert.deepEqual([one.findings, one.owner, one.created_by], [2, "ann", "anonymous"]);
  assert.deepEqual((one.document as typeof document).findings, document.findings);
  assert.deepEqual([one.expires_at, one.expired], ["2099-01-01T00:00:00.000Z", false]);
  interface Page {
    baselines: { name: string }[];
    next_cursor: string | null;
  }
  const page = await service.get<Page>("/api/v1/baselines?limit=1");
  assert.deepEqual(page.baselines.map((b) => b.name), ["bank"]);
  const rest = await service.get<Page>(`/api/v1/baselines?limit=1&cursor=${page.next_cursor}`);
  assert.deepEqual([rest.baselines[0]?.name, rest.next_cursor], ["shop-main", null]);
  const own = await service.get<Page>("/api/v1/baselines?project=shop");
  assert.equal(own.baselines.length, 1);
  const gone = await service.request("DELETE", "/api/v1/baselines/bank");
  assert.equal(gone.status, 204);
  await problemOf(await service.request("GET", "/api/v1/baselines/bank"), "not_found");
  await problemOf(await service.request("DELETE", "/api/v1/baselines/bank"), "not_found");
});

Deno.test("a baseline that cannot be made is refused with its field", async () => {
  await using service = await openService();
  const open = await service.submit("select 1\n");
  const document = { version: 1, tool: "lintel", created_at: "2026-11-28", findings: [] };
  const cases: [Record<string, unknown>, string, string | null][] = [
    [{ from_job: open }, "conflict", null],
    [{ from_job: "x" }, "not_found", null],
    [{}, "validation_failed", "from_job"],
    [{ from_job: open, document }, "validation_failed", "from_job"],
    [{ document, name: "a b" }, "validation_failed", "name"],
    [{ document, owner: " " }, "validation_failed", "owner"],
    [{ document, expires_at: "2020-01-01T00:00:00Z" }, "validation_failed", "expires_at"],
    [{ document: { ...document, version: 2 } }, "validation_failed", "version"],
    [
      {
        document: {
          ...document,
          findings: [{ fingerprint: "ab".repeat(16), code: "LT01", file: "x".repeat(4097) }],
        },
      },
      "validation_failed",
      "document.findings.0.file",
    ],
  ];
  for (const [body, code, field] of cases) {
    const response = await service.post("/api/v1/baselines", { ...BASE, ...body });
    await problemOf(response, code as "conflict", field === null ? [] : [field]);
  }
  await make(service, { document });
  await problemOf(await service.post("/api/v1/baselines", { ...BASE, document }), "conflict");
});

Deno.test("a submission names a baseline that is there, of its project and not expired", async () => {
  await using service = await openService();
  const document = { version: 1, tool: "lintel", created_at: "2026-11-28", findings: [] };
  const expires_at = new Date(service.services.now() + 60_000).toISOString();
  await make(service, { document, expires_at });
  const submit = (more: Record<string, unknown>) =>
    service.post("/api/v1/jobs", {
      sql_content: onVolume("select 1"),
      baseline: "shop-main",
      ...more,
    });
  const raw = await service.request("POST", "/api/v1/jobs?baseline=shop-main", {
    headers: { "Content-Type": "application/sql" },
    body: onVolume("select 1"),
  });
  const { job_id } = await raw.json() as { job_id: string };
  const job = await service.get<JobBody & { baseline: { name: string; new: null } }>(
    `/api/v1/jobs/${job_id}`,
  );
  assert.deepEqual([job.baseline.name, job.baseline.new], ["shop-main", null]);
  const early = await service.request(
    "GET",
    `/api/v1/jobs/${job_id}/violations?baseline_state=new`,
  );
  await problemOf(early, "conflict", ["baseline_state"]);
  const other = await submit({ labels: { project: "bank" } });
  await problemOf(other, "validation_failed", ["baseline"]);
  await problemOf(await submit({ baseline: "nothing" }), "validation_failed", ["baseline"]);
  await problemOf(await submit({ baseline: "a b" }), "validation_failed", ["baseline"]);
  service.advance(120_000);
  const late = await problemOf(await submit({}), "validation_failed", ["baseline"]);
  assert.match(late.detail, /expired at .*ann owns it/);
  const { jobs } = await service.get<{ jobs: JobBody[] }>("/api/v1/jobs");
  assert.equal(jobs.length, 1);
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), [job_id]);
});
