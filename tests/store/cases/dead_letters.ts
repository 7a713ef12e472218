/** Dead letters, and looking into jobs for rules and files. */
import assert from "node:assert/strict";
import { type Case, createExpanded, createSingle, failure, success, T0 } from "../kit.ts";

export const deadLetterCases: Case[] = [
  {
    name: "dead letters are listed latest first, page by page, and others are not",
    async run(store) {
      await createExpanded(store, 7);
      const claims = await store.tasks.claim("w", 7, 7, T0 + 5);
      await store.tasks.finish([
        ...claims.slice(0, 3).map((claim) => ({ ...failure(claim, true), finished_at: T0 + 10 })),
        ...claims.slice(3, 5).map((claim) => ({ ...failure(claim, true), finished_at: T0 + 20 })),
        failure(claims[5]!, false),
        success(claims[6]!),
      ]);
      const all = await store.deadLetters.list(10);
      const expected = [claims[4], claims[3], claims[2], claims[1], claims[0]];
      assert.deepEqual(all.map((task) => task.task_id), expected.map((claim) => claim!.task_id));
      assert.equal(all[0]?.error?.code, "engine_failed");
      const seen: string[] = [];
      for (let page = await store.deadLetters.list(2); page.length > 0 && seen.length < 20;) {
        seen.push(...page.map(({ task_id }) => task_id));
        const { dead_lettered_at, task_id } = page.at(-1)!;
        page = await store.deadLetters.list(2, { dead_lettered_at: dead_lettered_at!, task_id });
      }
      assert.deepEqual(seen, all.map(({ task_id }) => task_id));
    },
  },
  {
    name: "a dead letter that is retried or forgotten is none; forgetting it leaves it failed",
    async run(store) {
      const job = await createExpanded(store, 3);
      const claims = await store.tasks.claim("w", 3, 3, T0 + 5);
      await store.tasks.finish(claims.map((claim) => failure(claim, true)));
      const [a, b, c] = claims.map(({ task_id }) => task_id) as [string, string, string];
      assert.equal(await store.deadLetters.forget([]), 0);
      assert.equal(await store.deadLetters.forget([a, a, "nobody"]), 1);
      assert.equal(await store.deadLetters.forget([a]), 0);
      assert.equal((await store.tasks.get(a))?.status, "FAILURE");
      assert.equal((await store.jobs.get(job.job_id))?.counts.failed, 3);
      assert.equal(await store.tasks.retry(b, T0 + 200), true);
      assert.deepEqual((await store.deadLetters.list(10)).map((t) => t.task_id), [c]);
    },
  },
  {
    name: "jobs are looked into for a rule and for files",
    async run(store) {
      const large = await createExpanded(store, 3);
      const claims = await store.tasks.claim("w", 3, 3, T0 + 5);
      const found = { rule_counts: [{ code: "LT01", severity: "error" as const, count: 2 }] };
      await store.tasks.finish(claims.map((claim) => success(claim, found)));
      const single = await createSingle(store);
      const ids = [large.job_id, single.job_id];
      assert.deepEqual(await store.jobs.withRule(ids, "LT01"), [large.job_id]);
      assert.deepEqual(await store.jobs.withRule(ids, "LT0"), []);
      assert.deepEqual(await store.jobs.withRule([], "LT01"), []);
      const files = await store.jobs.filesOf(ids, "dir/file-001");
      assert.deepEqual(files, [{ job_id: large.job_id, file_name: "dir/file-001.sql" }]);
      assert.equal((await store.jobs.filesOf(ids, "dir/")).length, 4);
      assert.equal((await store.jobs.filesOf([single.job_id], "")).length, 1);
      assert.deepEqual(await store.jobs.filesOf(ids, "DIR/"), []);
      assert.deepEqual(await store.jobs.filesOf([], ""), []);
    },
  },
];
