/** How much waits is sampled once a minute, whoever asks. */
import assert from "node:assert/strict";
import { type Case, claimOne, createExpanded, createSingle, success, T0 } from "../kit.ts";

/** The beginning of a stretch of six hours, and so of every shorter one. */
const START = Math.ceil(T0 / 21_600_000) * 21_600_000;
const MINUTE = 60_000;

export const queueSampleCases: Case[] = [
  {
    name: "what waits is sampled once a minute and added up in longer stretches",
    async run(store) {
      assert.equal(await store.trends.sample(START), true);
      await createExpanded(store, 3, { created_at: T0 });
      assert.equal(await store.trends.sample(START + 59_999), false, "of the same minute");
      assert.equal(await store.trends.sample(START + MINUTE), true);
      const minutes = await store.trends.samples(60, START, START + 2 * MINUTE);
      assert.deepEqual(
        minutes.map(({ queue, at, length_max }) => [queue, (at - START) / MINUTE, length_max]),
        [
          ["sql_analysis", 0, 0],
          ["zip_processing", 0, 0],
          ["sql_analysis", 1, 3],
          ["zip_processing", 1, 0],
        ],
      );
      const waited = minutes[2]!.oldest_max;
      assert.ok(waited > 0 && waited <= START + MINUTE - T0);
      for (const step of [900, 21_600] as const) {
        const [files, archives, ...rest] = await store.trends.samples(step, START, START + 1);
        assert.deepEqual(rest, []);
        assert.deepEqual(files, {
          queue: "sql_analysis",
          at: START,
          samples: 2,
          length_sum: 3,
          length_max: 3,
          oldest_max: waited,
        });
        assert.equal(archives?.queue, "zip_processing");
      }
      assert.deepEqual(await store.trends.samples(60, START + 2 * MINUTE, START * 2), []);
    },
  },
  {
    name: "of several that sample at once one does",
    async run(store) {
      await createSingle(store, { created_at: T0 });
      for (let minute = 0; minute < 5; minute++) {
        const at = START + minute * MINUTE;
        const took = await Promise.all(
          Array.from({ length: 6 }, (_, i) => store.trends.sample(at + i)),
        );
        assert.equal(took.filter((each) => each).length, 1);
      }
      const [sum] = await store.trends.samples(21_600, START, START + 1);
      assert.deepEqual([sum?.samples, sum?.length_sum], [5, 5]);
    },
  },
  {
    name: "samples of a step from before a time are forgotten with its sums, others stay",
    async run(store) {
      await store.trends.sample(START);
      await store.trends.sample(START + MINUTE);
      assert.equal(await store.trends.prune(60, START), 0);
      assert.equal(await store.trends.prune(60, START + MINUTE), 2);
      assert.equal((await store.trends.samples(60, 0, START * 2)).length, 2);
      assert.equal((await store.trends.samples(900, 0, START * 2)).length, 2);
    },
  },
  {
    name: "statements of what was linted are counted, and those that were parsed",
    async run(store) {
      await createSingle(store);
      const claim = await claimOne(store);
      await store.tasks.finish([
        success(claim, { statements_total: 8, statements_parsed: 6 }),
      ]);
      assert.equal(await store.trends.count(10), 1);
      const [point] = await store.trends.points(null, 900, 0, T0 * 2);
      assert.deepEqual(point?.statements, { total: 8, parsed: 6 });
    },
  },
];
