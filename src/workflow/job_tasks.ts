/** Every file of a job in order, read in pages, so that their number does not matter. */
import { LintelError } from "../errors.ts";
import type { Job, Task } from "../jobs/job.ts";
import { isOpen } from "../jobs/states.ts";
import type { Services } from "./services.ts";

const PAGE = 200;

/**
 * No transaction is open between two pages: a job may go meanwhile. Throws `not_found` where one
 * that had ended has lost files, so that nobody takes those that came for all of them.
 */
export async function* tasksOf({ store }: Pick<Services, "store">, job: Job): AsyncGenerator<Task> {
  let after: number | undefined;
  let count = 0;
  for (;;) {
    const tasks = await store.tasks.list(job.job_id, {}, PAGE, after);
    yield* tasks;
    count += tasks.length;
    if (tasks.length < PAGE) break;
    after = tasks.at(-1)!.seq;
  }
  if (count < job.counts.total && !isOpen(job.status)) {
    throw new LintelError("not_found", `The job ${job.job_id} was deleted while it was read.`);
  }
}
