/** The audit log: written in two steps, read newest first, forgotten from its oldest end. */
import type { Selectable } from "kysely";
import type { AuditEntry, AuditFilter } from "../audit_port.ts";
import type { AuditTable } from "../schema.ts";
import {
  all,
  batch,
  built,
  type Db,
  first,
  type Plan,
  prepared,
  run,
  type Statement,
} from "../plan.ts";
import { ID_SLACK, idAt, LAST_ID } from "./ids.ts";

type AuditRow = Selectable<AuditTable>;

const updateEntry = prepared<Pick<AuditRow, "audit_id" | "status" | "details">>((db, p) =>
  db.updateTable("audit_log").set({ status: p("status"), details: p("details") })
    .where("audit_id", "=", p("audit_id"))
);

const insertEntry = prepared<AuditRow>((db, p) =>
  db.insertInto("audit_log").values({
    audit_id: p("audit_id"),
    at: p("at"),
    who: p("who"),
    action: p("action"),
    target: p("target"),
    status: p("status"),
    address: p("address"),
    request_id: p("request_id"),
    details: p("details"),
  })
);

/** Also where an entry, or its beginning, was written before and the answer to that was lost. */
export function* writeAudit(db: Db, entries: readonly AuditEntry[]): Plan<void> {
  const rows = entries.map((entry) => ({ ...entry, details: JSON.stringify(entry.details) }));
  const answers = yield* batch(
    rows.map(({ audit_id, status, details }) => updateEntry(db, { audit_id, status, details })),
  );
  const fresh = rows.filter((_, at) => answers[at]!.changes === 0);
  yield* batch(fresh.map((row) => ({ ...insertEntry(db, row), race: true as const })));
}

export function listAudit(
  db: Db,
  { who, action, since, until }: AuditFilter,
  limit: number,
  before = LAST_ID,
): Statement<AuditRow> {
  const bounds = [before, until === undefined ? LAST_ID : idAt(until + ID_SLACK)];
  let query = db.selectFrom("audit_log").selectAll()
    .where("audit_id", "<", bounds.sort()[0]!).orderBy("audit_id", "desc").limit(limit);
  if (who !== undefined) query = query.where("who", "=", who);
  if (action !== undefined) query = query.where("action", "=", action);
  if (since !== undefined) {
    query = query.where("audit_id", ">=", idAt(since - ID_SLACK)).where("at", ">=", since);
  }
  if (until !== undefined) query = query.where("at", "<", until);
  return built(query);
}

export function* pageOfAudit(
  db: Db,
  filter: AuditFilter,
  limit: number,
  before?: string,
): Plan<AuditEntry[]> {
  const rows = yield* all(listAudit(db, filter, limit, before));
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }));
}

const lastOfOldest = prepared<{ cutoff: string; limit: number }, { audit_id: string }>((db, p) =>
  db.selectFrom("audit_log").select("audit_id").where("audit_id", "<", p("cutoff"))
    .orderBy("audit_id").limit(1).offset(p("limit"))
);

const deleteBefore = prepared<{ cutoff: string }>((db, p) =>
  db.deleteFrom("audit_log").where("audit_id", "<", p("cutoff"))
);

export function* pruneAudit(db: Db, cutoff: number, limit: number): Plan<number> {
  const end = idAt(cutoff);
  const next = yield* first(lastOfOldest(db, { cutoff: end, limit }));
  return yield* run(deleteBefore(db, { cutoff: next?.audit_id ?? end }));
}
