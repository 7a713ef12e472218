/** A worker while the store takes no end of a task: what it keeps, and what becomes of that. */
import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { Job } from "../../src/jobs/job.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";
import { sleep, until } from "../support/wait.ts";

const FILES = 2600;
/** Ends that a worker keeps, from which on it claims nothing more. */
const KEPT = 2000;
/** Tasks that the worker of a test claims ahead: a batch for each of its two processes. */
const AHEAD = 128;

interface Submitted {
  job_id: string;
  /** The store takes no ends until this is called. */
  comesBack(): void;
}

async function submitWithoutEnds(service: TestService): Promise<Submitted> {
  const { tasks } = service.services.store;
  const { finish } = tasks;
  tasks.finish = () => Promise.reject(new LintelError("store_unavailable", "away"));
  const names = Array.from({ length: FILES }, (_, i) => [`f${i}.sql`, "fault\n"]);
  const job_id = await service.submit(await zipOf(Object.fromEntries(names)));
  return { job_id, comesBack: () => tasks.finish = finish };
}

async function jobOf({ services }: TestService, job_id: string): Promise<Job> {
  return (await services.store.jobs.get(job_id))!;
}

/** Waits until so many tasks are held; only what stands still is waited for no longer. */
async function held(service: TestService, job_id: string, least: number): Promise<number> {
  let last = 0;
  while (last < least) {
    last = await until(`more than ${last} tasks that are held`, async () => {
      const { processing } = (await jobOf(service, job_id)).counts;
      return processing > last ? processing : null;
    });
  }
  return last;
}

/** Every task has ended once, or waits as if it had never been begun. */
async function assertOnce({ services }: TestService, job_id: string): Promise<void> {
  const { tasks } = services.store;
  let found = 0;
  for (let after = -1; found < FILES;) {
    const page = await tasks.list(job_id, {}, 1000, after);
    const attempts = await tasks.attempts(page.map(({ task_id }) => task_id));
    const ended = Map.groupBy(attempts, ({ task_id }) => task_id);
    for (const { task_id, file_name, status, attempt } of page) {
      const expected = status === "SUCCESS" ? ["SUCCESS", 1, 1] : ["PENDING", 0, 0];
      assert.deepEqual([status, attempt, ended.get(task_id)?.length ?? 0], expected, file_name);
    }
    after = page.at(-1)!.seq;
    found += page.length;
  }
}

Deno.test("a worker keeps a bounded number of ends, and claims again once they are written", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { job_id, comesBack } = await submitWithoutEnds(service);
  await held(service, job_id, KEPT + 1);
  const native = service.services.engines.get("native")!;
  await until("the processes to be idle", () => native.stats().busy === 0);
  // Past the next poll nothing more was claimed.
  await sleep(1200);
  const { processing, pending } = (await jobOf(service, job_id)).counts;
  assert.ok(processing <= KEPT + AHEAD, `${processing} are held`);
  assert.ok(pending > 0);
  comesBack();
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
  await assertOnce(service, job_id);
});

Deno.test("a worker that stops while it claims and keeps thousands of ends writes each of them once", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { tasks } = service.services.store;
  const { claim } = tasks;
  const claiming = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let claimed = 0;
  tasks.claim = async (...asked) => {
    if (claimed >= KEPT - AHEAD) {
      claiming.resolve();
      await answered.promise;
    }
    const claims = await claim(...asked);
    claimed += claims.length;
    return claims;
  };
  const { job_id, comesBack } = await submitWithoutEnds(service);
  await held(service, job_id, KEPT - AHEAD);
  await claiming.promise;
  const stopped = service.worker.stop();
  answered.resolve();
  // The store comes back while the worker is draining.
  setTimeout(comesBack, 500);
  await stopped;
  const { counts } = await jobOf(service, job_id);
  assert.deepEqual([counts.processing, counts.failed], [0, 0]);
  assert.ok(counts.succeeded >= KEPT - AHEAD, `${counts.succeeded} are written`);
  assert.ok(counts.pending > 0);
  await assertOnce(service, job_id);
});

Deno.test("what a stopping worker cannot write is given up in the end, and left to be rescued", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { tasks } = service.services.store;
  const { finish } = tasks;
  tasks.finish = () => Promise.reject(new LintelError("store_unavailable", "away"));
  const job_id = await service.submit(await zipOf({ "a.sql": "fault\n", "b.sql": "fault\n" }));
  await until("both files to have run", async () => {
    const { processing } = (await jobOf(service, job_id)).counts;
    return processing === 2 && service.services.engines.get("native")!.stats().busy === 0;
  });
  await service.worker.stop();
  assert.equal((await jobOf(service, job_id)).counts.processing, 2);
  tasks.finish = finish;
  const [lost] = await service.services.store.workers.list(0);
  const now = service.services.now();
  const { workers } = service.services.store;
  const report = await workers.rescue(lost!.worker_id, lost!.beat, 10, 3, now);
  assert.equal(report.rescued, 2);
});
