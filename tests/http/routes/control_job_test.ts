import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

async function act(service: TestService, job_id: string, action: string): Promise<Response> {
  return await service.request("POST", `/api/v1/jobs/${job_id}/${action}`);
}

async function statusOf(response: Response): Promise<[number, string]> {
  const body = await response.json() as { job_status: string };
  return [response.status, body.job_status];
}

Deno.test("cancelling is idempotent, and only for a job that is open", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.worker.stop();
  const job_id = await service.submit("select 1\n");
  assert.deepEqual(await statusOf(await act(service, job_id, "cancel")), [200, "CANCELLED"]);
  assert.deepEqual(await statusOf(await act(service, job_id, "cancel")), [200, "CANCELLED"]);
  const [task] = await service.tasks(job_id);
  assert.equal(task?.task_status, "CANCELLED");
  await problemOf(await act(service, "x", "cancel"), "not_found");
});

Deno.test("a job that ended is neither cancelled nor, unless it failed, retried", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit("fine\n");
  await service.ended(job_id);
  await problemOf(await act(service, job_id, "cancel"), "conflict");
  await problemOf(await act(service, job_id, "retry"), "conflict");
  await problemOf(await act(service, "x", "retry"), "not_found");
});

Deno.test("retrying a job runs only what failed again", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(
    await zipOf({ "a.sql": "fault\n", "b.sql": "-- do: refuse timeout" }),
  );
  const before = await service.ended(job_id);
  assert.equal(before.job_status, "PARTIALLY_COMPLETED");
  const [status, job_status] = await statusOf(await act(service, job_id, "retry"));
  assert.equal(status, 202);
  assert.notEqual(job_status, "PARTIALLY_COMPLETED");
  const after = await service.ended(job_id);
  assert.equal(after.job_status, "PARTIALLY_COMPLETED");
  const [first, second] = await service.tasks(job_id);
  assert.equal(first?.attempts.length, 1);
  assert.equal(second?.attempts.length, 2);
});

Deno.test("an open job is not retried", async () => {
  await using service = await openService();
  await problemOf(await act(service, await service.submit("select 1\n"), "retry"), "conflict");
});

Deno.test("deleting takes a job that has ended, with its files", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const remove = (id: string) => service.request("DELETE", `/api/v1/jobs/${id}`);
  const gate = `${service.root}/gate`;
  const job_id = await service.submit(`-- do: wait for ${gate}`);
  await problemOf(await remove(job_id), "conflict");
  await Deno.writeTextFile(gate, "");
  await service.ended(job_id);
  const [task] = await service.tasks(job_id);
  const response = await remove(job_id);
  assert.deepEqual([response.status, await response.text()], [204, ""]);
  await problemOf(await remove(job_id), "not_found");
  await problemOf(await service.request("GET", task!.links.self!), "not_found");
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});
