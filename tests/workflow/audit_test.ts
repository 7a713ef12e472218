import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { AuditEntry, Store } from "../../src/store/port.ts";
import { AuditLog } from "../../src/workflow/audit.ts";
import { auditEntry } from "../store/cases/audit.ts";
import { logLines } from "../support/log_lines.ts";
import { until } from "../support/wait.ts";

/** A store that is away for its first `failures` calls. */
function awayFor(failures: number): { store: Pick<Store, "audit">; kept: Map<string, AuditEntry> } {
  const kept = new Map<string, AuditEntry>();
  let left = failures;
  const audit = {
    write(entries: readonly AuditEntry[]) {
      if (left-- > 0) return Promise.reject(new LintelError("store_unavailable", "away"));
      for (const entry of entries) kept.set(entry.audit_id, entry);
      return Promise.resolve();
    },
  };
  return { store: { audit } as unknown as Pick<Store, "audit">, kept };
}

Deno.test("an entry is there before its outcome is, and then has it", async () => {
  const { store, kept } = awayFor(0);
  const log = new AuditLog(store, 1);
  const entry = auditEntry();
  await log.begin(entry);
  assert.deepEqual([...kept.values()], [entry]);
  log.record({ ...entry, status: 200 });
  await log.close();
  assert.deepEqual([...kept.values()], [{ ...entry, status: 200 }]);
});

Deno.test("what the store did not take is logged in full, kept, and written later", async () => {
  await using lines = await logLines("info");
  const { store, kept } = awayFor(3);
  const log = new AuditLog(store, 1);
  const entry = auditEntry({ target: "/api/v1/jobs/7" });
  await log.begin(entry);
  log.record({ ...entry, status: 204 });
  await until("the entry", () => Promise.resolve(kept.size === 1));
  assert.equal([...kept.values()][0]?.status, 204);
  const logged = lines.lines.filter((line) => line.audit_id === entry.audit_id);
  assert.ok(logged.length > 0);
  assert.ok(logged.every((line) => line.level === "ERROR" && line.target === "/api/v1/jobs/7"));
  await log.close();
});

Deno.test("closing does not wait for a store that stays away, and its entries are in the log", async () => {
  await using lines = await logLines("info");
  const { store } = awayFor(Infinity);
  const log = new AuditLog(store, 1);
  const entry = auditEntry();
  log.record(entry);
  await log.close();
  assert.ok(lines.lines.some((line) => line.audit_id === entry.audit_id && line.who === "ann"));
});
