/** Sessions of browsers: made, found while they last, ended and forgotten. */
import type { SessionRow } from "../port.ts";
import { type Db, first, type Plan, prepared, run } from "../plan.ts";

const insertSession = prepared<SessionRow>((db, p) =>
  db.insertInto("sessions").values({
    session_hash: p("session_hash"),
    token_name: p("token_name"),
    token_proof: p("token_proof"),
    created_at: p("created_at"),
    expires_at: p("expires_at"),
  })
);

export function* createSession(db: Db, session: SessionRow): Plan<void> {
  yield* run(insertSession(db, session));
}

const selectSession = prepared<{ session_hash: string; now: number }, SessionRow>((db, p) =>
  db.selectFrom("sessions").selectAll().where("session_hash", "=", p("session_hash"))
    .where("expires_at", ">", p("now"))
);

export function* getSession(db: Db, session_hash: string, now: number): Plan<SessionRow | null> {
  const row = yield* first(selectSession(db, { session_hash, now }));
  return row === undefined ? null : { ...row };
}

const deleteSession = prepared<{ session_hash: string }>((db, p) =>
  db.deleteFrom("sessions").where("session_hash", "=", p("session_hash"))
);

export function* endSession(db: Db, session_hash: string): Plan<boolean> {
  return (yield* run(deleteSession(db, { session_hash }))) > 0;
}

const deleteExpired = prepared<{ now: number }>((db, p) =>
  db.deleteFrom("sessions").where("expires_at", "<=", p("now"))
);

export function* pruneSessions(db: Db, now: number): Plan<number> {
  return yield* run(deleteExpired(db, { now }));
}
