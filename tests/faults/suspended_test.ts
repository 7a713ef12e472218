import assert from "node:assert/strict";
import { patience } from "../support/patience.ts";
import { appears, childrenOf, Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { sleep } from "../support/wait.ts";

const LIMIT_SECONDS = patience(400) / 1000;
/** Milliseconds: far longer than the limit. */
const LONG = LIMIT_SECONDS * 1000 + 3000;

for (const [what, children] of [["a whole service", true], ["the main process alone", false]]) {
  Deno.test(`a file does not fail for time in which ${what} was suspended`, async () => {
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      DEFAULT_ENGINE: "sqlfluff",
      LINT_TIMEOUT_SECONDS: String(LIMIT_SECONDS),
    });
    const { process, remote } = await fleet.start("all");
    const [begun, free] = [`${fleet.root}/begun`, `${fleet.root}/free`];
    const job_id = await remote.submit(
      `select 1 fault\n-- do: make ${begun}\n-- do: wait ${free}\n-- do: sleep 200`,
    );
    await appears(begun);
    const stopped = [process.pid, ...(children ? await childrenOf(process.pid) : [])];
    for (const pid of stopped) Deno.kill(pid, "SIGSTOP");
    await sleep(LONG);
    // Where the process that lints went on, its answer is there before the service looks again.
    await Deno.writeTextFile(free, "");
    if (!children) await sleep(2000);
    for (const pid of stopped) Deno.kill(pid, "SIGCONT");
    const job = await remote.ended(job_id);
    const [task] = await remote.tasks(job_id);
    assert.deepEqual([job.job_status, task?.error ?? null], ["COMPLETED", null]);
    assert.equal(task?.attempts.length, 1);
  });
}

Deno.test("a file that hangs is ended at its limit though its service was suspended before", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
    LINT_TIMEOUT_SECONDS: "2",
  });
  const { process, remote } = await fleet.start("all");
  const begun = `${fleet.root}/begun`;
  const job_id = await remote.submit(`select 1\n-- do: make ${begun}\n-- do: hang`);
  await appears(begun);
  process.signal("SIGSTOP");
  await sleep(4000);
  process.signal("SIGCONT");
  const job = await remote.ended(job_id);
  const [task] = await remote.tasks(job_id);
  assert.deepEqual([job.job_status, task?.error?.code], ["FAILED", "timeout"]);
});
