import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { PackRef } from "../../src/jobs/job.ts";
import { clean, KEY_LIFETIME, newCleanState } from "../../src/workflow/clean.ts";
import { expand } from "../../src/workflow/expand.ts";
import { uuidv7 } from "../../src/workflow/ids.ts";
import { success } from "../store/kit.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";
import { onVolume } from "../support/on_volume.ts";

const DAY = 86_400_000;

Deno.test("jobs that ended longer ago than the retention go, with their files", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { services } = service;
  const old = await service.submit(onVolume("fine"));
  await service.ended(old);
  await service.worker.stop();
  const open = await service.submit(onVolume("fine"));
  service.advance(3 * DAY);
  const young = await service.submit(onVolume("fine"));
  await services.store.jobs.cancel(young, services.now());
  await clean(services, 2);
  assert.deepEqual(
    (await services.store.jobs.existing([old, open, young])).toSorted(),
    [open, young].toSorted(),
  );
  const folders = await services.files.folders(Infinity, "", 10);
  assert.deepEqual(folders.toSorted(), [open, young].toSorted());
});

Deno.test("files that cannot be removed keep neither other jobs nor keys and workers from going", async () => {
  await using service = await openService();
  const { store, files } = service.services;
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push(await service.submit(onVolume("fine")));
  for (const id of ids) await store.jobs.cancel(id, service.services.now());
  const orphan = "0192f0c1-2345-7000-8000-0123456789ab";
  const upload = await files.createUpload(orphan);
  await upload.write(new Uint8Array([1]));
  await upload.finish();
  const removeJob = files.removeJob.bind(files);
  let failing = true;
  // As of a file that belongs to somebody else.
  files.removeJob = (job_id) =>
    failing && job_id === ids[0]
      ? Promise.reject(new LintelError("storage_unavailable", "permission denied"))
      : removeJob(job_id);
  service.advance(3 * DAY);
  await clean(service.services, 2);
  assert.deepEqual(await store.jobs.existing(ids), []);
  assert.deepEqual(await files.folders(Infinity, "", 10), [ids[0]]);
  failing = false;
  // Ids never go back in a process, and another test here may have put its clock forward.
  service.advance(10 * DAY);
  await clean(service.services, 2);
  assert.deepEqual(await files.folders(Infinity, "", 10), []);
});

Deno.test("a job that is tried again while others are removed keeps its files", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { services } = service;
  const { store, files } = services;
  const other = await service.submit(onVolume("fine"));
  await service.ended(other);
  const failed = await service.submit(onVolume("-- do: refuse timeout"));
  await service.ended(failed);
  await service.worker.stop();
  const removeJob = files.removeJob.bind(files);
  files.removeJob = async (job_id) => {
    if (job_id === other) await store.jobs.retry(failed, services.now());
    await removeJob(job_id);
  };
  service.advance(3 * DAY);
  await clean(services, 2);
  assert.deepEqual(await store.jobs.existing([other, failed]), [failed]);
  assert.deepEqual(await files.folders(Infinity, "", 10), [failed]);
});

/** Cleans with `meanwhile` just before the step that would remove something of the job. */
async function cleanWith(
  service: TestService,
  step: "rows" | "files",
  meanwhile: () => Promise<void>,
): Promise<void> {
  const { files, store } = service.services;
  const [removeJob, remove] = [files.removeJob.bind(files), store.jobs.delete.bind(store.jobs)];
  let calls = 0;
  const before = async (at: typeof step) => {
    if (at === step && calls++ === 0) await meanwhile();
  };
  files.removeJob = async (job_id) => (await before("files"), await removeJob(job_id));
  store.jobs.delete = async (...args) => (await before("rows"), await remove(...args));
  await clean(service.services, 2);
  assert.equal(calls, 1);
}

for (const step of ["rows", "files"] as const) {
  Deno.test(`a job that is tried again just before its ${step} are removed is kept whole or is unknown`, async () => {
    await using service = await openService({ worker: true, scripted: {} });
    const { store, files, now } = service.services;
    const job_id = await service.submit(onVolume("-- do: refuse timeout"));
    await service.ended(job_id);
    await service.worker.stop();
    service.advance(3 * DAY);
    let retried: number | null | undefined;
    await cleanWith(service, step, async () => {
      retried = await store.jobs.retry(job_id, now());
    });
    // Either it was too late to have it tried again, or the cleaner has left it alone.
    assert.equal(retried, step === "rows" ? 1 : null);
    assert.deepEqual(await store.jobs.existing([job_id]), step === "rows" ? [job_id] : []);
    assert.deepEqual(await files.folders(Infinity, "", 10), step === "rows" ? [job_id] : []);
  });
}

