/** Small sources, which the store itself holds. */
import assert from "node:assert/strict";
import { IN_STORE } from "../../../src/jobs/job.ts";
import type { NewJob, TaskClaim } from "../../../src/store/port.ts";
import { type Case, claimOne, createSingle, heldJob, success, T0, WORKER } from "../kit.ts";

/** Every byte, in an order of its own. */
const BYTES = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7 + (at >> 8)) & 255);

const listed = (bytes: Uint8Array | null | undefined): number[] | null =>
  bytes === null || bytes === undefined ? null : [...bytes];

export const sourceCases: Case[] = [
  {
    name:
      "a source that the store holds comes back byte by byte, with a claim too, and goes with its job",
    async run(store) {
      const job = heldJob(BYTES);
      await store.jobs.create(job);
      assert.deepEqual(listed(await store.jobs.source(job.job_id)), [...BYTES]);
      const claim = await claimOne(store);
      assert.equal(claim.source.file, IN_STORE);
      assert.deepEqual(listed(claim.bytes), [...BYTES]);
      await store.tasks.finish([success(claim)]);
      assert.deepEqual(listed(await store.jobs.source(job.job_id)), [...BYTES]);
      assert.equal(await store.jobs.delete(job.job_id), true);
      assert.equal(await store.jobs.source(job.job_id), null);
    },
  },
  {
    name:
      "each of the claims of one look has the bytes of its own job, or none where the volume has them",
    async run(store) {
      const jobs = [1, 2, 3].map((nth) =>
        heldJob(Uint8Array.of(nth, 0, 255), { created_at: T0 + nth })
      );
      await Promise.all(jobs.map((job) => store.jobs.create(job)));
      const other = await createSingle(store, { created_at: T0 + 4 });
      const claims = await store.tasks.claim(WORKER, 10, 1, T0 + 9);
      const bytesOf = (job: NewJob) =>
        listed(claims.find((claim: TaskClaim) => claim.job_id === job.job_id)?.bytes);
      assert.deepEqual(jobs.map(bytesOf), [[1, 0, 255], [2, 0, 255], [3, 0, 255]]);
      assert.deepEqual([claims.length, bytesOf(other)], [4, null]);
      assert.equal(await store.jobs.source(other.job_id), null);
    },
  },
];
