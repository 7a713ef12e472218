/** Jobs by their labels. */
import assert from "node:assert/strict";
import { type Case, claimOne, createSingle, success, T0 } from "../kit.ts";

export const labelCases: Case[] = [
  {
    name: "a job comes back with its labels, with who submitted it and what it was made from",
    async run(store) {
      const labels = { project: "größe 数据", branch: "feature/a:b" };
      const first = await createSingle(store, { labels, submitted_by: "ann" });
      const second = await createSingle(store, { relint_of: first.job_id });
      const got = await store.jobs.get(first.job_id);
      assert.deepEqual([got?.labels, got?.submitted_by, got?.relint_of], [labels, "ann", null]);
      const other = await store.jobs.get(second.job_id);
      assert.deepEqual([other?.labels, other?.submitted_by], [{}, null]);
      assert.equal(other?.relint_of, first.job_id);
    },
  },
  {
    name: "jobs are listed by label, newest first, page by page",
    async run(store) {
      const ids: string[] = [];
      for (let i = 0; i < 9; i++) {
        const labels = { project: i % 3 === 0 ? "shop" : "bank", branch: i < 5 ? "main" : "next" };
        ids.unshift((await createSingle(store, { labels, created_at: T0 + i })).job_id);
      }
      await createSingle(store);
      const listed = async (labels: string[], limit = 20, before?: string) =>
        (await store.jobs.list({ labels }, limit, before)).map(({ job_id }) => ids.indexOf(job_id));
      assert.deepEqual(await listed(["project:shop"]), [2, 5, 8]);
      assert.deepEqual(await listed(["project:shop"], 2), [2, 5]);
      assert.deepEqual(await listed(["project:shop"], 2, ids[5]), [8]);
      assert.deepEqual(await listed(["project:bank", "branch:main"]), [4, 6, 7]);
      assert.deepEqual(await listed(["branch:main", "project:bank"]), [4, 6, 7]);
      assert.deepEqual(await listed(["project:shop", "project:bank"]), []);
      assert.deepEqual(await listed(["project:sho"]), []);
      assert.deepEqual(await listed(["project:Shop"]), []);
      assert.equal((await store.jobs.list({ labels: [] }, 20)).length, 10);
    },
  },
  {
    name: "labels narrow together with what else is asked for",
    async run(store) {
      const labels = { project: "shop" };
      const done = await createSingle(store, { labels, file_name: "a/done.sql" });
      await store.tasks.finish([success(await claimOne(store))]);
      const open = await createSingle(store, { labels, file_name: "b/open.sql" });
      await createSingle(store, { file_name: "a/other.sql" });
      const listed = async (filter: Parameters<typeof store.jobs.list>[0]) =>
        (await store.jobs.list({ labels: ["project:shop"], ...filter }, 10)).map((j) => j.job_id);
      assert.deepEqual(await listed({}), [open.job_id, done.job_id]);
      assert.deepEqual(await listed({ status: "COMPLETED" }), [done.job_id]);
      assert.deepEqual(await listed({ verdict: "FAIL" }), []);
      assert.deepEqual(await listed({ q: "b/" }), [open.job_id]);
      assert.deepEqual(await listed({ q: "a/", dialect: "ansi", since: T0 }), [done.job_id]);
      assert.deepEqual(await listed({ until: T0 }), []);
    },
  },
  {
    name: "the labels of a job that is deleted go with it",
    async run(store) {
      const job = await createSingle(store, { labels: { project: "shop" } });
      await store.jobs.cancel(job.job_id, T0 + 1);
      assert.equal(await store.jobs.delete(job.job_id), true);
      assert.deepEqual(await store.jobs.list({ labels: ["project:shop"] }, 10), []);
    },
  },
];
