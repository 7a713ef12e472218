import assert from "node:assert/strict";
import { countSkipped } from "../../src/jobs/job.ts";
import { Skipped } from "../../src/workflow/skipped.ts";
import { zipOf } from "../support/archives.ts";
import { openService } from "../support/service.ts";

Deno.test("what fits is named, and what does not is counted by its reason", () => {
  const skipped = new Skipped();
  for (let i = 0; i < 5000; i++) {
    skipped.add(`${i}-${"n".repeat(100)}`, i % 2 === 0 ? "not a SQL file" : "the path is absolute");
  }
  const entries = skipped.entries();
  assert.equal(skipped.count, 5000);
  assert.equal(countSkipped(entries), 5000);
  const named = entries.filter(({ count }) => count === undefined);
  assert.ok(named.length > 1000 && named.length < 1200, String(named.length));
  assert.ok(named.every(({ name }, at) => name.startsWith(`${at}-n`)));
  const rest = entries.slice(named.length);
  assert.deepEqual(rest.map(({ reason }) => reason).sort(), [
    "not a SQL file",
    "the path is absolute",
  ]);
  for (const { name, count } of rest) assert.equal(name, `(${count} more)`);
});

Deno.test("reasons that are all different are counted together in the end", () => {
  const skipped = new Skipped();
  const name = "n".repeat(4096);
  for (let i = 0; i < 1000; i++) skipped.add(name, `the file has ${i} bytes`);
  const entries = skipped.entries();
  assert.equal(countSkipped(entries), 1000);
  assert.ok(JSON.stringify(entries).length < 160_000);
  assert.equal(entries.at(-1)?.reason, "for other reasons");
});

Deno.test("the row of a job with an archive of thousands of other files stays small", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const files: Record<string, string> = { "a.sql": "fine\n" };
  for (let i = 0; i < 3000; i++) files[`${"folder/".repeat(25)}${i}.md`] = "";
  const job_id = await service.submit(await zipOf(files));
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  assert.equal(countSkipped(job.skipped), 3000);
  assert.ok(JSON.stringify(job.skipped).length < 200_000, String(job.skipped.length));
});
