import assert from "node:assert/strict";
import { Fleet, serving } from "../support/processes.ts";

Deno.test("ten processes that start at once on one new database all serve, and share the work", async () => {
  await using fleet = await Fleet.open({ WORKER_CONCURRENCY: "1" });
  const modes = ["web", "worker"] as const;
  const spawned = Array.from({ length: 10 }, (_, i) => {
    const mode = modes[i % 2]!;
    return { mode, process: fleet.spawn(mode) };
  });
  const all = await Promise.all(spawned.map(({ mode, process }) => serving(process, mode)));
  const remotes = all.filter((_, i) => spawned[i]!.mode === "web").map((s) => s.remote);
  const jobs = await Promise.all(remotes.map((r, i) => r.submit(`select ${i}\n`)));
  for (const [i, job_id] of jobs.entries()) {
    const other = remotes[(i + 1) % remotes.length]!;
    assert.equal((await other.ended(job_id)).job_status, "COMPLETED");
  }
});
