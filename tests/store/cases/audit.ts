/** Who did what: written in two steps, read newest first, forgotten from its oldest end. */
import assert from "node:assert/strict";
import type { AuditEntry } from "../../../src/store/port.ts";
import { type Case, T0 } from "../kit.ts";

let entries = 0;

/** An id of exactly that time: the service's own never go back. */
function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  const count = String(entries++).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${count}`;
}

export function auditEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  const at = change.at ?? T0;
  return {
    audit_id: idAt(at),
    at,
    who: "ann",
    action: "DELETE /jobs/{job_id}",
    target: "/api/v1/jobs/1",
    status: null,
    address: "127.0.0.1",
    request_id: "r-1",
    details: {},
    ...change,
  };
}

export const auditCases: Case[] = [
  {
    name: "an audit entry is kept as it was begun, and then with its outcome",
    async run(store) {
      const entry = auditEntry({ target: "/größe?q='\"\\ 😀" });
      await store.audit.write([entry]);
      assert.deepEqual(await store.audit.list({}, 10), [entry]);
      const ended = { ...entry, status: 204, details: { job_id: "x", counts: { changed: 2 } } };
      await store.audit.write([ended]);
      assert.deepEqual(await store.audit.list({}, 10), [ended]);
      await store.audit.write([]);
    },
  },
  {
    name: "audit entries are listed newest first, page by page, by who, what and when",
    async run(store) {
      const entries = Array.from({ length: 6 }, (_, i) =>
        auditEntry({
          at: T0 + i * 100_000,
          who: i % 2 === 0 ? "ann" : "bob",
          action: i < 3 ? "A" : "B",
        }));
      await store.audit.write(entries);
      const newest = entries.toReversed();
      assert.deepEqual(await store.audit.list({}, 3), newest.slice(0, 3));
      assert.deepEqual(await store.audit.list({}, 3, newest[2]!.audit_id), newest.slice(3));
      const listed = async (filter: Parameters<typeof store.audit.list>[0]) =>
        (await store.audit.list(filter, 10)).map(({ at }) => (at - T0) / 100_000);
      assert.deepEqual(await listed({ who: "bob" }), [5, 3, 1]);
      assert.deepEqual(await listed({ who: "bob", action: "A" }), [1]);
      assert.deepEqual(await listed({ since: T0 + 200_000, until: T0 + 400_000 }), [3, 2]);
      assert.deepEqual(await listed({ who: "nobody" }), []);
    },
  },
  {
    name: "audit entries from before a time are forgotten, oldest first, no more than asked for",
    async run(store) {
      const entries = Array.from({ length: 5 }, (_, i) => auditEntry({ at: T0 + i * 1000 }));
      await store.audit.write(entries);
      const left = async () => (await store.audit.list({}, 10)).map(({ at }) => (at - T0) / 1000);
      assert.equal(await store.audit.prune(T0 + 4000, 3), 3);
      assert.deepEqual(await left(), [4, 3]);
      assert.equal(await store.audit.prune(T0 + 4000, 3), 1);
      assert.equal(await store.audit.prune(T0 + 4000, 3), 0);
      assert.deepEqual(await left(), [4]);
    },
  },
];
