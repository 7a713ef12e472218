/** Claiming tasks, round-robin by job, and giving claims back. */
import type { ExpressionBuilder, Selectable } from "kysely";
import type { TaskClaim } from "../port.ts";
import type { JobsTable, Schema } from "../schema.ts";
import {
  all,
  batch,
  type Db,
  lastly,
  locked,
  type Plan,
  prepared,
  preparedList,
  type Statement,
} from "../plan.ts";
import { allMoved, lockJobs } from "./locks.ts";
import { notPaused } from "./queues.ts";
import { sourcesOf, withSources } from "./sources.ts";
import { CLAIMED, claimOfRow, type WaitingRow } from "./rows.ts";

type JobRow = Pick<
  Selectable<JobsTable>,
  "job_id" | "engine" | "options" | "submission_type" | "pending"
>;

/** A job of which something is due. */
export interface DueJob {
  job_id: string;
  pending: number;
}

/** Jobs of which something is due, the one served longest ago first. */
export const dueJobs = prepared<{ now: number; limit: number }, DueJob>((db, p) =>
  db.selectFrom("jobs").select(["job_id", "pending"])
    .where("turn", "<=", p("now")).where((eb) => notPaused(eb, "sql_analysis"))
    .orderBy("turn").limit(p("limit"))
);

/** Of these jobs those of which anything may be claimed: it may not be, once they are locked. */
const claimable = preparedList<Record<never, never>, JobRow>((db, ids) =>
  db.selectFrom("jobs").select(["job_id", "engine", "options", "submission_type", "pending"])
    .where("job_id", "in", ids).where("turn", "is not", null)
);

const dueTasks = prepared<
  { job_id: string; now: number; limit: number },
  WaitingRow
>((db, p) =>
  db.selectFrom("tasks").select(CLAIMED).where("job_id", "=", p("job_id"))
    .where("status", "=", "PENDING").where("due_at", "<=", p("now"))
    .orderBy("due_at").orderBy("seq").limit(p("limit"))
);

/** The same of jobs of which everything that waits is wanted, in no order. */
const allDueTasks = preparedList<{ now: number; limit: number }, WaitingRow>((db, ids, p) =>
  db.selectFrom("tasks").select(CLAIMED).where("job_id", "in", ids)
    .where("status", "=", "PENDING").where("due_at", "<=", p("now")).limit(p("limit"))
);

/** Leases those of the tasks that wait; the token of each is its id and what the claim adds to it. */
const lease = preparedList<{ worker_id: string; token_end: string; now: number }>((db, ids, p) =>
  db.updateTable("tasks").set((eb) => ({
    status: "PROCESSING",
    attempt: eb("attempt", "+", 1),
    worker_id: p("worker_id"),
    lease_worker: p("worker_id"),
    lease_token: eb.fn<string>("concat", ["task_id", eb.val(p("token_end"))]),
    started_at: p("now"),
    finished_at: null,
    error_code: null,
    error_message: null,
  })).where("task_id", "in", ids)
    // As an expression, or SQLite may look for the tasks among all that have this status.
    .where((eb) => eb(eb.fn.coalesce("status", eb.val("")), "=", "PENDING"))
);

const nextDue = prepared<{ job_id: string }, { due_at: number }>((db, p) =>
  db.selectFrom("tasks").select("due_at").where("job_id", "=", p("job_id"))
    .where("status", "=", "PENDING").orderBy("due_at").limit(1)
);

/** What a claim does to a job. */
interface Served {
  /** Tasks that were taken. */
  taken: number;
  turn: number | null;
  /** When the first of those that are left is due. */
  due_at: number | null;
}

const served = preparedList<Served & { now: number }>((db, ids, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "PROCESSING",
    started_at: eb.fn.coalesce("started_at", eb.val(p("now"))),
    pending: eb("pending", "-", p("taken")),
    processing: eb("processing", "+", p("taken")),
    turn: p("turn"),
    waits_since: p("due_at"),
  })).where("job_id", "in", ids)
);

/** A token that is never used twice and tells what it is of: the id is its first 36 characters. */
export function leaseToken(id: string): string {
  return id + tokenEnd();
}

function tokenEnd(): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `.${random[0]!.toString(36)}${random[1]!.toString(36)}`;
}

