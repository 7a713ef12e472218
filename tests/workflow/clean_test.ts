import assert from "node:assert/strict";
import { clean, KEY_LIFETIME } from "../../src/workflow/clean.ts";
import { uuidv7 } from "../../src/workflow/ids.ts";
import { openService } from "../support/service.ts";

const DAY = 86_400_000;

Deno.test("jobs that ended longer ago than the retention go, with their files", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { services } = service;
  const old = await service.submit("fine\n");
  await service.ended(old);
  await service.worker.stop();
  const open = await service.submit("fine\n");
  service.advance(3 * DAY);
  const young = await service.submit("fine\n");
  await services.store.jobs.cancel(young, services.now());
  await clean(services, 2);
  assert.deepEqual(
    (await services.store.jobs.existing([old, open, young])).toSorted(),
    [open, young].toSorted(),
  );
  const folders = await services.files.folders(Infinity, "", 10);
  assert.deepEqual(folders.toSorted(), [open, young].toSorted());
});

Deno.test("a retention of 0 days keeps jobs for ever", async () => {
  await using service = await openService();
  const { services } = service;
  const job_id = await service.submit("fine\n");
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
  const kept = await service.submit("select 1\n");
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
  service.advance(2 * DAY);
  await clean(services, 30);
  assert.equal(await rows(), 0);
});
