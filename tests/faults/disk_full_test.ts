import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { problemOf } from "../support/problem.ts";
import type { Remote } from "../support/remote.ts";
import { smallDiskTest } from "../support/small_disk.ts";
import { onVolume } from "../support/on_volume.ts";

const ENGINE = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" };

async function jobsOf(remote: Remote): Promise<string[]> {
  const { jobs } = await remote.get<{ jobs: { job_id: string }[] }>("/api/v1/jobs");
  return jobs.map((job) => job.job_id).sort();
}

/** Uploads of jobs and packs: what submissions leave on the volume. */
function ofJobs(files: string[]): string[] {
  return files.filter((name) => name.includes("jobs/"));
}

smallDiskTest(
  "a full volume refuses what it would have to hold with 503, keeps no row and no file of it, and takes the next when there is room",
  4,
  async (disk) => {
    await using fleet = await Fleet.open({ ...ENGINE, STORAGE_ROOT: `${disk.folder}/files` });
    const { remote } = await fleet.start("all");
    const before = await remote.submit(onVolume("select 1 fault"));
    await remote.ended(before);
    const kept = ofJobs(await disk.files());

    await disk.fill();
    for (const body of [onVolume("select 2"), "select 3\n".repeat(50_000)]) {
      const refused = await remote.postJob({ sql_content: body });
      await problemOf(refused, "storage_unavailable");
      assert.match(refused.headers.get("Retry-After") ?? "", /^[1-9]\d*$/);
    }
    const zip = await zipOf({ "a.sql": "select 4\n" });
    await problemOf(await remote.upload(zip, "application/zip"), "storage_unavailable");
    // What is small lies in the store, and needs no room on the volume.
    const small = await remote.submit("select 6 fault\n");
    assert.equal((await remote.ended(small)).summary.by_rule.LT01, 1);
    assert.deepEqual(await jobsOf(remote), [before, small].sort());
    assert.deepEqual(ofJobs(await disk.files()), kept);

    await disk.free();
    const after = await remote.submit(onVolume("select 5 fault"));
    assert.equal((await remote.ended(after)).summary.by_rule.LT01, 1);
    assert.deepEqual(await jobsOf(remote), [before, small, after].sort());
  },
);

smallDiskTest(
  "a disk that is full under database, queue and files loses nothing that was promised",
  64,
  async (disk) => {
    await using fleet = await Fleet.open({
      ...ENGINE,
      DATABASE_URL: `sqlite:${disk.folder}/lintel.db`,
      QUEUE_URL: `kv:${disk.folder}/queue.kv`,
      STORAGE_ROOT: `${disk.folder}/files`,
    });
    const { remote } = await fleet.start("all");
    const promised = [await remote.submit("select 1 fault\n")];
    await remote.ended(promised[0]!);

    await disk.fill();
    let refusals = 0;
    for (let i = 0; i < 20; i++) {
      const answer = await remote.postJob({
        sql_content: `select 2 fault -- ${"x".repeat(i * 500)}\n`,
      });
      // What room the log of the database still has inside its file is used; a promise is kept.
      if (answer.status === 202) promised.push((await answer.json()).job_id);
      else {
        assert.equal(answer.status, 503);
        await answer.body?.cancel();
        refusals++;
      }
    }
    assert.ok(refusals > 0, "the disk was never full");
    assert.deepEqual(await jobsOf(remote), [...promised].sort());

    await disk.free();
    promised.push(await remote.submit("select 3 fault\n"));
    for (const id of promised) assert.equal((await remote.ended(id)).summary.by_rule.LT01, 1);
    assert.deepEqual(await jobsOf(remote), [...promised].sort());
  },
);

smallDiskTest(
  "a volume that turned read-only refuses uploads with 503 and takes them when it is writable",
  4,
  async (disk) => {
    await using fleet = await Fleet.open({ ...ENGINE, STORAGE_ROOT: `${disk.folder}/files` });
    const { remote } = await fleet.start("all");
    await disk.readOnly(true);
    await problemOf(
      await remote.postJob({ sql_content: onVolume("select 1") }),
      "storage_unavailable",
    );
    assert.deepEqual(await jobsOf(remote), []);
    await disk.readOnly(false);
    const after = await remote.submit(onVolume("select 2 fault"));
    assert.equal((await remote.ended(after)).summary.by_rule.LT01, 1);
  },
);
