/** What must hold of every store, whatever was done to it and in which order. */
import assert from "node:assert/strict";
import { isOpen } from "../../src/jobs/states.ts";
import type { Job, Task } from "../../src/jobs/job.ts";
import type { Store } from "../../src/store/port.ts";

const PAGE = 500;

async function allJobs(store: Store): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let page = await store.jobs.list({}, PAGE); page.length > 0;) {
    jobs.push(...page);
    page = await store.jobs.list({}, PAGE, page.at(-1)!.job_id);
  }
  return jobs;
}

async function allTasks(store: Store, job_id: string): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let page = await store.tasks.list(job_id, {}, PAGE); page.length > 0;) {
    tasks.push(...page);
    page = await store.tasks.list(job_id, {}, PAGE, page.at(-1)!.seq);
  }
  return tasks;
}

/** One line for each thing that does not fit; none where all is well. */
export async function faultsOf(store: Store): Promise<string[]> {
  const faults: string[] = [];
  const waits: number[] = [];
  for (const job of await allJobs(store)) {
    const tasks = await allTasks(store, job.job_id);
    faults.push(...jobFaults(job, tasks), ...await attemptFaults(store, tasks));
    // Of an archive that is still being expanded nothing waits.
    if (job.submission_type !== "SINGLE_FILE" && !await isExpanded(store, job.job_id)) continue;
    for (const { status, due_at } of tasks) if (status === "PENDING") waits.push(due_at);
  }
  const oldest = waits.length === 0 ? null : Math.min(...waits);
  const queue = (await store.maintenance.depths()).find(({ queue }) => queue === "sql_analysis");
  if (queue?.oldest_at !== oldest || queue.length !== waits.length) {
    const told = `${queue?.length} since ${queue?.oldest_at}`;
    faults.push(`the queue tells ${told}, and ${waits.length} wait since ${oldest}`);
  }
  return faults;
}

export async function assertConsistent(store: Store): Promise<void> {
  assert.deepEqual(await faultsOf(store), []);
}

function jobFaults(job: Job, tasks: readonly Task[]): string[] {
  const faults: string[] = [];
  const count = (status: Task["status"]) => tasks.filter((t) => t.status === status).length;
  const rows = {
    total: tasks.length,
    pending: count("PENDING"),
    processing: count("PROCESSING"),
    succeeded: count("SUCCESS"),
    failed: count("FAILURE"),
    cancelled: count("CANCELLED"),
  };
  for (const [name, n] of Object.entries(rows)) {
    const counted = job.counts[name as keyof typeof rows];
    if (counted !== n) faults.push(`${job.job_id}: ${name} is ${counted}, and ${n} rows are`);
  }
  const open = rows.pending + rows.processing;
  if (isOpen(job.status) && open === 0 && job.submission_type === "SINGLE_FILE") {
    faults.push(`${job.job_id}: is ${job.status} with nothing open`);
  }
  if (!isOpen(job.status) && open > 0) {
    faults.push(`${job.job_id}: is ${job.status} with ${open} tasks open`);
  }
  for (const task of tasks) {
    const held = task.lease_token !== null;
    if (held !== (task.status === "PROCESSING")) {
      faults.push(`${task.task_id}: is ${task.status} ${held ? "with" : "without"} a lease`);
    }
  }
  return faults;
}

async function isExpanded(store: Store, job_id: string): Promise<boolean> {
  return (await store.tasks.expansionAttempts(job_id)).some(({ error }) => error === null);
}

/** A task has one attempt that succeeded where it is a SUCCESS, else none. */
async function attemptFaults(store: Store, tasks: readonly Task[]): Promise<string[]> {
  const faults: string[] = [];
  for (let at = 0; at < tasks.length; at += PAGE) {
    const page = tasks.slice(at, at + PAGE);
    const attempts = await store.tasks.attempts(page.map((task) => task.task_id));
    for (const task of page) {
      const own = attempts.filter((attempt) => attempt.task_id === task.task_id);
      const good = own.filter((attempt) => attempt.error === null).length;
      const wanted = task.status === "SUCCESS" ? 1 : 0;
      if (good !== wanted) {
        faults.push(`${task.task_id}: is ${task.status} with ${good} good attempts`);
      }
    }
  }
  return faults;
}
