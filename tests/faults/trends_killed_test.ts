import assert from "node:assert/strict";
import { Fleet, SCRIPTED_PYTHON, type Serving } from "../support/processes.ts";
import type { JobBody } from "../support/service.ts";
import { until } from "../support/wait.ts";

const JOBS = 120;
const KILLS = 3;

interface Trends {
  points: { jobs: number; files: number; findings: number }[];
}

/** What the service says it has done in the last hours. */
async function counted({ remote }: Serving): Promise<[jobs: number, files: number, found: number]> {
  const { points } = await remote.get<Trends>("/api/v1/trends?range=day");
  const sum = (key: "jobs" | "files" | "findings") =>
    points.reduce((all, point) => all + point[key], 0);
  return [sum("jobs"), sum("files"), sum("findings")];
}

async function ended({ remote }: Serving): Promise<number> {
  const path = "/api/v1/jobs?status=COMPLETED&limit=1000";
  return (await remote.get<{ jobs: JobBody[] }>(path)).jobs.length;
}

Deno.test("each job counts once in trends, however often workers are killed while they count", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
    // One file may be in the hands of each worker that is killed, and is not to be given up for it.
    TASK_MAX_ATTEMPTS: String(2 * KILLS + 1),
  });
  const web = await fleet.start("web");
  const submissions = Array.from(
    { length: JOBS },
    (_, i) => web.remote.submit(`select ${i} fault\n-- do: sleep 20\n`),
  );
  await Promise.all(submissions);
  for (let kill = 1; kill <= KILLS; kill++) {
    const worker = await fleet.start("worker");
    const before = await ended(web);
    await until("some more jobs", async () => await ended(web) >= Math.min(JOBS, before + 20));
    worker.process.signal("SIGKILL");
    const [jobs] = await counted(web);
    assert.ok(jobs <= await ended(web), "more were counted than have ended");
  }
  await fleet.start("worker");
  await until("the last job", async () => await ended(web) === JOBS);
  await until("its being counted", async () => (await counted(web))[0] >= JOBS);
  assert.deepEqual(await counted(web), [JOBS, JOBS, JOBS]);
});
