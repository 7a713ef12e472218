/**
 * Adds what ended to the sums of trends. A job says by `trend_due` that its end is not counted yet,
 * and the transaction that counts it takes that away: a crash leaves both done or neither. This
 * runs beside the work and not in the commits that end jobs, since every one of those would have
 * to wait for the row of the present minute.
 */
import { addDuration } from "../../jobs/histogram.ts";
import { type Labels, labelText, TREND_LABELS } from "../../jobs/labels.ts";
import type { Selectable } from "kysely";
import type { JobsTable } from "../schema.ts";
import { emptyPoint, type TrendPoint } from "../../jobs/trend_point.ts";
import { TREND_STEPS, type TrendStep } from "../trends_port.ts";
import {
  all,
  batch,
  type Db,
  locked,
  type Plan,
  prepared,
  preparedList,
  type Statement,
} from "../plan.ts";
import { countsOf } from "./rule_counts.ts";
import { addToPoints } from "./trend_rows.ts";
import { EVERYTHING } from "./trends.ts";

export const dueForTrends = prepared<{ limit: number }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("trend_due", ">", -1)
    .orderBy("trend_due").limit(p("limit"))
);

/** What counting takes of a job that has ended. */
export type EndedRow = Pick<
  Selectable<JobsTable>,
  "job_id" | "trend_due" | "trend_counted" | "verdict" | "labels" | "relint_of" | "rule_counts"
>;

const notCounted = preparedList<Record<never, never>, EndedRow>((db, ids) =>
  db.selectFrom("jobs")
    .select([
      "job_id",
      "trend_due",
      "trend_counted",
      "verdict",
      "labels",
      "relint_of",
      "rule_counts",
    ])
    .where("job_id", "in", ids).where("trend_due", "is not", null)
);

export function* countEnded(db: Db, limit: number): Plan<number> {
  const ids = (yield* all(dueForTrends(db, { limit }))).map((row) => row.job_id);
  if (ids.length === 0) return 0;
  const jobs = yield* all(locked(notCounted(db, ids, {}), "skip"));
  yield* countJobs(db, jobs);
  return jobs.length;
}

/** Counts this job now, where that is still to be done: before it is deleted. Locks its row. */
export function* countBeforeDeletion(db: Db, job_id: string): Plan<void> {
  yield* countJobs(db, yield* all(locked(notCounted(db, [job_id], {}), "wait")));
}

interface Ended {
  job_id: string;
  status: string;
  files: number;
  lines: number;
  errors: number;
  warnings: number;
  statements: number;
  parsed: number;
  last: number;
}

interface After {
  /** Only ends later than this, Unix ms: those before were counted. */
  after: number;
}

const endedTasks = preparedList<After, Ended>((db, ids, p) =>
  db.selectFrom("tasks").select((eb) => [
    "job_id",
    "status",
    eb.fn.countAll<number>().as("files"),
    eb.fn.sum<number>("source_lines").as("lines"),
    eb.fn.sum<number>("error_count").as("errors"),
    eb.fn.sum<number>("warning_count").as("warnings"),
    eb.fn.sum<number>("statements_total").as("statements"),
    eb.fn.sum<number>("statements_parsed").as("parsed"),
    eb.fn.max<number>("finished_at").as("last"),
  ]).where("job_id", "in", ids).where("status", "in", ["SUCCESS", "FAILURE"])
    .where("finished_at", ">", p("after")).groupBy(["job_id", "status"])
);

/** How long a task waited and ran, milliseconds, and at which attempt. */
interface Times {
  attempt: number;
  wait: number;
  run: number;
}

const timesOfTasks = preparedList<After, Times>((db, ids, p) =>
  db.selectFrom("tasks").select((eb) => [
    "attempt",
    eb("started_at", "-", eb.ref("created_at")).$castTo<number>().as("wait"),
    eb("finished_at", "-", eb.ref("started_at")).$castTo<number>().as("run"),
  ]).where("job_id", "in", ids).where("status", "in", ["SUCCESS", "FAILURE"])
    .where("finished_at", ">", p("after")).where("started_at", "is not", null)
);

/** What was found in the files of a job that ended later: of one that ended before as well. */
const foundSince = prepared<After & { job_id: string }, { rule_counts: string | null }>((db, p) =>
  db.selectFrom("tasks").select("rule_counts").where("job_id", "=", p("job_id"))
    .where("finished_at", ">", p("after")).where("rule_counts", "is not", null)
);

