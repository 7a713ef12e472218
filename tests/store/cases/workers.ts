/** Workers: heartbeats, commands, and the rescue of what a lost one held. */
import assert from "node:assert/strict";
import {
  archiveJob,
  type Case,
  claimExpansion,
  claimOne,
  createExpanded,
  createSingle,
  newTask,
  success,
  T0,
  WORKER,
  workerRow,
} from "../kit.ts";

const LOST = { code: "worker_lost", message: `${WORKER} stopped while it ran this` };

export const workerCases: Case[] = [
  {
    name: "a heartbeat writes the worker's row, and writes it over",
    async run(store) {
      assert.equal(await store.workers.get(WORKER), null);
      await store.workers.heartbeat(workerRow(WORKER, 1));
      assert.deepEqual(await store.workers.get(WORKER), workerRow(WORKER, 1));
      const paused = { ...workerRow(WORKER, 2, T0 + 1000), status: "paused" as const };
      await store.workers.heartbeat(paused);
      assert.deepEqual(await store.workers.get(WORKER), paused);
    },
  },
  {
    name: "workers are listed unless they ended long ago",
    async run(store) {
      const ended = (id: string, at: number) => ({
        ...workerRow(id, 1, at),
        status: "offline" as const,
      });
      await store.workers.heartbeat(workerRow("b", 1, T0));
      await store.workers.heartbeat(ended("a", T0 + 500));
      await store.workers.heartbeat(ended("c", T0 + 100));
      const ids = async (since: number) =>
        (await store.workers.list(since)).map((w) => w.worker_id);
      assert.deepEqual(await ids(T0 + 200), ["a", "b"]);
      assert.deepEqual(await ids(T0), ["a", "b", "c"]);
    },
  },
  {
    name: "commands reach their worker with each heartbeat until they are done, oldest first",
    async run(store) {
      await store.workers.heartbeat(workerRow(WORKER, 1));
      const pause = await store.workers.command(WORKER, "pause", T0 + 1);
      const resume = await store.workers.command(WORKER, "resume", T0 + 2);
      await store.workers.command("worker-b@host", "shutdown", T0 + 3);
      const got = await store.workers.heartbeat(workerRow(WORKER, 2));
      assert.deepEqual(got.map((c) => [c.command_id, c.action]), [
        [pause, "pause"],
        [resume, "resume"],
      ]);
      await store.workers.completeCommand(pause, "paused", T0 + 10);
      await store.workers.completeCommand(pause, "paused again", T0 + 20);
      const rest = await store.workers.heartbeat(workerRow(WORKER, 3));
      assert.deepEqual(rest.map((c) => c.command_id), [resume]);
      assert.deepEqual(await store.workers.getCommand(pause), {
        command_id: pause,
        worker_id: WORKER,
        action: "pause",
        created_at: T0 + 1,
        done_at: T0 + 10,
        result: "paused",
      });
      assert.equal(await store.workers.getCommand("nothing"), null);
    },
  },
  {
    name: "who holds claims is listed in pages, with the beat of the row",
    async run(store) {
      await createExpanded(store, 3);
      await store.workers.heartbeat(workerRow("w-2", 7));
      await store.workers.heartbeat(workerRow("idle", 7));
      await claimOne(store, T0 + 5, "w-1");
      await claimOne(store, T0 + 5, "w-2");
      await claimOne(store, T0 + 5, "w-2");
      await store.jobs.create(archiveJob());
      await store.expansions.claim("w-3", 1, T0 + 5);
      assert.deepEqual(await store.workers.holders("", 2), [
        { worker_id: "w-1", beat: null },
        { worker_id: "w-2", beat: 7 },
      ]);
      const rest = [{ worker_id: "w-3", beat: null }];
      assert.deepEqual(await store.workers.holders("w-2", 2), rest);
      assert.deepEqual(await store.workers.holders("w-3", 2), []);
    },
  },
  {
    name: "a lost worker's tasks are due again, with an attempt used up and kept",
    async run(store) {
      const job = await createExpanded(store, 3);
      await store.workers.heartbeat(workerRow(WORKER, 5));
      const claims = await store.tasks.claim(WORKER, 2, 2, T0 + 5);
      const other = await claimOne(store, T0 + 5, "worker-b@host");
      const report = await store.workers.rescue(WORKER, 5, 10, 3, T0 + 900);
      assert.deepEqual(report, { rescued: 2, dead_lettered: 0, ended_jobs: [] });
      assert.equal((await store.workers.get(WORKER))?.status, "lost");
      const got = await store.jobs.get(job.job_id);
      assert.deepEqual([got?.counts.pending, got?.counts.processing], [2, 1]);
      assert.deepEqual(await store.workers.holders("", 10), [
        { worker_id: "worker-b@host", beat: null },
      ]);
      const more = await store.tasks.claim("worker-c@host", 10, 10, T0 + 900);
      assert.deepEqual(more.map((c) => c.attempt), [2, 2]);
      const attempts = await store.tasks.attempts([claims[0]!.task_id]);
      assert.deepEqual(attempts.map((a) => [a.attempt, a.worker_id, a.error]), [[1, WORKER, LOST]]);
      // It was only slow, and finishes after all.
      const late = await store.tasks.finish(claims.map((c) => success(c)));
      assert.deepEqual(late, { accepted: [], ended_jobs: [] });
      const good = await store.tasks.finish([...more, other].map((c) => success(c)));
      assert.equal(good.accepted.length, 3);
      assert.equal((await store.jobs.get(job.job_id))?.status, "COMPLETED");
    },
  },
  {
    name: "a worker whose heart beat meanwhile keeps what it holds",
    async run(store) {
      await createSingle(store);
      await store.workers.heartbeat(workerRow(WORKER, 6));
      const claim = await claimOne(store);
      const report = await store.workers.rescue(WORKER, 5, 10, 3, T0 + 900);
      assert.deepEqual(report, { rescued: 0, dead_lettered: 0, ended_jobs: [] });
      assert.equal((await store.workers.get(WORKER))?.status, "online");
      assert.deepEqual(await store.tasks.held([claim.lease_token]), [claim.lease_token]);
    },
  },
  {
    name: "the last attempt of a lost worker is dead-lettered and may end the job",
    async run(store) {
      const job = await createSingle(store);
      const claim = await claimOne(store);
      const report = await store.workers.rescue(WORKER, -1, 10, 1, T0 + 900);
      assert.deepEqual(report, {
        rescued: 0,
        dead_lettered: 1,
        ended_jobs: [{ job_id: job.job_id, status: "FAILED" }],
      });
      const task = await store.tasks.get(claim.task_id);
      assert.equal(task?.status, "FAILURE");
      assert.equal(task?.outcome, "failed");
      assert.deepEqual(task?.error, LOST);
      assert.equal(task?.dead_lettered_at, T0 + 900);
    },
  },
  {
    name: "a rescue goes on page by page until nothing is held",
    async run(store) {
      await createExpanded(store, 7);
      await store.tasks.claim(WORKER, 7, 7, T0 + 5);
      const sizes: number[] = [];
      for (let i = 0; i < 4; i++) {
        sizes.push((await store.workers.rescue(WORKER, -1, 3, 3, T0 + 900)).rescued);
      }
      assert.deepEqual(sizes, [3, 3, 1, 0]);
    },
  },
  {
    name: "a lost worker's expansions are taken back, or end their jobs",
    async run(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      const first = await store.workers.rescue(WORKER, -1, 10, 2, T0 + 900);
      assert.deepEqual(first, { rescued: 1, dead_lettered: 0, ended_jobs: [] });
      assert.deepEqual(await store.tasks.list(job.job_id, {}, 10), []);
      assert.equal(await store.expansions.finish(claim, [], T0 + 950), false);
      const [again] = await store.expansions.claim(WORKER, 1, T0 + 900);
      assert.equal(again?.attempt, 2);
      const second = await store.workers.rescue(WORKER, -1, 10, 2, T0 + 999);
      const ended_jobs = [{ job_id: job.job_id, status: "FAILED" as const }];
      assert.deepEqual(second, { rescued: 0, dead_lettered: 1, ended_jobs });
      const got = await store.jobs.get(job.job_id);
      assert.equal(got?.status, "FAILED");
      assert.deepEqual(got?.error, LOST);
    },
  },
  {
    name: "a rescue and the finish of the same task at once leave one end",
    async run(store) {
      const job = await createSingle(store);
      const claim = await claimOne(store);
      const [finish, rescue] = await Promise.all([
        store.tasks.finish([success(claim)]),
        store.workers.rescue(WORKER, -1, 10, 3, T0 + 900),
      ]);
      assert.equal(finish.accepted.length + rescue.rescued, 1);
      const { counts } = (await store.jobs.get(job.job_id))!;
      assert.equal(counts.succeeded + counts.pending, 1);
      assert.equal(counts.processing, 0);
    },
  },
  {
    name: "leases that a worker has in the store and does not know are listed and given back",
    async run(store) {
      const job = await createExpanded(store, 3);
      const claims = await store.tasks.claim(WORKER, 2, 2, T0 + 5);
      const other = await claimOne(store, T0 + 5, "worker-b@host");
      const zip = archiveJob();
      await store.jobs.create(zip);
      const expansion = await claimExpansion(store, zip.job_id);
      await store.expansions.addTasks(expansion, [newTask(0)], T0);
      const [known, unknown] = claims.map((claim) => claim.lease_token);
      const tokens = [known!, unknown!, expansion.lease_token];
      assert.deepEqual((await store.workers.leases(WORKER, 10)).sort(), tokens.sort());
      assert.equal((await store.workers.leases(WORKER, 1)).length, 2);
      const lost = [unknown!, expansion.lease_token, other.lease_token, "nothing"];
      assert.equal(await store.workers.releaseLeases(WORKER, lost, T0 + 50), 2);
      assert.equal(await store.workers.releaseLeases(WORKER, lost, T0 + 50), 0);
      assert.deepEqual(await store.workers.leases(WORKER, 10), [known]);
      const { counts } = (await store.jobs.get(job.job_id))!;
      assert.deepEqual([counts.pending, counts.processing], [1, 2]);
      assert.equal((await claimOne(store, T0 + 60)).attempt, 1);
      const [again] = await store.expansions.claim("worker-c@host", 1, T0 + 60);
      assert.equal(again?.attempt, 1);
      assert.equal(again?.job.counts.total, 0);
    },
  },
  {
    name: "rows and commands that nothing touched since the cutoff are removed",
    async run(store) {
      await store.workers.heartbeat(workerRow("old", 1, T0));
      await store.workers.heartbeat(workerRow("young", 1, T0 + 1000));
      const command = await store.workers.command("old", "pause", T0);
      assert.equal(await store.workers.prune(T0 + 500), 2);
      assert.equal(await store.workers.get("old"), null);
      assert.notEqual(await store.workers.get("young"), null);
      assert.equal(await store.workers.getCommand(command), null);
    },
  },
];
