import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";

const SCRIPTED = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" };

Deno.test("a job that was committed and never announced is finished all the same", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  // The worker listens to another queue: to it, the web process died before every enqueue.
  const [web, worker] = await Promise.all([
    fleet.start("web"),
    fleet.start("worker", { env: { QUEUE_URL: `kv:${fleet.root}/fresh.kv` } }),
  ]);
  const single = await web.remote.submit("select 1 fault");
  const archive = await web.remote.submit(await zipOf({ "a.sql": "fault", "b.sql": "select 2" }));
  web.process.signal("SIGKILL");
  await web.process.ended();

  const { remote } = await fleet.start("web");
  assert.equal((await remote.ended(single)).job_status, "COMPLETED");
  const job = await remote.ended(archive);
  assert.equal(job.job_status, "COMPLETED");
  assert.equal(job.progress.succeeded, 2);
  for (const task of await remote.tasks(archive)) assert.equal(task.worker_id, worker.worker_id);
});

Deno.test("what was answered 202 before kill -9 of the web process is finished after it", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const web = await fleet.start("web");
  const accepted: string[] = [];
  const enough = Promise.withResolvers<void>();
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let n = 0;; n++) {
      let response: Response;
      try {
        response = await web.remote.postJob({ sql_content: `select ${client}, ${n}` });
        assert.equal(response.status, 202);
        accepted.push((await response.json()).job_id);
      } catch (error) {
        // The connection broke: nothing was promised.
        if (error instanceof TypeError) return;
        throw error;
      }
      if (accepted.length === 40) enough.resolve();
    }
  });
  await enough.promise;
  web.process.signal("SIGKILL");
  await Promise.all(clients);

  const { remote } = await fleet.start("all");
  for (const job_id of accepted) {
    assert.equal((await remote.ended(job_id)).job_status, "COMPLETED");
  }
});
