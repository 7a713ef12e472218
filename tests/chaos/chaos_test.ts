import assert from "node:assert/strict";
import { NO_MARIADB } from "../support/mariadb.ts";
import { WITHOUT_REDIS } from "../support/redis.ts";
import { chaos } from "./run.ts";

Deno.test({
  name: "9,000 tasks survive kills of every kind: none lost, none doubled, no file left over",
  ignore: NO_MARIADB || WITHOUT_REDIS,
  fn: async () => {
    const lines: string[] = [];
    const report = await chaos({
      webs: 1,
      workers: 3,
      tasks: 9000,
      archive: 500,
      clients: 4,
      seed: 20261128,
      every: 2000,
      print: (line) => lines.push(line),
    });
    const story = `${lines.join("\n")}\n${JSON.stringify(report, null, 2)}`;
    assert.deepEqual(report.faults, [], story);
    assert.equal(report.counts.succeeded, 9000, story);
    assert.equal(report.counts.results_read, 9000, story);
    assert.equal(report.counts.lost, 0, story);
    assert.equal(report.counts.doubled, 0, story);
    assert.ok(report.kills >= 2, story);
    assert.ok(report.exits.every((code) => code === 0), story);
  },
});