Deno.test("a volume that is away ends the cleaning, and not that of the store", async () => {
  await using service = await openService();
  const { store, files } = service.services;
  for (let i = 0; i < 101; i++) {
    const id = await service.submit(onVolume("fine"));
    await store.jobs.cancel(id, service.services.now());
  }
  let tried = 0;
  let pruned = 0;
  files.removeJob = () => {
    tried++;
    return Promise.reject(new LintelError("storage_unavailable", "gone"));
  };
  const prune = store.workers.prune.bind(store.workers);
  store.workers.prune = (cutoff) => (pruned++, prune(cutoff));
  service.advance(3 * DAY);
  await assert.rejects(clean(service.services, 2), { code: "storage_unavailable" });
  assert.deepEqual([tried, pruned], [100, 1]);
});

Deno.test("a retention of 0 days keeps jobs for ever", async () => {
  await using service = await openService();
  const { services } = service;
  const job_id = await service.submit(onVolume("fine"));
  await services.store.jobs.cancel(job_id, services.now());
  service.advance(10_000 * DAY);
  await clean(services, 0);
  assert.deepEqual(await services.store.jobs.existing([job_id]), [job_id]);
});

Deno.test("a folder without a job goes when a day old, one being received stays", async () => {
  await using service = await openService();
  const { services } = service;
  // Its id says that it was submitted in 2024.
  const orphan = "0192f0c1-2345-7000-8000-0123456789ab";
  const left = await services.files.createUpload(orphan);
  await left.write(new Uint8Array([1]));
  await left.finish();
  const receiving = uuidv7(services.now());
  const upload = await services.files.createUpload(receiving);
  await upload.write(new Uint8Array(200_000));
  const kept = await service.submit(onVolume("select 1"));
  await clean(services, 30);
  const folders = await services.files.folders(Infinity, "", 10);
  assert.deepEqual(folders.toSorted(), [receiving, kept].toSorted());
  await upload.abort();
});

Deno.test("idempotency keys are forgotten after their lifetime", async () => {
  await using service = await openService();
  const { services } = service;
  const send = async () => {
    const headers = { "Idempotency-Key": "k" };
    const response = await service.post("/api/v1/jobs", { sql_content: "select 1" }, headers);
    return (await response.json() as { job_id: string }).job_id;
  };
  const first = await send();
  service.advance(KEY_LIFETIME - 60_000);
  await clean(services, 30);
  assert.equal(await send(), first);
  service.advance(120_000);
  await clean(services, 30);
  assert.notEqual(await send(), first);
});

Deno.test("rows of workers that are long gone are removed", async () => {
  await using service = await openService({ worker: true });
  const { services } = service;
  await service.worker.stop();
  const rows = async () => (await services.store.workers.list(0)).length;
  assert.equal(await rows(), 1);
  await clean(services, 30);
  assert.equal(await rows(), 1);
  // Ids never go back in a process, and another test here may have put its clock forward.
  service.advance(10 * DAY);
  await clean(services, 30);
  assert.equal(await rows(), 0);
});

Deno.test("packs that no task names go when a day old, those of open jobs and named ones stay", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { services } = service;
  const zip = await zipOf({ "a.sql": "fine\n", "b.sql": "fine\n" });
  const ended = await service.submit(zip);
  await service.ended(ended);
  await service.worker.stop();
  const open = await service.submit(zip);
  for (const job_id of [ended, open]) await packOf(service, job_id, "results-lost.pack");
  await packOf(service, ended, "sources-7-lost.pack");
  const exists = async (job_id: string, name: string) => {
    try {
      await Deno.stat(`${service.root}/files/jobs/${job_id.slice(-2)}/${job_id}/${name}`);
      return true;
    } catch (error) {
      assert.ok(error instanceof Deno.errors.NotFound);
      return false;
    }
  };
  const state = newCleanState();
  await clean(services, 0, state);
  assert.ok(await exists(ended, "results-lost.pack"), "too young");
  // Ids never go back in a process, and another test here may have put its clock forward.
  service.advance(10 * DAY);
  await clean(services, 0, state);
  assert.ok(!await exists(ended, "results-lost.pack"));
  assert.ok(!await exists(ended, "sources-7-lost.pack"));
  assert.ok(await exists(open, "results-lost.pack"), "somebody may still write to it");
  for (const { task_id } of await service.tasks(ended)) {
    await service.get(`/api/v1/tasks/${task_id}/result`);
    assert.equal((await service.request("GET", `/api/v1/tasks/${task_id}/source`)).status, 200);
  }
  await services.store.jobs.cancel(open, services.now());
  await clean(services, 0, state);
  assert.ok(await exists(open, "results-lost.pack"), "the volume is looked through once an hour");
  service.advance(3_600_001);
  await clean(services, 0, state);
  assert.ok(!await exists(open, "results-lost.pack"));
});

