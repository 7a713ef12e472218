import assert from "node:assert/strict";
import { auditEntry } from "../../store/cases/audit.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

interface Page {
  entries: { audit_id: string; at: string; outcome: string; who: string }[];
  next_cursor: string | null;
}

Deno.test("the audit log is listed newest first, page by page, with each outcome by name", async () => {
  await using service = await openService();
  const statuses = [200, 404, 503, null, 302];
  const rows = statuses.map((status, i) => auditEntry({ at: 1_790_000_000_000 + i, status }));
  await service.services.store.audit.write(rows);
  const first = await service.get<Page>("/api/v1/audit?limit=3");
  assert.deepEqual(first.entries.map((e) => e.outcome), ["done", "unknown", "failed"]);
  const second = await service.get<Page>(`/api/v1/audit?limit=3&cursor=${first.next_cursor}`);
  assert.deepEqual(second.entries.map((e) => e.outcome), ["refused", "done"]);
  assert.equal(second.next_cursor, null);
  const since = new Date(rows[3]!.at).toISOString();
  const late = await service.get<Page>(`/api/v1/audit?since=${since}&who=ann`);
  assert.deepEqual(late.entries.map((e) => e.audit_id), [rows[4]!.audit_id, rows[3]!.audit_id]);
  assert.deepEqual((await service.get<Page>("/api/v1/audit?who=zoe")).entries, []);
  await problemOf(await service.request("GET", "/api/v1/audit?cursor=x"), "invalid_cursor");
  await problemOf(
    await service.request("GET", "/api/v1/audit?since=today"),
    "validation_failed",
    ["since"],
  );
});

Deno.test("only an admin reads the audit log", async () => {
  await using service = await openService({
    env: { API_TOKENS: "bob:bbbbbbbbbbbbbbbb:read+submit" },
  });
  await problemOf(await service.request("GET", "/api/v1/audit"), "unauthorized");
  const headers = { Authorization: "Bearer bbbbbbbbbbbbbbbb" };
  await problemOf(await service.request("GET", "/api/v1/audit", { headers }), "forbidden");
});