/** Who claims how many tasks, in all and of one job. */
export interface ClaimRequest {
  worker_id: string;
  limit: number;
  per_job: number;
  now: number;
  due?: readonly DueJob[];
}

/**
 * Claims up to `limit` tasks, of the job served longest ago first. `due` are the due jobs as they
 * were read right before; where others have taken all of those meanwhile, it reads them itself.
 */
export function* claimTasks(
  db: Db,
  { worker_id, limit, per_job, now, due = [] }: ClaimRequest,
): Plan<TaskClaim[]> {
  const most = { limit, per_job, now };
  let taken = yield* takeFree(db, due, most);
  if (taken.length === 0) {
    const jobs = yield* all(dueJobs(db, { now, limit }));
    taken = yield* takeFree(db, jobs, most);
    const [first] = jobs;
    // All are locked: it waits for the first of them, holding nothing.
    if (taken.length === 0 && first !== undefined) {
      taken = yield* take(db, [shareOf(first, limit, per_job)], "wait", now);
    }
  }
  return yield* leaseRows(db, taken, worker_id, now);
}

/** A job that this plan has locked, and those of its tasks that it may have. */
interface Taken {
  job: JobRow;
  rows: WaitingRow[];
}

/**
 * Locks jobs and reads `limit` of their tasks. Jobs that another claim has locked are passed over,
 * and those behind them are taken instead.
 */
function* takeFree(
  db: Db,
  due: readonly DueJob[],
  { limit, per_job, now }: { limit: number; per_job: number; now: number },
): Plan<Taken[]> {
  const taken: Taken[] = [];
  let room = limit;
  for (let at = 0; at < due.length && room > 0;) {
    const shares: Share[] = [];
    for (let left = room; at < due.length && left > 0; at++) {
      const share = shareOf(due[at]!, left, per_job);
      shares.push(share);
      left -= share.most;
    }
    const found = yield* take(db, shares, "skip", now);
    const mostOf = new Map(shares.map(({ job_id, most }) => [job_id, most]));
    for (const { job } of found) room -= mostOf.get(job.job_id)!;
    taken.push(...found);
  }
  return taken;
}

/** How many tasks of a job are wanted. */
interface Share {
  job_id: string;
  most: number;
  /** That is everything of it that waits. */
  whole: boolean;
}

function shareOf({ job_id, pending }: DueJob, room: number, per_job: number): Share {
  const most = Math.min(room, Math.max(1, Math.min(per_job, pending)));
  return { job_id, most, whole: pending <= most };
}

/**
 * Locks jobs and reads their tasks: one round trip, because the tasks are read once the locks are
 * held. A job that was passed over, or of which nothing waits any more, is not among the answers.
 */
function* take(
  db: Db,
  shares: readonly Share[],
  lock: "wait" | "skip",
  now: number,
): Plan<Taken[]> {
  const ids = shares.map(({ job_id }) => job_id);
  if (ids.length === 0) return [];
  const looks = shares.filter(({ whole }) => !whole)
    .map(({ job_id, most }) => dueTasks(db, { job_id, now, limit: most }));
  const whole = shares.filter((share) => share.whole);
  if (whole.length > 0) {
    // A job may have got more meanwhile: what the limit leaves out of another is left for later.
    const limit = whole.reduce((sum, { most }) => sum + most, 0);
    looks.push(allDueTasks(db, whole.map(({ job_id }) => job_id), { now, limit }));
  }
  const [locks, ...tasks] = yield* batch([locked(claimable(db, ids, {}), lock), ...looks]);
  const byId = new Map((locks!.rows as JobRow[]).map((row) => [row.job_id, row]));
  const rows = Map.groupBy(
    tasks.flatMap((answer) => answer.rows as WaitingRow[]),
    ({ job_id }) => job_id,
  );
  return shares.flatMap(({ job_id, most, whole }) => {
    const job = byId.get(job_id);
    if (job === undefined) return [];
    const own = rows.get(job_id) ?? [];
    return [{ job, rows: whole ? own.sort((a, b) => a.seq - b.seq).slice(0, most) : own }];
  });
}

