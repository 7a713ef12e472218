/** GET /jobs/{id}/violations: findings across the files of a job. */
import { z } from "@hono/zod-openapi";
import type { Violation } from "../../lint/result.ts";
import { readResult } from "../../workflow/read.ts";
import type { HttpDeps } from "../env.ts";
import { route } from "../route.ts";
import { JobParams } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";
import { ViolationView } from "../schemas/result.ts";
import { findJob } from "./job_detail.ts";

const Query = z.object({
  code: z.string().max(50).optional().openapi({ example: "LT01" }),
  severity: z.enum(["error", "warning"]).optional(),
  file: z.string().max(4096).optional().openapi({ description: "A prefix of the path." }),
  limit: Limit,
  cursor: Cursor,
});

type Filter = Omit<z.infer<typeof Query>, "limit" | "cursor">;

/** A place in the findings: the task's seq, and how many matches of it were shown. */
interface Place {
  seq: number;
  shown: number;
}

const TASKS = 50;

export const listViolations = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/violations",
    summary: "Findings across the files of a job",
    tags: ["jobs"],
    request: { params: JobParams, query: Query },
    responses: {
      200: {
        description: "A page of violations, by file and position",
        content: {
          "application/json": {
            schema: z.object({
              violations: z.array(ViolationView.extend({ task_id: z.string() })),
              next_cursor: z.string().nullable(),
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { job_id } = c.req.valid("param");
    const { limit, cursor, ...filter } = c.req.valid("query");
    await findJob(deps, job_id);
    const [seq, shown] = cursor === undefined
      ? [-1, 0]
      : decodeCursor(cursor, ["number", "number"]);
    const page = await collect(deps, job_id, filter, limit, { seq, shown });
    return c.json({
      violations: page.violations,
      next_cursor: page.next === null ? null : encodeCursor([page.next.seq, page.next.shown]),
    }, 200);
  },
);

interface Page {
  violations: (Violation & { task_id: string })[];
  next: Place | null;
}

async function collect(
  deps: HttpDeps,
  job_id: string,
  filter: Filter,
  limit: number,
  from: Place,
): Promise<Page> {
  const { store } = deps.services;
  const violations: Page["violations"] = [];
  // A task of which a part was shown is looked at again.
  let after = from.shown > 0 ? from.seq - 1 : from.seq;
  for (;;) {
    const tasks = await store.tasks.list(job_id, { ...filter, status: "SUCCESS" }, TASKS, after);
    for (const task of tasks) {
      after = task.seq;
      if (task.error_count + task.warning_count === 0) continue;
      const result = await readResult(deps.services, task);
      const matching = result.violations.filter((v) =>
        (filter.code === undefined || v.code === filter.code) &&
        (filter.severity === undefined || v.severity === filter.severity)
      );
      const skip = task.seq === from.seq ? from.shown : 0;
      const room = limit - violations.length;
      for (const v of matching.slice(skip, skip + room)) {
        violations.push({ ...v, task_id: task.task_id });
      }
      if (matching.length - skip > room) {
        return { violations, next: { seq: task.seq, shown: skip + room } };
      }
      if (violations.length === limit) return { violations, next: { seq: task.seq, shown: 0 } };
    }
    if (tasks.length < TASKS) return { violations, next: null };
  }
}
