/** Dead letters, and looking into jobs for rules and files. */
import assert from "node:assert/strict";
import type { DeadLetterFilter, TaskClaim } from "../../../src/store/port.ts";
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
      const all = await store.deadLetters.list({}, 10);
      const expected = [claims[4], claims[3], claims[2], claims[1], claims[0]];
      assert.deepEqual(all.map((task) => task.task_id), expected.map((claim) => claim!.task_id));
      assert.equal(all[0]?.error?.code, "engine_failed");
      const seen: string[] = [];
      for (let page = await store.deadLetters.list({}, 2); page.length > 0 && seen.length < 20;) {
        seen.push(...page.map(({ task_id }) => task_id));
        const { dead_lettered_at, task_id } = page.at(-1)!;
        page = await store.deadLetters.list({}, 2, {
          dead_lettered_at: dead_lettered_at!,
          task_id,
        });
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
      assert.deepEqual((await store.deadLetters.list({}, 10)).map((t) => t.task_id), [c]);
    },
  },
  {
    name: "dead letters are found by code, worker, job and file, and counted by code",
    async run(store) {
      const [one, two] = [await createExpanded(store, 4), await createExpanded(store, 2)];
      const first = await store.tasks.claim("w1", 4, 4, T0 + 5);
      const second = await store.tasks.claim("w2", 4, 4, T0 + 5);
      const claims = [...first, ...second];
      const codes = ["engine_failed", "worker_lost", "worker_lost", "internal"];
      await store.tasks.finish(claims.map((claim, at) => ({
        ...failure(claim, true),
        error: { code: codes[at % codes.length]!, message: "" },
        finished_at: T0 + at,
      })));
      const ids = (wanted: (claim: TaskClaim, at: number) => boolean) =>
        claims.filter(wanted).map(({ task_id }) => task_id).reverse();
      const found = async (filter: DeadLetterFilter, limit = 10) =>
        (await store.deadLetters.list(filter, limit)).map(({ task_id }) => task_id);
      assert.deepEqual(
        await found({ code: "worker_lost" }),
        ids((_, at) => codes[at % 4] === "worker_lost"),
      );
      assert.deepEqual(await found({ worker: "w2" }), ids((claim) => second.includes(claim)));
      assert.deepEqual(await found({ job_id: two.job_id }), ids((c) => c.job_id === two.job_id));
      assert.deepEqual(
        await found({ file: "dir/file-000" }),
        ids((c) => c.file_name.startsWith("dir/file-000")),
      );
      assert.deepEqual(await found({ code: "worker_lost", worker: "nobody" }), []);
      const [latest, ...older] = await store.deadLetters.list({ code: "worker_lost" }, 10);
      const rest = await store.deadLetters.list({ code: "worker_lost" }, 10, {
        dead_lettered_at: latest!.dead_lettered_at!,
        task_id: latest!.task_id,
      });
      assert.deepEqual(rest, older);
      assert.deepEqual(await store.deadLetters.kinds({}, 10), [
        { code: "worker_lost", count: 3 },
        { code: "engine_failed", count: 2 },
        { code: "internal", count: 1 },
      ]);
      assert.equal((await store.deadLetters.kinds({ job_id: one.job_id }, 10)).length, 3);
      assert.deepEqual(await store.deadLetters.kinds({}, 1), [{ code: "worker_lost", count: 1 }]);
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