/** Leases the rows, which the locks of their jobs hold, and sets when each job is due next. */
function* leaseRows(
  db: Db,
  taken: readonly Taken[],
  worker_id: string,
  now: number,
): Plan<TaskClaim[]> {
  const token_end = tokenEnd();
  const claims = taken.flatMap(({ job, rows }) =>
    rows.map((row) => {
      const lease_token = row.task_id + token_end;
      const leased = { attempt: row.attempt + 1, worker_id, lease_token, started_at: now };
      return claimOfRow({ ...row, ...leased }, job);
    })
  );
  const ids = claims.map((claim) => claim.task_id);
  const leased = ids.length === 0 ? [] : [lease(db, ids, { worker_id, token_end, now })];
  // Where everything that waits was taken, nothing can be next.
  const more = taken.filter(({ job, rows }) => job.pending > rows.length);
  const nexts = more.map(({ job }) => nextDue(db, { job_id: job.job_id }));
  const sources = sourcesOf(db, claims);
  const answers = yield* batch([...leased, ...nexts, ...sources]);
  if (leased.length > 0) allMoved(answers[0]!.changes, ids.length);
  const due = new Map(more.map(({ job }, at) => {
    const [next] = answers[leased.length + at]!.rows as ({ due_at: number } | undefined)[];
    return [job.job_id, next?.due_at ?? null];
  }));
  yield* batch(lastly(turnsOf(db, taken, due, now)));
  return sources.length === 0 ? claims : withSources(claims, answers.at(-1)!.rows);
}

/** Jobs to which a claim did the same are told so at once: nearly all that have a single task. */
function turnsOf(
  db: Db,
  taken: readonly Taken[],
  due: ReadonlyMap<string, number | null>,
  now: number,
): Statement<unknown>[] {
  const moves = taken.map(({ job: { job_id }, rows }) => {
    const due_at = due.get(job_id) ?? null;
    const turn = due_at === null ? null : Math.max(due_at, now);
    return { job_id, taken: rows.length, turn, due_at };
  });
  const groups = Map.groupBy(moves, ({ taken, turn, due_at }) => `${taken} ${turn} ${due_at}`);
  return [...groups.values()].map((group) => {
    const { taken, turn, due_at } = group[0]!;
    return served(db, group.map(({ job_id }) => job_id), { taken, turn, due_at, now });
  });
}

const giveBack = prepared<
  { task_id: string; attempt: number; token: string; now: number }
>((db, p) =>
  db.updateTable("tasks").set((eb) => ({
    status: "PENDING",
    attempt: eb("attempt", "-", 1),
    lease_worker: null,
    lease_token: null,
    started_at: null,
    due_at: p("now"),
  })).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("attempt", "=", p("attempt")).where("lease_token", "=", p("token"))
);

/** The time of the column, or this one where it is the earlier, or the column has none. */
export function sooner(
  eb: ExpressionBuilder<Schema, "jobs">,
  column: "turn" | "waits_since",
  time: number,
) {
  return eb.case().when(column, "<", time).then(eb.ref(column)).else(time).end();
}

/** So many tasks of the job wait again, the first of them due at `due_at`. */
export const waitAgain = prepared<{ job_id: string; tasks: number; due_at: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    pending: eb("pending", "+", p("tasks")),
    processing: eb("processing", "-", p("tasks")),
    turn: sooner(eb, "turn", p("due_at")),
    waits_since: sooner(eb, "waits_since", p("due_at")),
  })).where("job_id", "=", p("job_id"))
);

/** What it takes to give a claim back. */
export type Lease = Pick<TaskClaim, "task_id" | "job_id" | "attempt" | "lease_token">;

export function* releaseTasks(db: Db, claims: readonly Lease[], now: number): Plan<number> {
  yield* lockJobs(db, claims.map((claim) => claim.job_id));
  const answers = yield* batch(
    claims.map(({ task_id, attempt, lease_token: token }) =>
      giveBack(db, { task_id, attempt, token, now })
    ),
  );
  const released = new Map<string, number>();
  for (const [at, { job_id }] of claims.entries()) {
    const { changes } = answers[at]!;
    if (changes > 0) released.set(job_id, (released.get(job_id) ?? 0) + changes);
  }
  yield* batch(
    [...released].map(([job_id, tasks]) => waitAgain(db, { job_id, tasks, due_at: now })),
  );
  return released.values().reduce((sum, tasks) => sum + tasks, 0);
}
