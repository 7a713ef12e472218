/** Taking work back from workers that are gone. */
import type { Selectable } from "kysely";
import type { JobError } from "../../jobs/job.ts";
import type { ExpansionClaim, RescueReport, TaskEnd } from "../port.ts";
import type { JobsTable, TasksTable } from "../schema.ts";
import { all, type Db, first, locked, type Plan, prepared, preparedList, run } from "../plan.ts";
import { failExpansion } from "./expand.ts";
import { finishTasks } from "./finish.ts";
import { lockJobs } from "./locks.ts";
import { claimOfRow, toJob } from "./rows.ts";
import { selectWorker } from "./workers.ts";

const markLost = prepared<{ worker_id: string; beat: number }>((db, p) =>
  db.updateTable("workers").set({ status: "lost" }).where("worker_id", "=", p("worker_id"))
    .where("beat", "=", p("beat"))
);

const tasksOfWorker = prepared<
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

const jobsOfTasks = preparedList<
  Record<never, never>,
  Pick<Selectable<JobsTable>, "job_id" | "engine" | "options" | "submission_type">
>((db, ids) =>
  db.selectFrom("jobs").select(["job_id", "engine", "options", "submission_type"])
    .where("job_id", "in", ids)
);

/** A worker that was not heard of since this beat, and how many of its claims are taken back. */
interface Loss {
  worker_id: string;
  beat: number;
  limit: number;
  max_attempts: number;
  now: number;
}

/** Takes the claims of a lost worker back; nothing of one that has beaten meanwhile. */
export function* rescue(
  db: Db,
  { worker_id, beat, limit, max_attempts, now }: Loss,
): Plan<RescueReport> {
  const report: RescueReport = { rescued: 0, dead_lettered: 0, ended_jobs: [] };
  // Locked, so that it cannot beat until its tasks are taken.
  const worker = yield* first(locked(selectWorker(db, { worker_id }), "wait"));
  if (worker !== undefined && worker.beat !== beat) return report;
  yield* run(markLost(db, { worker_id, beat }));
  const error = { code: "worker_lost", message: `${worker_id} stopped while it ran this` };
  const what = { max_attempts, now, error };
  const tasks = yield* all(tasksOfWorker(db, { worker_id, limit }));
  const left = limit - tasks.length;
  const archives = left > 0 ? yield* all(expansionsOfWorker(db, { worker_id, limit: left })) : [];
  yield* lockJobs(db, [...tasks, ...archives].map((row) => row.job_id));
  yield* rescueTasks(db, tasks, what, report);
  yield* rescueExpansions(db, archives, what, report);
  return report;
}

interface Rescue {
  max_attempts: number;
  now: number;
  error: JobError;
}

function* rescueTasks(
  db: Db,
  rows: readonly Selectable<TasksTable>[],
  { error, now, max_attempts }: Rescue,
  report: RescueReport,
): Plan<void> {
  const ids = [...new Set(rows.map((row) => row.job_id))];
  if (ids.length === 0) return;
  const jobs = new Map((yield* all(jobsOfTasks(db, ids, {}))).map((job) => [job.job_id, job]));
  const ends = rows.flatMap((row): TaskEnd[] => {
    const job = jobs.get(row.job_id);
    // Removed between the two looks, and its tasks with it.
    if (job === undefined) return [];
    const end = { claim: claimOfRow(row, job), finished_at: now, error };
    return [
      row.attempt >= max_attempts
        ? { ...end, status: "FAILURE", outcome: "failed", dead_letter: true }
        : { ...end, status: "PENDING", due_at: now },
    ];
  });
  const { accepted, ended_jobs } = yield* finishTasks(db, ends);
  const taken = new Set(accepted);
  for (const { claim, status } of ends) {
    if (!taken.has(claim.task_id)) continue;
    if (status === "FAILURE") report.dead_lettered++;
    else report.rescued++;
  }
  report.ended_jobs.push(...ended_jobs);
}

function* rescueExpansions(
  db: Db,
  rows: readonly Selectable<JobsTable>[],
  { error, now, max_attempts }: Rescue,
  report: RescueReport,
): Plan<void> {
  for (const row of rows) {
    const claim: ExpansionClaim = {
      job: toJob(row),
      attempt: row.expand_attempt,
      lease_token: row.expand_lease ?? "",
      worker_id: row.expand_worker ?? "",
      started_at: row.expand_started_at ?? now,
    };
    const dead = claim.attempt >= max_attempts;
    const retry_at = dead ? null : now;
    if (!(yield* failExpansion(db, claim, { error, skipped: [], retry_at, now }))) continue;
    if (dead) {
      report.dead_lettered++;
      report.ended_jobs.push({ job_id: row.job_id, status: "FAILED" });
    } else report.rescued++;
  }
}

interface Holder {
  worker_id: string | null;
}

const taskHolders = prepared<{ after: string; limit: number }, Holder>((db, p) =>
  db.selectFrom("tasks").select("lease_worker as worker_id")
    .where("lease_worker", ">", p("after")).groupBy("lease_worker")
    .orderBy("lease_worker").limit(p("limit"))
);

const expansionHolders = prepared<{ after: string; limit: number }, Holder>((db, p) =>
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
