import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";
import { countTrends } from "../../../src/workflow/trends.ts";

interface Point {
  at: string;
  jobs: number;
  files: number;
  failed_files: number;
  lines: number;
  findings: number;
  findings_per_1000_lines: number | null;
  wait_ms: { p50: number | null; p95: number | null };
  run_ms: { p50: number | null; p95: number | null };
  verdicts: { PASS: number; FAIL: number };
}

interface Trends {
  bucket_seconds: number;
  points: Point[];
  rules: {
    code: string;
    findings: number;
    per_1000_lines: number | null;
    series: (number | null)[];
  }[];
}

const total = (trends: Trends, key: "jobs" | "files" | "failed_files" | "lines" | "findings") =>
  trends.points.reduce((sum, point) => sum + point[key], 0);

Deno.test("trends tell jobs, files, lines, findings and times, for all and for a project", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const shop = { labels: { project: "shop" } };
  const zip = await zipOf({
    "a.sql": "fault\nfault\n",
    "b.sql": "fine\n",
    "c.sql": "-- do: refuse timeout",
  });
  for (const id of [await service.submit(zip, shop), await service.submit("fault\n")]) {
    await service.ended(id);
  }
  // Known from before: its lines count all the same.
  await service.ended(await service.submit("fault\n", shop));
  await countTrends(service.services);
  for (const range of ["hour", "day", "week", "month"]) {
    const all = await service.get<Trends>(`/api/v1/trends?range=${range}`);
    assert.equal(total(all, "jobs"), 3);
    assert.equal(total(all, "files"), 5);
    assert.equal(total(all, "failed_files"), 1);
    assert.equal(total(all, "findings"), 4);
    assert.equal(total(all, "lines"), 3 + 2 + 2 + 2);
    assert.ok(all.points.some((point) => point.run_ms.p95 !== null && point.wait_ms.p50 !== null));
  }
  const own = await service.get<Trends>("/api/v1/trends?label=project:shop");
  assert.equal(total(own, "jobs"), 2);
  assert.deepEqual(own.rules.map(({ code, findings }) => [code, findings]), [["LT01", 3]]);
  assert.equal(own.rules[0]?.per_1000_lines, Math.round(3 / total(own, "lines") * 1e6) / 1e3);
  assert.equal(own.rules[0]?.series.length, own.points.length);
  const team = await service.get<Trends>("/api/v1/trends?label=team:data%20platform");
  assert.equal(total(team, "jobs"), 0);
  const none = await service.get<Trends>("/api/v1/trends?rule=AL01");
  assert.equal(total(none, "findings"), 0);
  const from = new Date(service.services.now() - 7_200_000).toISOString();
  const custom = await service.get<Trends>(`/api/v1/trends?from=${from}`);
  assert.deepEqual([custom.bucket_seconds, total(custom, "jobs")], [60, 3]);
});

Deno.test("trends come as CSV, a line for each point", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.ended(await service.submit("fault\n"));
  await countTrends(service.services);
  const response = await service.request("GET", "/api/v1/trends?range=hour&format=csv");
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/csv/);
  const lines = (await response.text()).trimEnd().split("\r\n");
  assert.equal(lines.length, 61);
  assert.match(lines[0]!, /^at,jobs,files,.*,LT01$/);
  assert.ok(
    lines.slice(1).some((line) => /^\d{4}-.*Z,1,1,0,2,1,0,1,500,.*,1,1,1,500$/.test(line)),
    lines.at(-1)!,
  );
});

Deno.test("a range or label that is none is refused with its field", async () => {
  await using service = await openService();
  const cases: [string, string][] = [
    ["range=year", "range"],
    ["to=2026-01-01T00:00:00Z", "to"],
    ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"],
    ["from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "from"],
    ["from=2026-01-01T00:00:00Z&range=day", "range"],
    ["label=shop", "label"],
    ["label=commit:4f2a", "label"],
    ["format=xml", "format"],
  ];
  for (const [query, field] of cases) {
    const response = await service.request("GET", `/api/v1/trends?${query}`);
    await problemOf(response, "validation_failed", [field]);
  }
});
