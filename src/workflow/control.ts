/** What a user may do to a job or task that is there already. */
import { LintelError } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { isOpen } from "../jobs/states.ts";
import type { QueueName } from "../queue/port.ts";
import { removeEnded } from "./clean.ts";
import { findJob } from "./find.ts";
import type { Services } from "./services.ts";

/** Cancels what has not ended. Idempotent (`done`: by this call); 409 for a job that ended. */
export async function cancelJob(
  services: Services,
  job_id: string,
): Promise<{ job: Job; done: boolean }> {
  const before = await findJob(services, job_id);
  if (before.status === "CANCELLED") return { job: before, done: false };
  if (!isOpen(before.status)) {
    throw new LintelError(
      "conflict",
      `The job is ${before.status}; only an open job is cancelled.`,
    );
  }
  const job = await services.store.jobs.cancel(job_id, services.now());
  if (job === null) throw new LintelError("not_found", `There is no job ${job_id}.`);
  if (job.status !== "CANCELLED") {
    throw new LintelError("conflict", `The job became ${job.status} before it was cancelled.`);
  }
  return { job, done: true };
}

/** Makes what failed due again: tasks, or the expansion itself. 409 while open or where none failed. */
export async function retryJob(services: Services, job_id: string): Promise<Job> {
  const before = await findJob(services, job_id);
  if (before.status !== "FAILED" && before.status !== "PARTIALLY_COMPLETED") {
    throw new LintelError("conflict", `The job is ${before.status}; nothing of it has failed.`);
  }
  await services.store.jobs.retry(job_id, services.now());
  announce(services, job_id);
  return await findJob(services, job_id);
}

export async function retryTask(services: Services, task_id: string): Promise<void> {
  const done = await services.store.tasks.retry(task_id, services.now());
  if (done === null) throw new LintelError("not_found", `There is no task ${task_id}.`);
  if (!done) throw new LintelError("conflict", "Only a task in state FAILURE is retried.");
  const task = await services.store.tasks.get(task_id);
  if (task !== null) announce(services, task.job_id);
}

/** Removes a job that has ended, with its files; 409 while it is open. */
export async function deleteJob(services: Services, job_id: string): Promise<void> {
  const { status } = await findJob(services, job_id);
  if (isOpen(status)) {
    throw new LintelError("conflict", `The job is ${status}; cancel it before deleting it.`);
  }
  if (await removeEnded(services, job_id)) return;
  // Somebody was faster: it is gone by now, or was tried again.
  await findJob(services, job_id);
  throw new LintelError("conflict", "The job was tried again before it was deleted.");
}

/** Pauses or resumes a queue for every worker on every host. Idempotent. */
export async function pauseQueue(
  services: Services,
  queue: QueueName,
  paused: boolean,
): Promise<void> {
  await services.store.maintenance.pauseQueue(queue, paused, services.now());
  // Any message makes a worker look into the store; the work that waited has none of its own left.
  if (!paused) services.announcer.announce(queue, [queue]);
}

function announce(services: Services, job_id: string): void {
  services.announcer.announce("sql_analysis", [job_id]);
  services.announcer.announce("zip_processing", [job_id]);
}