/** Cleans a day later, and does `meanwhile` when the packs were listed and the rows were read. */
async function cleanDuring(service: TestService, meanwhile: () => Promise<void>): Promise<void> {
  service.advance(10 * DAY);
  const { services } = service;
  let calls = 0;
  const packFiles = async (job_id: string) => {
    const named = await services.store.jobs.packFiles(job_id);
    if (calls++ === 0) await meanwhile();
    return named;
  };
  const jobs = Object.assign(Object.create(services.store.jobs), { packFiles });
  const store = Object.assign(Object.create(services.store), { jobs });
  await clean({ ...services, store }, 0);
  assert.equal(calls, 1);
}

async function packOf(service: TestService, job_id: string, name: string): Promise<PackRef> {
  const pack = await service.services.files.createPack(job_id, name);
  const ref = await pack.append(new TextEncoder().encode(name));
  await pack.finish();
  return ref;
}

Deno.test("results of a job that is tried again while the cleaner looks are kept", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const zip = await zipOf({ "a.sql": "fine\n", "b.sql": "-- do: refuse timeout\n" });
  const job_id = await service.submit(zip);
  assert.equal((await service.ended(job_id)).job_status, "PARTIALLY_COMPLETED");
  await service.worker.stop();
  const { store, files, now } = service.services;
  await cleanDuring(service, async () => {
    assert.equal(await store.jobs.retry(job_id, now()), 1);
    const [claim] = await store.tasks.claim("other@h", 1, 1, now());
    const result = await packOf(service, job_id, "results-late.pack");
    await store.tasks.finish([success(claim!, { result, finished_at: now() })]);
    assert.equal((await store.jobs.get(job_id))?.status, "COMPLETED");
  });
  const tasks = await store.tasks.list(job_id, {}, 10);
  assert.equal(tasks.length, 2);
  for (const { result } of tasks) assert.ok((await files.read(job_id, result!)).length > 0);
});

Deno.test("sources of a job that is expanded again while the cleaner looks are kept", async () => {
  await using service = await openService();
  const { services } = service;
  const { store, files, now } = services;
  const job_id = await service.submit(await zipOf({ "a.sql": "fine\n" }));
  const [claim] = await store.expansions.claim("w@h", 1, now());
  const lost = await packOf(service, job_id, "sources-1-lost.pack");
  const error = { code: "storage_unavailable", message: "the volume is away" };
  await store.expansions.fail(claim!, error, [], null, now());
  await cleanDuring(service, async () => {
    assert.equal(await store.jobs.retry(job_id, now()), 1);
    const [again] = await store.expansions.claim("other@h", 1, now());
    await expand(services, again!);
  });
  const [task] = await service.tasks(job_id);
  assert.equal(await (await service.request("GET", task!.links.source!)).text(), "fine\n");
  await assert.rejects(files.read(job_id, lost), { code: "storage_unavailable" });
});

Deno.test("an attempt that is still running keeps its sources, however old the job is", async () => {
  await using service = await openService();
  const { services } = service;
  const job_id = await service.submit(await zipOf({ "a.sql": "fine\n" }));
  const [claim] = await services.store.expansions.claim("w@h", 1, services.now());
  service.advance(10 * DAY);
  // The pack is on disk, and no row names it yet, as often as the cleaner comes by.
  const state = newCleanState();
  const finish: typeof services.store.expansions.finish = async (...args) => {
    await clean(services, 0, state);
    service.advance(DAY);
    await clean(services, 0, state);
    return await services.store.expansions.finish(...args);
  };
  const expansions = Object.assign(Object.create(services.store.expansions), { finish });
  const store = Object.assign(Object.create(services.store), { expansions });
  await expand({ ...services, store }, claim!);
  const [task] = await service.tasks(job_id);
  assert.equal(await (await service.request("GET", task!.links.source!)).text(), "fine\n");
});
