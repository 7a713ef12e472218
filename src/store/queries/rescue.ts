/** Taking work back from workers that are gone. */
import type { Selectable } from "kysely";
import { LintelError } from "../../errors.ts";
import type { JobError } from "../../jobs/job.ts";
import type { ExpansionClaim, RescueReport } from "../port.ts";
import type { JobsTable, TasksTable } from "../schema.ts";
import { all, type Db, first, type Plan, prepared, run } from "../plan.ts";
import { failExpansion } from "./expand.ts";
import { finishTasks } from "./finish.ts";
import { claimOfRow, toJob } from "./rows.ts";
import { selectWorker } from "./workers.ts";

const markLost = prepared<{ worker_id: string; beat: number }>((db, p) =>
  db.updateTable("workers").set({ status: "lost" }).where("worker_id", "=", p("worker_id"))
    .where("beat", "=", p("beat"))
);

export const tasksOfWorker = prepared<
  { worker_id: string; limit: number },
  Selectable<TasksTable>
>((db, p) =>
  db.selectFrom("tasks").selectAll().where("lease_worker", "=", p("worker_id")).limit(p("limit"))
);

export const expansionsOfWorker = prepared<
  { worker_id: string; limit: number },
  Selectable<JobsTable>
>((db, p) =>
  db.selectFrom("jobs").selectAll().where("expand_worker", "=", p("worker_id")).limit(p("limit"))
);

const selectJobOfTask = prepared<
  { job_id: string },
  Pick<Selectable<JobsTable>, "engine" | "options" | "submission_type">
>((db, p) =>
  db.selectFrom("jobs").select(["engine", "options", "submission_type"])
    .where("job_id", "=", p("job_id"))
);

export function* rescue(
  db: Db,
  worker_id: string,
  beat: number,
  limit: number,
  max_attempts: number,
  now: number,
): Plan<RescueReport> {
  const report: RescueReport = { rescued: 0, dead_lettered: 0, ended_jobs: [] };
  const worker = yield* first(selectWorker(db, { worker_id }));
  if (worker !== undefined && worker.beat !== beat) return report;
  yield* run(markLost(db, { worker_id, beat }));
  const error = { code: "worker_lost", message: `${worker_id} stopped while it ran this` };
  const taken = yield* rescueTasks(db, { worker_id, limit, max_attempts, now, error }, report);
  yield* rescueExpansions(
    db,
    { worker_id, limit: limit - taken, max_attempts, now, error },
    report,
  );
  return report;
}

interface Rescue {
  worker_id: string;
  limit: number;
  max_attempts: number;
  now: number;
  error: JobError;
}

/** How many tasks were taken. */
function* rescueTasks(db: Db, what: Rescue, report: RescueReport): Plan<number> {
  const { error, now } = what;
  const rows = yield* all(tasksOfWorker(db, what));
  for (const row of rows) {
    const job = yield* first(selectJobOfTask(db, { job_id: row.job_id }));
    if (job === undefined) throw new LintelError("internal", `task ${row.task_id} has no job`);
    const claim = claimOfRow(row, job);
    const dead = row.attempt >= what.max_attempts;
    const end = { claim, finished_at: now, error };
    const { ended_jobs } = yield* finishTasks(db, [
      dead
        ? { ...end, status: "FAILURE", outcome: "failed", dead_letter: true }
        : { ...end, status: "PENDING", due_at: now },
    ]);
    report.ended_jobs.push(...ended_jobs);
    if (dead) report.dead_lettered++;
    else report.rescued++;
  }
  return rows.length;
}

function* rescueExpansions(db: Db, what: Rescue, report: RescueReport): Plan<void> {
  const { worker_id, error, now } = what;
  for (const row of yield* all(expansionsOfWorker(db, what))) {
    const claim: ExpansionClaim = {
      job: toJob(row),
      attempt: row.expand_attempt,
      lease_token: row.expand_lease ?? "",
      worker_id,
      started_at: row.expand_started_at ?? now,
    };
    const dead = claim.attempt >= what.max_attempts;
    yield* failExpansion(db, claim, error, [], dead ? null : now, now);
    if (dead) {
      report.dead_lettered++;
      report.ended_jobs.push({ job_id: row.job_id, status: "FAILED" });
    } else report.rescued++;
  }
}

interface Holder {
  worker_id: string | null;
}

export const taskHolders = prepared<{ after: string; limit: number }, Holder>((db, p) =>
  db.selectFrom("tasks").select("lease_worker as worker_id")
    .where("lease_worker", ">", p("after")).groupBy("lease_worker")
    .orderBy("lease_worker").limit(p("limit"))
);

export const expansionHolders = prepared<{ after: string; limit: number }, Holder>((db, p) =>
  db.selectFrom("jobs").select("expand_worker as worker_id")
    .where("expand_worker", ">", p("after")).groupBy("expand_worker")
    .orderBy("expand_worker").limit(p("limit"))
);

export function* holders(
  db: Db,
  after: string,
  limit: number,
): Plan<{ worker_id: string; beat: number | null }[]> {
  const rows = [
    ...yield* all(taskHolders(db, { after, limit })),
    ...yield* all(expansionHolders(db, { after, limit })),
  ];
  const ids = new Set<string>();
  for (const { worker_id } of rows) if (worker_id !== null) ids.add(worker_id);
  const page = [];
  for (const worker_id of [...ids].sort().slice(0, limit)) {
    const worker = yield* first(selectWorker(db, { worker_id }));
    page.push({ worker_id, beat: worker?.beat ?? null });
  }
  return page;
}
