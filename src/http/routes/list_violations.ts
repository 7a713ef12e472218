/** GET /jobs/{id}/violations: findings across the files of a job. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import type { Job, Task } from "../../jobs/job.ts";
import { isOpen } from "../../jobs/states.ts";
import type { Violation } from "../../lint/result.ts";
import { findJob } from "../../workflow/find.ts";
import { readResult } from "../../workflow/read.ts";
import type { HttpDeps } from "../env.ts";
import { problems } from "../problem.ts";
import { route } from "../route.ts";
import { JobParams } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";
import { ViolationView } from "../schemas/result.ts";

const STATES = ["new", "unchanged"] as const;

const Query = z.object({
  code: z.string().max(50).optional().openapi({ example: "LT01" }),
  severity: z.enum(["error", "warning"]).optional(),
  file: z.string().max(4096).optional().openapi({ description: "A prefix of the path." }),
  baseline_state: z.enum(STATES).optional().openapi({
    description: "Of a job with a baseline that has ended.",
  }),
  limit: Limit,
  cursor: Cursor,
});

type Filter = Omit<z.infer<typeof Query>, "limit" | "cursor">;

/** A place in the findings: the task's seq, and how many matches of it were shown. */
interface Place {
  seq: number;
  shown: number;
}

/** Tasks looked at in one go, those that a page looks at, and results that it may read whatever its limit. */
const TASKS = 200;
const MOST_TASKS = 5000;
const MOST_RESULTS = 200;

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
        description: "A page of violations, by file and position. It looks into a bounded number " +
          "of files: it may have fewer than asked for, or none, and still have a next one",
        content: {
          "application/json": {
            schema: z.object({
              violations: z.array(ViolationView.extend({
                task_id: z.string(),
                baseline_state: z.enum(STATES).optional(),
              })),
              next_cursor: z.string().nullable(),
            }),
          },
        },
      },
      ...problems(409),
    },
  },
  (deps) => async (c) => {
    const { job_id } = c.req.valid("param");
    const { limit, cursor, ...filter } = c.req.valid("query");
    const job = await findJob(deps.services, job_id);
    const compared = isCompared(job);
    if (filter.baseline_state !== undefined) {
      if (!compared) throw notCompared(job);
      // Of what the comparison counted none of, nothing need be looked for.
      if (job.baseline_result?.[filter.baseline_state] === 0) {
        return c.json({ violations: [], next_cursor: null }, 200);
      }
    }
    const [seq, shown] = cursor === undefined
      ? [-1, 0]
      : decodeCursor(cursor, ["number", "number"]);
    const from = { seq, shown };
    const page = await collect(deps, { job_id, compared, filter, limit, from });
    return c.json({
      violations: page.violations,
      next_cursor: page.next === null ? null : encodeCursor([page.next.seq, page.next.shown]),
    }, 200);
  },
);

function isCompared({ status, baseline_result }: Job): boolean {
  return !isOpen(status) && baseline_result?.missing === false;
}

function notCompared({ status, baseline }: Job): LintelError {
  const why = baseline === null
    ? "The job has no baseline."
    : isOpen(status)
    ? `The job is ${status}; it is compared with its baseline at its end.`
    : `The job was not compared with its baseline ${baseline}.`;
  return new LintelError("conflict", why, {
    fields: [{ path: "baseline_state", message: "takes a job that was compared with a baseline" }],
  });
}

type Listed = Violation & { task_id: string; baseline_state?: typeof STATES[number] };

/** The findings of a result, with how each stands to the baseline where that is known. */
function listed(
  violations: readonly Violation[],
  task_id: string,
  states: string | null,
): Listed[] {
  return violations.map((violation, at) => ({
    ...violation,
    task_id,
    ...(states === null
      ? {}
      : { baseline_state: states[at] === "n" ? "new" as const : "unchanged" as const }),
  }));
}

interface Page {
  violations: Listed[];
  next: Place | null;
}

/** What is asked for of a job, and whether it was compared with a baseline. */
interface Wanted {
  job_id: string;
  compared: boolean;
  filter: Filter;
  limit: number;
  from: Place;
}

async function collect(
  deps: HttpDeps,
  { job_id, compared, filter, limit, from }: Wanted,
): Promise<Page> {
  const { store } = deps.services;
  const violations: Page["violations"] = [];
  // A task of which a part was shown is looked at again.
  let after = from.shown > 0 ? from.seq - 1 : from.seq;
  // Where each result has a finding that fits, a page is as long as it was asked for.
  const mostResults = Math.max(limit, MOST_RESULTS);
  let results = 0;
  for (let looked = 0; looked < MOST_TASKS; looked += TASKS) {
    const tasks = await store.tasks.list(job_id, { ...filter, status: "SUCCESS" }, TASKS, after);
    const seqs = compared ? tasks.map(({ seq }) => seq) : [];
    const states = new Map(
      (await store.baselines.states(job_id, seqs)).map((row) => [row.seq, row.states]),
    );
    for (const task of tasks) {
      const own = compared ? states.get(task.seq) ?? "" : null;
      if (!mayHave(task, own, filter)) {
        after = task.seq;
        continue;
      }
      if (results++ === mostResults) return { violations, next: { seq: after, shown: 0 } };
      after = task.seq;
      const result = await readResult(deps.services, task);
      const all = listed(result.violations, task.task_id, own);
      const matching = all.filter((v) =>
        (filter.code === undefined || v.code === filter.code) &&
        (filter.severity === undefined || v.severity === filter.severity) &&
        (filter.baseline_state === undefined || v.baseline_state === filter.baseline_state)
      );
      const skip = task.seq === from.seq ? from.shown : 0;
      const room = limit - violations.length;
      violations.push(...matching.slice(skip, skip + room));
      if (matching.length - skip > room) {
        return { violations, next: { seq: task.seq, shown: skip + room } };
      }
      if (violations.length === limit) return { violations, next: { seq: task.seq, shown: 0 } };
    }
    if (tasks.length < TASKS) return { violations, next: null };
  }
  return { violations, next: { seq: after, shown: 0 } };
}

/** Whether the result of a task need be read: what is known beside it may rule out any match. */
function mayHave(task: Task, states: string | null, { baseline_state }: Filter): boolean {
  const findings = task.error_count + task.warning_count;
  if (findings === 0) return false;
  if (states === null || baseline_state === undefined) return true;
  if (baseline_state === "new") return states.includes("n");
  return states.length < findings || /[^n]/.test(states);
}
