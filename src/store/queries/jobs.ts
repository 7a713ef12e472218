/** Reading jobs, and removing them. */
import type { Selectable } from "kysely";
import type { Job } from "../../jobs/job.ts";
import type { JobFilter } from "../port.ts";
import type { JobsTable } from "../schema.ts";
import { all, built, type Db, first, type Plan, prepared, run, type Statement } from "../plan.ts";
import { ID_SLACK, idAt, LAST_ID } from "./ids.ts";
import { toJob } from "./rows.ts";

type JobRow = Selectable<JobsTable>;

export const selectJob = prepared<{ job_id: string }, JobRow>((db, p) =>
  db.selectFrom("jobs").selectAll().where("job_id", "=", p("job_id"))
);

export function* getJob(db: Db, job_id: string): Plan<Job | null> {
  const row = yield* first(selectJob(db, { job_id }));
  return row === undefined ? null : toJob(row);
}

/** Sorts after every other character, so that prefix + LAST_CHARACTER is the end of a prefix. */
export const LAST_CHARACTER = "\u{10ffff}";

/** The time filters also bound job_id, so that a page far back is found without reading the rest. */
export function listJobs(
  db: Db,
  filter: JobFilter,
  limit: number,
  before?: string,
): Statement<JobRow> {
  const { since, until, q } = filter;
  const bounds = [before ?? LAST_ID, until === undefined ? LAST_ID : idAt(until + ID_SLACK)];
  let query = db.selectFrom("jobs").selectAll()
    .where("job_id", "<", bounds.sort()[0]!).orderBy("job_id", "desc").limit(limit);
  for (const column of ["status", "verdict", "dialect", "engine"] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, "=", value);
  }
  if (since !== undefined) {
    query = query.where("job_id", ">=", idAt(since - ID_SLACK)).where("created_at", ">=", since);
  }
  if (until !== undefined) query = query.where("created_at", "<", until);
  if (q !== undefined && q !== "") {
    query = query.where("file_name", ">=", q).where("file_name", "<", q + LAST_CHARACTER);
  }
  return built(query);
}

export function* pageOfJobs(
  db: Db,
  filter: JobFilter,
  limit: number,
  before?: string,
): Plan<Job[]> {
  return (yield* all(listJobs(db, filter, limit, before))).map(toJob);
}

export const expiredJobs = prepared<{ cutoff: number; limit: number }, { job_id: string }>(
  (db, p) =>
    db.selectFrom("jobs").select("job_id").where("finished_at", "<", p("cutoff"))
      .orderBy("finished_at").limit(p("limit")),
);

export const activeJobs = prepared<Record<never, never>, { active: number }>((db) =>
  db.selectFrom("jobs").select((eb) => eb.fn.countAll<number>().as("active"))
    .where("status", "in", ["ACCEPTED", "PROCESSING"])
);

export function* existingJobs(db: Db, ids: readonly string[]): Plan<string[]> {
  if (ids.length === 0) return [];
  const query = db.selectFrom("jobs").select("job_id").where("job_id", "in", ids);
  return (yield* all(built(query))).map((row) => row.job_id);
}

const endedJob = prepared<{ job_id: string }, { finished_at: number | null }>((db, p) =>
  db.selectFrom("jobs").select("finished_at").where("job_id", "=", p("job_id"))
);

const resultFilesOf = prepared<{ job_id: string }, { result_file: string | null }>((db, p) =>
  db.selectFrom("tasks").select("result_file").distinct().where("job_id", "=", p("job_id"))
);

export function* resultFiles(db: Db, job_id: string): Plan<string[] | null> {
  const job = yield* first(endedJob(db, { job_id }));
  if (job === undefined || job.finished_at === null) return null;
  const rows = yield* all(resultFilesOf(db, { job_id }));
  return rows.map((row) => row.result_file).filter((file) => file !== null);
}

const deleteRow = prepared<{ job_id: string }>((db, p) =>
  db.deleteFrom("jobs").where("job_id", "=", p("job_id"))
);

/** Everything else of the job goes by its foreign key. */
export function* deleteJob(db: Db, job_id: string): Plan<boolean> {
  return (yield* run({ ...deleteRow(db, { job_id }), heavy: true })) > 0;
}
