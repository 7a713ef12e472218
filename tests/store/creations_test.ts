/** New jobs that come at once: committed together, and each answered for itself. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { LintelError } from "../../src/errors.ts";
import { Creations } from "../../src/store/creations.ts";
import type { NewJob } from "../../src/store/port.ts";
import type { Plan } from "../../src/store/plan.ts";
import { Connection, sqliteDb } from "../../src/store/sqlite/connection.ts";
import { storeError } from "../../src/store/sqlite/errors.ts";
import { migrate } from "../../src/store/sqlite/mod.ts";
import { newTask, singleJob } from "./kit.ts";

interface Place {
  creations: Creations;
  /** Transactions so far. */
  transactions: () => number;
  /** Ids of the jobs that are in the database, sorted. */
  stored: () => string[];
}

/** A database whose transactions take a moment each; `after` runs once one is committed. */
async function onDatabase(
  use: (place: Place) => Promise<void>,
  after: (transaction: number) => void = () => {},
): Promise<void> {
  const folder = await Deno.makeTempDir();
  await migrate(`${folder}/jobs.db`);
  const connection = new Connection(`${folder}/jobs.db`);
  let transactions = 0;
  const write = async <T>(plan: () => Plan<T>): Promise<T> => {
    const transaction = ++transactions;
    await delay(5);
    connection.exec("BEGIN");
    let value: T;
    try {
      value = connection.drive(plan());
    } catch (error) {
      connection.exec("ROLLBACK");
      throw storeError(error);
    }
    connection.exec("COMMIT");
    after(transaction);
    return value;
  };
  const stored = (): string[] => {
    const { rows } = connection.run({ sql: "select job_id from jobs order by 1", parameters: [] });
    return (rows as { job_id: string }[]).map((row) => row.job_id);
  };
  const creations = new Creations({ db: sqliteDb, write, serial: false });
  try {
    await use({ creations, transactions: () => transactions, stored });
  } finally {
    connection.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function someJobs(count: number): NewJob[] {
  return Array.from(
    { length: count },
    (_, i) =>
      singleJob({ file_name: `${i}.sql`, labels: { project: `p${i}` }, tasks: [newTask(0)] }),
  );
}

function idsOf(jobs: readonly NewJob[]): string[] {
  return jobs.map((job) => job.job_id).sort();
}

Deno.test("jobs that come while others are being committed are committed together", async () => {
  await onDatabase(async ({ creations, transactions, stored }) => {
    const jobs = someJobs(30);
    const results = await Promise.all(jobs.map((job) => creations.create(job)));
    assert.ok(results.every((result) => result.created));
    assert.deepEqual(stored(), idsOf(jobs));
    assert.equal(transactions(), 3);
  });
});

Deno.test("a transaction has a bounded number of tasks", async () => {
  await onDatabase(async ({ creations, transactions, stored }) => {
    const tasks = () => Array.from({ length: 300 }, (_, seq) => newTask(seq));
    const jobs = someJobs(5).map((job) => ({ ...job, tasks: tasks() }));
    await Promise.all(jobs.map((job) => creations.create(job)));
    assert.deepEqual(stored(), idsOf(jobs));
    assert.equal(transactions(), 5);
  });
});

Deno.test("a job that the database does not take fails alone", async () => {
  await onDatabase(async ({ creations, stored }) => {
    const jobs = someJobs(8);
    const double = { ...singleJob(), tasks: jobs[0]!.tasks };
    const asked = [...jobs, double].map((job) => creations.create(job));
    const results = await Promise.allSettled(asked);
    assert.deepEqual(results.map(({ status }) => status), [
      ...jobs.map(() => "fulfilled"),
      "rejected",
    ]);
    assert.deepEqual(stored(), idsOf(jobs));
  });
});

Deno.test("a commit that nobody heard of is looked up job by job, and made once", async () => {
  const unheard = (transaction: number): void => {
    // The first two are of one job each, as nothing is being committed when they come.
    if (transaction !== 3) return;
    throw new LintelError("store_unavailable", "the answer was lost", { uncertain: true });
  };
  await onDatabase(async ({ creations, transactions, stored }) => {
    const jobs = someJobs(12);
    const results = await Promise.all(jobs.map((job) => creations.create(job)));
    assert.ok(results.every((result) => result.created));
    assert.deepEqual(stored(), idsOf(jobs));
    assert.equal(transactions(), 3 + (jobs.length - 2));
  }, unheard);
});

Deno.test("while the database is away everyone hears so, without a transaction each", async () => {
  await onDatabase(async ({ creations, transactions }) => {
    const away = new LintelError("store_unavailable", "the database is away");
    const failing = new Creations({
      db: sqliteDb,
      serial: false,
      write: () => Promise.reject(away),
    });
    const results = await Promise.allSettled(someJobs(9).map((job) => failing.create(job)));
    assert.ok(results.every((result) => result.status === "rejected" && result.reason === away));
    assert.equal(transactions(), 0);
    await creations.settled();
  });
});

Deno.test("who waits for what was asked for before finds it there", async () => {
  await onDatabase(async ({ creations, stored }) => {
    const jobs = someJobs(20);
    for (const job of jobs) void creations.create(job);
    await creations.settled();
    assert.deepEqual(stored(), idsOf(jobs));
  });
});
