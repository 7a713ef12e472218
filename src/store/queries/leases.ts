/** What the store says a worker holds, and giving back what the worker knows nothing of. */
import type { Selectable } from "kysely";
import type { ExpansionClaim } from "../port.ts";
import type { JobsTable } from "../schema.ts";
import { batch, type Db, type Plan, prepared } from "../plan.ts";
import { type Lease, releaseTasks } from "./claim.ts";
import { releaseExpansion } from "./expand.ts";
import { lockJobs } from "./locks.ts";
import { expansionsOfWorker } from "./rescue.ts";
import { toJob } from "./rows.ts";

interface Of {
  worker_id: string;
  limit: number;
}

interface Token {
  token: string | null;
}

const taskTokens = prepared<Of, Token>((db, p) =>
  db.selectFrom("tasks").select("lease_token as token")
    .where("lease_worker", "=", p("worker_id")).limit(p("limit"))
);

const expansionTokens = prepared<Of, Token>((db, p) =>
  db.selectFrom("jobs").select("expand_lease as token")
    .where("expand_worker", "=", p("worker_id")).limit(p("limit"))
);

export function* leasesOf(db: Db, worker_id: string, limit: number): Plan<string[]> {
  const of = { worker_id, limit };
  const answers = yield* batch([taskTokens(db, of), expansionTokens(db, of)]);
  return answers.flatMap(({ rows }) => (rows as Token[]).map((row) => row.token ?? ""));
}

const leasedTasks = prepared<Of, Lease>((db, p) =>
  db.selectFrom("tasks")
    .select((eb) => [
      "task_id",
      "job_id",
      "attempt",
      eb.ref("lease_token").$castTo<string>().as("lease_token"),
    ])
    .where("lease_worker", "=", p("worker_id")).limit(p("limit"))
);

/** Leases looked through for those of the tokens. */
const MOST = 10_000;

export function* releaseLeases(
  db: Db,
  worker_id: string,
  tokens: readonly string[],
  now: number,
): Plan<number> {
  const of = { worker_id, limit: MOST };
  const [tasks, jobs] = yield* batch([leasedTasks(db, of), expansionsOfWorker(db, of)]);
  const asked = new Set(tokens);
  const leases = (tasks!.rows as Lease[]).filter((lease) => asked.has(lease.lease_token));
  const archives = (jobs!.rows as Selectable<JobsTable>[]).filter((row) =>
    asked.has(row.expand_lease ?? "")
  );
  yield* lockJobs(db, [...leases, ...archives].map((row) => row.job_id));
  let released = yield* releaseTasks(db, leases, now);
  for (const row of archives) {
    const claim: ExpansionClaim = {
      job: toJob(row),
      attempt: row.expand_attempt,
      lease_token: row.expand_lease ?? "",
      worker_id,
      started_at: row.expand_started_at ?? now,
    };
    if (yield* releaseExpansion(db, claim, now)) released++;
  }
  return released;
}
