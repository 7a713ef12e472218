/** GET /jobs/{id}/tasks: the files of a job, with every attempt at them. */
import { z } from "@hono/zod-openapi";
import { TASK_STATUSES } from "../../jobs/states.ts";
import { findJob } from "../../workflow/find.ts";
import { OUTCOMES } from "../schemas/result.ts";
import type { Attempt } from "../../jobs/job.ts";
import { route } from "../route.ts";
import { JobParams, TaskView, taskView } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";

const Query = z.object({
  status: z.enum(TASK_STATUSES).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  code: z.string().max(50).optional().openapi({
    description: "Only files with a finding of this rule.",
    example: "LT01",
  }),
  severity: z.enum(["error", "warning"]).optional().openapi({
    description: "Only files with a finding of this severity.",
  }),
  file: z.string().max(4096).optional().openapi({ description: "A prefix of the path." }),
  limit: Limit,
  cursor: Cursor,
});

export const listTasks = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/tasks",
    summary: "The files of a job",
    tags: ["jobs"],
    request: { params: JobParams, query: Query },
    responses: {
      200: {
        description: "A page of tasks, in the order of the archive",
        content: {
          "application/json": {
            schema: z.object({ tasks: z.array(TaskView), next_cursor: z.string().nullable() }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { job_id } = c.req.valid("param");
    const { limit, cursor, ...filter } = c.req.valid("query");
    await findJob(deps.services, job_id);
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number"])[0];
    const { store } = deps.services;
    const rows = await store.tasks.list(job_id, filter, limit + 1, after);
    const page = rows.slice(0, limit);
    const attempts = new Map<string, Attempt[]>();
    for (const attempt of await store.tasks.attempts(page.map((t) => t.task_id))) {
      const list = attempts.get(attempt.task_id ?? "") ?? [];
      list.push(attempt);
      attempts.set(attempt.task_id ?? "", list);
    }
    return c.json({
      tasks: page.map((task) => taskView(task, attempts.get(task.task_id) ?? [])),
      next_cursor: rows.length > limit ? encodeCursor([page.at(-1)!.seq]) : null,
    }, 200);
  },
);