const markCounted = prepared<{ job_id: string; counted: number }>((db, p) =>
  db.updateTable("jobs").set({ trend_due: null, trend_counted: p("counted") })
    .where("job_id", "=", p("job_id"))
);

/** Jobs that end in the same minute, with the same labels, and were all counted to the same time. */
interface Group {
  minute: number;
  /** Under which they are summed, beside everything. */
  labels: string[];
  after: number;
  jobs: EndedRow[];
}

function groupsOf(rows: readonly EndedRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const minute = Math.floor(row.trend_due! / 60_000) * 60_000;
    const labels = labelsOf(row);
    const after = row.trend_counted;
    const key = JSON.stringify([minute, labels, after, after > 0 ? row.job_id : null]);
    const group = groups.get(key) ?? { minute, labels, after, jobs: [] };
    group.jobs.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What was linted once more only to compare says nothing of its project, team or branch. */
function labelsOf({ labels, relint_of }: EndedRow): string[] {
  if (labels === null || relint_of !== null) return [];
  const values = JSON.parse(labels) as Labels;
  return TREND_LABELS.flatMap((key) => {
    const value = values[key];
    return value === undefined ? [] : [labelText(key, value)];
  });
}

/** Adds the ends of these jobs, whose rows the plan holds. */
function* countJobs(db: Db, rows: readonly EndedRow[]): Plan<void> {
  const marks: Statement<unknown>[] = [];
  const sums: { label: string; step: TrendStep; point: TrendPoint }[] = [];
  for (const group of groupsOf(rows)) {
    const { point, counted } = yield* sumOf(db, group);
    for (const label of [EVERYTHING, ...group.labels]) {
      for (const step of TREND_STEPS) {
        const at = Math.floor(group.minute / (step * 1000)) * step * 1000;
        sums.push({ label, step, point: { ...point, at } });
      }
    }
    for (const { job_id, trend_counted } of group.jobs) {
      const mark = markCounted(db, { job_id, counted: counted.get(job_id) ?? trend_counted });
      marks.push({ ...mark, together: true });
    }
  }
  yield* addToPoints(db, sums);
  yield* batch(marks);
}

/** The sum of a group, and until when each of its jobs is counted by that. */
function* sumOf(
  db: Db,
  { minute, jobs, after }: Group,
): Plan<{ point: TrendPoint; counted: Map<string, number> }> {
  const ids = jobs.map(({ job_id }) => job_id);
  const heavy = true as const;
  const answers = yield* batch([
    { ...endedTasks(db, ids, { after }), heavy },
    { ...timesOfTasks(db, ids, { after }), heavy },
    ...(after === 0 ? [] : [{ ...foundSince(db, { job_id: ids[0]!, after }), heavy }]),
  ]);
  const [ended, times, since] = answers.map(({ rows }) => rows) as [
    Ended[],
    Times[],
    Pick<EndedRow, "rule_counts">[]?,
  ];
  const point = emptyPoint(minute);
  point.jobs = jobs.length;
  for (const { verdict } of jobs) {
    if (verdict === "PASS" || verdict === "FAIL") point.verdicts[verdict]++;
  }
  const counted = new Map<string, number>();
  for (const row of ended) {
    // Sums come as text from MySQL.
    point.files += Number(row.files);
    if (row.status === "FAILURE") point.failed_files += Number(row.files);
    point.lines += Number(row.lines);
    point.errors += Number(row.errors);
    point.warnings += Number(row.warnings);
    point.statements.total += Number(row.statements);
    point.statements.parsed += Number(row.parsed);
    counted.set(row.job_id, Math.max(counted.get(row.job_id) ?? 0, row.last));
  }
  for (const { attempt, wait, run } of times) {
    // Later ones waited for a backoff, or for somebody to try a task of last week again.
    if (attempt === 1) addDuration(point.wait, wait);
    addDuration(point.run, run);
  }
  for (const { rule_counts } of since ?? jobs) {
    for (const { code, count } of countsOf(rule_counts)) {
      point.rules[code] = (point.rules[code] ?? 0) + count;
    }
  }
  return { point, counted };
}
