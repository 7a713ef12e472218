/** How a claim goes about it: its round trips, and what it does where it is told of jobs. */
import assert from "node:assert/strict";
import type { Plan } from "../../src/store/plan.ts";
import { claimTasks, type DueJob } from "../../src/store/queries/claim.ts";
import { createJob } from "../../src/store/queries/create.ts";
import { Connection, sqliteDb } from "../../src/store/sqlite/connection.ts";
import { migrate } from "../../src/store/sqlite/mod.ts";
import { newTask, singleJob, T0, WORKER } from "./kit.ts";

/** A database with a job for each name of a file, each with so many tasks. */
async function jobs(
  files: readonly string[],
  use: (connection: Connection) => void,
  tasksOfEach = 1,
) {
  const folder = await Deno.makeTempDir();
  try {
    await migrate(`${folder}/claims.db`);
    const connection = new Connection(`${folder}/claims.db`);
    for (const file_name of files) {
      const tasks = Array.from({ length: tasksOfEach }, (_, seq) => newTask(seq, { file_name }));
      connection.drive(createJob(sqliteDb, singleJob({ file_name, tasks })));
    }
    use(connection);
    connection.close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function dueOf(connection: Connection): DueJob[] {
  const sql = "select job_id, pending from jobs where turn is not null order by job_id";
  return connection.run({ sql, parameters: [] }).rows as DueJob[];
}

/** Passes the steps of a plan on and counts them: over a network each is a round trip. */
function* counted<T>(plan: Plan<T>, count: { steps: number; statements: number }): Plan<T> {
  let step = plan.next();
  while (!step.done) {
    count.steps++;
    count.statements += "sql" in step.value ? 1 : step.value.length;
    step = plan.next(yield step.value);
  }
  return step.value;
}

/** The plan where others hold every job that it would pass over; the locks that it asked for. */
function* amongOthers<T>(plan: Plan<T>, locks: string[]): Plan<T> {
  let step = plan.next();
  while (!step.done) {
    const answers = yield step.value;
    const [lock] = "sql" in step.value ? [step.value] : step.value;
    if (lock?.lock !== undefined) locks.push(lock.lock);
    const [, ...tasks] = Array.isArray(answers) ? answers : [answers];
    step = plan.next(lock?.lock === "skip" ? [{ rows: [], changes: 0 }, ...tasks] : answers);
  }
  return step.value;
}

Deno.test("a claim of jobs that were just read takes three round trips", async () => {
  await jobs(["a.sql", "b.sql", "c.sql"], (connection) => {
    const count = { steps: 0, statements: 0 };
    const plan = claimTasks(sqliteDb, {
      worker_id: WORKER,
      limit: 10,
      per_job: 10,
      now: T0,
      due: dueOf(connection),
    });
    const claims = connection.drive(counted(plan, count));
    // Of what was taken whole it is not asked when the rest is due.
    assert.deepEqual([claims.length, count.steps, count.statements], [3, 3, 4]);
    assert.equal(dueOf(connection).length, 0);
  });
});

Deno.test("where others took the jobs that were read, a claim reads anew", async () => {
  await jobs(["a.sql", "b.sql"], (connection) => {
    const [first] = dueOf(connection);
    connection.drive(
      claimTasks(sqliteDb, {
        worker_id: "other@host",
        limit: 1,
        per_job: 1,
        now: T0,
        due: [first!],
      }),
    );
    const claims = connection.drive(
      claimTasks(sqliteDb, { worker_id: WORKER, limit: 10, per_job: 10, now: T0, due: [first!] }),
    );
    assert.deepEqual(claims.map((claim) => claim.file_name), ["b.sql"]);
  });
});

Deno.test("a claim takes no more than its limit, nor more of a job than it may", async () => {
  await jobs(["a.sql", "b.sql", "c.sql"], (connection) => {
    const due = dueOf(connection).map((job) => ({ ...job, pending: 5 }));
    const claims = connection.drive(
      claimTasks(sqliteDb, { worker_id: WORKER, limit: 2, per_job: 1, now: T0, due }),
    );
    assert.deepEqual(claims.length, 2);
    assert.equal(dueOf(connection).length, 1);
  });
});

Deno.test("a job that got more since it was read gives what was asked for, and is due again", async () => {
  await jobs(["a.sql", "b.sql"], (connection) => {
    const due = dueOf(connection).map((job) => ({ ...job, pending: 1 }));
    const claims = connection.drive(
      claimTasks(sqliteDb, { worker_id: WORKER, limit: 2, per_job: 10, now: T0, due }),
    );
    const each = Map.groupBy(claims, ({ job_id }) => job_id);
    assert.deepEqual([...each.values()].map((of) => of.length), claims.map(() => 1));
    const left = dueOf(connection).map(({ pending }) => pending);
    assert.equal(left.reduce((sum, pending) => sum + pending, 0), 6 - claims.length);
  }, 3);
});

Deno.test("where others hold every due job, a claim waits for the first one alone", async () => {
  await jobs(["a.sql", "b.sql"], (connection) => {
    const locks: string[] = [];
    const claims = connection.drive(amongOthers(
      claimTasks(sqliteDb, {
        worker_id: WORKER,
        limit: 10,
        per_job: 10,
        now: T0,
        due: dueOf(connection),
      }),
      locks,
    ));
    assert.deepEqual(claims.map((claim) => claim.file_name), ["a.sql"]);
    assert.deepEqual(locks, ["skip", "skip", "wait"]);
    assert.equal(dueOf(connection).length, 1);
  });
});
