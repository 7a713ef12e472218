import assert from "node:assert/strict";
import { Fleet, Process, SCRIPTED_PYTHON } from "../support/processes.ts";
import { programs } from "../support/programs.ts";
import { until } from "../support/wait.ts";

/** From now on each fsync of this file by this process fails, as of a disk that cannot be written. */
async function failFsyncs(pid: number, path: string): Promise<Process> {
  const calls = "fsync,fdatasync";
  const tracer = new Process("strace", [
    ...["--follow-forks", "--output=/dev/null", `--trace=${calls}`, `--trace-path=${path}`],
    ...[`--inject=${calls}:error=EIO`, `--attach=${pid}`],
  ], {});
  await until(() => `strace: ${tracer.stderr}`, () => / attached/.test(tracer.stderr));
  return tracer;
}

Deno.test({
  name:
    "a process leaves with 1 after an fsync of its database failed, and the next keeps each promise",
  // Most kernels let nobody else trace a process that is no child of the tracer.
  ignore: Deno.uid() !== 0 || programs(["strace"]).missing,
  async fn() {
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      DEFAULT_ENGINE: "sqlfluff",
      SHUTDOWN_SECONDS: "2",
    });
    const { process, remote } = await fleet.start("all");
    const job_id = await remote.submit("select 1 fault\n");
    const tracer = await failFsyncs(process.pid, `${fleet.root}/lintel.db-wal`);
    try {
      // Its own beats are commits as well: it leaves without a request.
      assert.equal(await process.ended(), 1);
    } finally {
      await tracer.destroy();
    }
    assert.ok(process.log().some((line) => /relied on no longer/.test(String(line.message))));
    assert.match(process.stderr, /lintel: leaving: SQLite: the disk did not keep/);
    const next = await fleet.start("all");
    assert.equal((await next.remote.ended(job_id)).summary.by_rule.LT01, 1);
  },
});
