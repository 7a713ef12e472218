import assert from "node:assert/strict";
import type { FileStore } from "../../src/files/port.ts";
import { zipOf } from "../support/archives.ts";
import { Fleet } from "../support/processes.ts";
import { openService } from "../support/service.ts";
import { sharedVolumeTest } from "../support/shared_volume.ts";
import { onVolume } from "../support/on_volume.ts";

/** Seconds for which a host believes that a file which it looked for is not there. */
const CACHE = 30;

/** Looks for each upload from another host, in vain, before it is written here. */
function lookedForTooEarly(files: FileStore, elsewhere: string): FileStore {
  const early = Object.create(files) as FileStore;
  early.createUpload = async (job_id) => {
    const path = `${elsewhere}/jobs/${job_id.slice(-2)}/${job_id}.upload`;
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    return await files.createUpload(job_id);
  };
  return early;
}

sharedVolumeTest(
  "files that a host does not see for 30 seconds use up no attempt, and nothing is dead-lettered",
  CACHE,
  async ({ folder, a, b }) => {
    const env = {
      DATABASE_URL: `sqlite:${folder}/lintel.db`,
      QUEUE_URL: `kv:${folder}/queue.kv`,
      INBOX_ROOT: `${folder}/inbox`,
    };
    await using web = await openService({
      env: { ...env, STORAGE_ROOT: `${a}/files` },
      deps: (deps) => {
        const files = lookedForTooEarly(deps.services.files, `${b}/files`);
        return { ...deps, services: { ...deps.services, files } };
      },
    });
    await using fleet = await Fleet.open({ ...env, STORAGE_ROOT: `${b}/files` });
    const worker = await fleet.start("worker");
    const ids = [await web.submit(await zipOf({ "a.sql": "select 1\n", "b.sql": "select 2\n" }))];
    for (let i = 0; i < 12; i++) ids.push(await web.submit(onVolume(`select ${i}`)));
    for (const id of ids) {
      const job = await web.ended(id);
      assert.equal(job.job_status, "COMPLETED", JSON.stringify(job));
      for (const task of await web.tasks(id)) assert.equal(task.attempts.length, 1);
    }
    const log = worker.process.log();
    const waited = (message: string) => log.filter((l) => l.message === message).length;
    assert.ok(waited("a file is not visible here yet; its task is given back") >= 12);
    assert.ok(waited("an upload is not visible here yet; its job is given back") >= 1);
  },
);

sharedVolumeTest(
  "a database or queue on a network file system stops the start, unless it is permitted",
  1,
  async ({ folder, a }) => {
    await using fleet = await Fleet.open();
    const refused = async (env: Record<string, string>, name: string) => {
      const process = fleet.spawn("worker", { env });
      assert.equal(await process.ended(), 1);
      assert.ok(
        process.stderr.startsWith(`lintel: cannot start: ${name}: ${a} lies on a network file`),
        process.stderr,
      );
      assert.match(process.stderr, /\(FUSE\).*ALLOW_NETWORK_FILESYSTEM=1/);
    };
    await refused({ DATABASE_URL: `sqlite:${a}/lintel.db` }, "DATABASE_URL");
    await refused({ QUEUE_URL: `kv:${a}/queue.kv` }, "QUEUE_URL");
    const queue = { QUEUE_URL: `kv:${a}/queue.kv`, ALLOW_NETWORK_FILESYSTEM: "1" };
    const { process } = await fleet.start("worker", { env: queue });
    process.signal("SIGTERM");
    assert.equal(await process.ended(), 0);
    assert.ok((await Deno.stat(`${folder}/disk/queue.kv`)).isFile);
  },
);
