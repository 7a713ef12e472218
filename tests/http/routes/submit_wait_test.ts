import assert from "node:assert/strict";
import type { JobEnds } from "../../../src/queue/port.ts";
import { JobWatch } from "../../../src/workflow/watch.ts";
import { openService } from "../../support/service.ts";
import { sleep } from "../../support/wait.ts";

Deno.test("a process that hears other processes' ends hardly looks at a job that it waits for", async () => {
  const ends: JobEnds = { heard: true, publish() {}, subscribe() {} };
  await using service = await openService({
    worker: true,
    scripted: {},
    deps: (plain) => ({ ...plain, ownWorker: false, watch: new JobWatch(ends) }),
  });
  const { jobs } = service.services.store;
  const get = jobs.get.bind(jobs);
  let looks = 0;
  jobs.get = (job_id) => {
    looks++;
    return get(job_id);
  };
  const gate = `${service.root}/gate`;
  const began = performance.now();
  const answer = service.post("/api/v1/jobs?wait=30", { sql_content: `-- do: wait for ${gate}` });
  await sleep(400);
  await Deno.writeTextFile(gate, "");
  const response = await answer;
  assert.equal(response.status, 200, await response.text());
  // Once at the end, and once in a quarter of a second in case that nobody tells.
  const most = 1 + (performance.now() - began) / 250;
  assert.ok(looks <= most, `${looks} looks, ${most} at most`);
});
