/** Depths, overdue work, and several processes on one database. */
import assert from "node:assert/strict";
import {
  again,
  archiveJob,
  type Case,
  claimOne,
  createExpanded,
  createSingle,
  singleJob,
  success,
  T0,
} from "../kit.ts";

export const maintenanceCases: Case[] = [
  {
    name: "facts tell the kind, the version and the size, and of a server its connections",
    async run(store) {
      await createSingle(store);
      const facts = await store.maintenance.facts();
      assert.equal(facts.kind, store.kind);
      assert.match(facts.version ?? "", /^\d+\.\d+/);
      assert.ok(facts.bytes! > 0, `${facts.bytes} bytes`);
      const { connections, connections_limit: limit } = facts;
      if (store.kind === "sqlite") assert.deepEqual([connections, limit], [null, null]);
      else assert.ok(connections! >= 1 && limit! >= connections!, `${connections} of ${limit}`);
    },
  },
  {
    name: "depths count what waits, and since when",
    async run(store) {
      const none = [
        { queue: "zip_processing", length: 0, oldest_at: null, paused_at: null },
        { queue: "sql_analysis", length: 0, oldest_at: null, paused_at: null },
      ];
      assert.deepEqual(await store.maintenance.depths(), none);
      await createExpanded(store, 3, { created_at: T0 });
      await createSingle(store, { created_at: T0 - 500 });
      await store.jobs.create(archiveJob({ created_at: T0 + 30 }));
      await store.jobs.create(archiveJob({ created_at: T0 + 20 }));
      assert.deepEqual(await store.maintenance.depths(), [
        { queue: "zip_processing", length: 2, oldest_at: T0 + 20, paused_at: null },
        { queue: "sql_analysis", length: 4, oldest_at: T0 - 500, paused_at: null },
      ]);
      const claim = await claimOne(store, T0 + 5);
      assert.deepEqual((await store.maintenance.depths())[1], {
        queue: "sql_analysis",
        length: 3,
        oldest_at: T0,
        paused_at: null,
      });
      await store.tasks.finish([success(claim)]);
      assert.equal((await store.maintenance.depths())[1]?.length, 3);
    },
  },
  {
    name: "work that nobody took is overdue, by queue; what is served or not yet due is not",
    async run(store) {
      const large = await createExpanded(store, 2, { created_at: T0 });
      const single = await createSingle(store, { created_at: T0 + 5 });
      const zip = archiveJob({ created_at: T0 + 10 });
      await store.jobs.create(zip);
      const overdue = async (cutoff: number) =>
        (await store.maintenance.overdue(cutoff, 10)).map((o) => `${o.queue} ${o.job_id}`).sort();
      const zipped = `zip_processing ${zip.job_id}`;
      const [first, second] = [large, single].map((job) => `sql_analysis ${job.job_id}`);
      assert.deepEqual(await overdue(T0), []);
      assert.deepEqual(await overdue(T0 + 1), [first]);
      assert.deepEqual(await overdue(T0 + 11), [first, second, zipped].sort());
      await claimOne(store, T0 + 50);
      const claim = await claimOne(store, T0 + 50);
      assert.equal(claim.job_id, single.job_id);
      await store.expansions.claim("w", 1, T0 + 50);
      // The rest of the large job was passed over at T0 + 50, and is overdue after that.
      assert.deepEqual(await overdue(T0 + 50), []);
      assert.deepEqual(await overdue(T0 + 51), [first]);
      await store.tasks.finish([again(claim, T0 + 9000)]);
      assert.deepEqual(await overdue(T0 + 9000), [first]);
      assert.deepEqual(await overdue(T0 + 9001), [first, second].sort());
    },
  },
  {
    name: "overdue archives leave room for overdue tasks",
    async run(store) {
      await createSingle(store);
      for (let i = 0; i < 6; i++) await store.jobs.create(archiveJob());
      const found = await store.maintenance.overdue(T0 + 99, 4);
      assert.deepEqual(found.map((o) => o.queue).sort(), [
        "sql_analysis",
        "zip_processing",
        "zip_processing",
      ]);
    },
  },
  {
    name: "of a paused queue nothing is claimed or overdue until it is resumed; the other goes on",
    async run(store) {
      const { maintenance } = store;
      const single = await createSingle(store);
      const zip = archiveJob();
      await store.jobs.create(zip);
      const paused = async () => (await maintenance.depths()).map((depth) => depth.paused_at);
      await maintenance.pauseQueue("sql_analysis", true, T0 + 5);
      await maintenance.pauseQueue("sql_analysis", true, T0 + 6);
      assert.deepEqual(await paused(), [null, T0 + 5]);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 10), []);
      assert.deepEqual(await store.tasks.claim("w", 10, 10, T0 + 10, true), []);
      const overdue = [{ queue: "zip_processing", job_id: zip.job_id }];
      assert.deepEqual(await maintenance.overdue(T0 + 99, 10), overdue);
      assert.equal((await maintenance.depths())[1]?.length, 1);
      const [claim] = await store.expansions.claim("w", 10, T0 + 10);
      assert.equal(claim?.job.job_id, zip.job_id);
      await store.expansions.release(claim!, T0 + 11);
      await maintenance.pauseQueue("zip_processing", true, T0 + 12);
      await maintenance.pauseQueue("sql_analysis", false, T0 + 12);
      assert.deepEqual(await paused(), [T0 + 12, null]);
      assert.deepEqual(await store.expansions.claim("w", 10, T0 + 20), []);
      const waiting = [{ queue: "sql_analysis", job_id: single.job_id }];
      assert.deepEqual(await maintenance.overdue(T0 + 99, 10), waiting);
      assert.equal((await claimOne(store)).job_id, single.job_id);
      await maintenance.pauseQueue("zip_processing", false, T0 + 30);
      assert.equal((await store.expansions.claim("w", 10, T0 + 40)).length, 1);
    },
  },
  {
    name: "answers a ping while open, and store_unavailable once closed",
    async run(store) {
      await store.maintenance.ping();
      await store.close();
      const unavailable = { name: "LintelError", code: "store_unavailable" };
      await assert.rejects(store.maintenance.ping(), unavailable);
      await assert.rejects(store.jobs.create(singleJob()), unavailable);
      await store.close();
    },
  },
  {
    name: "what was asked for before closing is committed",
    async run(store, { harness, place }) {
      const job = singleJob();
      const created = store.jobs.create(job);
      await store.close();
      assert.deepEqual(await created, { created: true });
      const again = await harness.open(place);
      try {
        assert.notEqual(await again.jobs.get(job.job_id), null);
      } finally {
        await again.close();
      }
    },
  },
  {
    name: "several processes that claim at once never get the same task, and leave none",
    needs: (can) => can.processes,
    async run(store, { harness, place }) {
      const jobs = [];
      for (const files of [60, 90, 50]) jobs.push(await createExpanded(store, files));
      const names = ["w-1", "w-2", "w-3"];
      const taken = await Promise.all(names.map((name) => harness.spawnClaimer(place, name)));
      const all = taken.flat();
      assert.equal(all.length, 200);
      assert.equal(new Set(all).size, 200);
      for (const job of jobs) {
        const got = await store.jobs.get(job.job_id);
        assert.equal(got?.status, "COMPLETED");
        assert.equal(got?.counts.succeeded, got?.counts.total);
      }
    },
  },
];
