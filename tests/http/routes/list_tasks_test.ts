import assert from "node:assert/strict";
import { encodeCursor } from "../../../src/http/schemas/page.ts";
import { TaskView } from "../../../src/http/schemas/job.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TaskBody } from "../../support/service.ts";

interface Page {
  tasks: TaskBody[];
  next_cursor: string | null;
}

Deno.test("the files of a job come in the order of the archive, with full paths", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const files = { "z/a.sql": "fault\n", "b.sql": "-- do: refuse memory_limit", "a/c.sql": "x\n" };
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  const path = `/api/v1/jobs/${job_id}/tasks`;
  const first = await service.get<Page>(`${path}?limit=2`);
  const second = await service.get<Page>(`${path}?limit=2&cursor=${first.next_cursor}`);
  const tasks = [...first.tasks, ...second.tasks];
  assert.deepEqual(tasks.map((t) => t.file_name), Object.keys(files));
  assert.equal(second.next_cursor, null);
  for (const task of tasks) assert.deepEqual(TaskView.parse(task), task);
  assert.deepEqual(
    tasks.map((t) => [t.task_status, t.outcome, t.error?.code ?? null, t.error_count]),
    [
      ["SUCCESS", "findings", null, 1],
      ["FAILURE", "failed", "memory_limit", 0],
      ["SUCCESS", "clean", null, 0],
    ],
  );
  assert.deepEqual(tasks[1]?.attempts.map((a) => [a.attempt, a.error?.code]), [
    [1, "memory_limit"],
  ]);
  const failed = await service.get<Page>(`${path}?status=FAILURE`);
  assert.deepEqual(failed.tasks.map((t) => t.file_name), ["b.sql"]);
  const inside = await service.get<Page>(`${path}?file=a/`);
  assert.deepEqual(inside.tasks.map((t) => t.file_name), ["a/c.sql"]);
});

Deno.test("tasks of no job, with a wrong query or a forged cursor are refused", async () => {
  await using service = await openService();
  await problemOf(await service.request("GET", "/api/v1/jobs/x/tasks"), "not_found");
  const path = `/api/v1/jobs/${await service.submit("select 1\n")}/tasks`;
  const status = await service.request("GET", `${path}?status=DONE`);
  await problemOf(status, "validation_failed", ["status"]);
  for (const cursor of ["x", encodeCursor(["a"]), encodeCursor([1.5]), encodeCursor([1, 2])]) {
    const response = await service.request("GET", `${path}?cursor=${cursor}`);
    await problemOf(response, "invalid_cursor", ["cursor"]);
  }
});
