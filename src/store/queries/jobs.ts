/** Reading jobs, and removing them. */
import type { Selectable } from "kysely";
import type { Job } from "../../jobs/job.ts";
import type { JobFilter } from "../port.ts";
import type { JobsTable } from "../schema.ts";
import {
  all,
  built,
  type Db,
  first,
  locked,
  type Plan,
  prepared,
  run,
  type Statement,
} from "../plan.ts";
import { countBeforeDeletion } from "./count_ended.ts";
import { conditionsOf, rangeOf, type RowFilter } from "./job_filter.ts";
import { labelledIds } from "./labels.ts";
import { toJob } from "./rows.ts";

type JobRow = Selectable<JobsTable>;

export const selectJob = prepared<{ job_id: string }, JobRow>((db, p) =>
  db.selectFrom("jobs").selectAll().where("job_id", "=", p("job_id"))
);

export function* getJob(db: Db, job_id: string): Plan<Job | null> {
  const row = yield* first(selectJob(db, { job_id }));
  return row === undefined ? null : toJob(row);
}

export function listJobs(
  db: Db,
  filter: RowFilter,
  limit: number,
  before?: string,
): Statement<JobRow> {
  const range = rangeOf(filter, before);
  let query = db.selectFrom("jobs").selectAll().where("job_id", "<", range.before)
    .where((eb) => eb.and(conditionsOf(eb, filter))).orderBy("job_id", "desc").limit(limit);
  if (range.from !== null) query = query.where("job_id", ">=", range.from);
  return built(query);
}

export function* pageOfJobs(
  db: Db,
  { labels = [], ...filter }: JobFilter,
  limit: number,
  before?: string,
): Plan<Job[]> {
  const [first, ...others] = labels;
  if (first === undefined) {
    return (yield* all(listJobs(db, filter, limit, before))).map(toJob);
  }
  const range = rangeOf(filter, before);
  const found = yield* all(labelledIds(db, [first, ...others], filter, range, limit));
  return yield* jobsOf(db, found.map((row) => row.job_id));
}

/** The jobs of these ids, in their order; those that are gone are left out. */
function* jobsOf(db: Db, ids: readonly string[]): Plan<Job[]> {
  if (ids.length === 0) return [];
  const query = db.selectFrom("jobs").selectAll().where("job_id", "in", ids);
  const rows = new Map((yield* all(built(query))).map((row) => [row.job_id, toJob(row)]));
  return ids.flatMap((id) => rows.get(id) ?? []);
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

const packFilesOf = prepared<
  { job_id: string },
  { result_file: string | null; source_file: string | null }
>((db, p) =>
  db.selectFrom("tasks").select(["result_file", "source_file"]).distinct()
    .where("job_id", "=", p("job_id"))
);

export function* packFiles(db: Db, job_id: string): Plan<string[] | null> {
  const job = yield* first(endedJob(db, { job_id }));
  if (job === undefined || job.finished_at === null) return null;
  const rows = yield* all(packFilesOf(db, { job_id }));
  const files = rows.flatMap(({ result_file, source_file }) => [result_file, source_file]);
  return [...new Set(files)].filter((file) => file !== null);
}

const deleteRow = prepared<{ job_id: string }>((db, p) =>
  db.deleteFrom("jobs").where("job_id", "=", p("job_id"))
);

/** Everything else of the job goes by its foreign key. */
export function* deleteJob(
  db: Db,
  job_id: string,
  ended_before: number = Infinity,
): Plan<boolean> {
  const job = yield* first(locked(endedJob(db, { job_id }), "wait"));
  const finished_at = job?.finished_at ?? Infinity;
  if (finished_at >= ended_before) return false;
  yield* countBeforeDeletion(db, job_id);
  return (yield* run({ ...deleteRow(db, { job_id }), heavy: true })) > 0;
}
