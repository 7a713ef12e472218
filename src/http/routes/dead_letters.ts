/** /dead-letters: tasks that used up every attempt, to retry or to dismiss. */
import { z } from "@hono/zod-openapi";
import type { Attempt } from "../../jobs/job.ts";
import {
  deadLetterKinds,
  dismissDeadLetters,
  MOST_COUNTED,
  retryDeadLetters,
  type Which,
} from "../../workflow/dead_letters.ts";
import { jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { TaskView, taskView } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";
import { Refused } from "./bulk_jobs.ts";

const MOST = 1000;

const Code = z.string().min(1).max(50).optional().openapi({
  description: "The code of the last error.",
  example: "engine_failed",
});

const Place = z.object({
  worker: z.string().min(1).max(255).optional().openapi({
    description: "Who ran the last attempt.",
  }),
  job_id: z.string().min(1).max(100).optional(),
  file: z.string().min(1).max(4096).optional().openapi({ description: "A prefix of the path." }),
});

const Filter = z.object({ code: Code }).extend(Place.shape);

const Chosen = z.object({
  task_ids: z.array(z.string().max(100)).min(1).max(MOST).optional(),
  filter: Filter.strict().refine(
    (filter) => Object.values(filter).some((value) => value !== undefined),
    'names nothing; all of them are `"all": true`',
  ).optional().openapi({ description: "Those that fit, as in the query of GET /dead-letters." }),
  all: z.literal(true).optional(),
}).strict().refine(
  (choice) => Object.values(choice).filter((value) => value !== undefined).length === 1,
  { path: ["task_ids"], message: 'give one of task_ids, filter and "all": true' },
).openapi("DeadLetterChoice");

function whichOf({ task_ids, filter = {} }: z.infer<typeof Chosen>): Which {
  return task_ids === undefined ? { filter } : { task_ids };
}

const request = {
  body: { required: true, content: { "application/json": { schema: Chosen } } },
} as const;

export const listDeadLetters = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/dead-letters",
    summary: "Files that failed at every attempt, the latest first",
    tags: ["dead letters"],
    request: { query: Filter.extend({ limit: Limit, cursor: Cursor }) },
    responses: {
      200: {
        description: "A page of them, each with its reason and every attempt",
        content: {
          "application/json": {
            schema: z.object({
              dead_letters: z.array(TaskView),
              next_cursor: z.string().nullable(),
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { limit, cursor, ...filter } = c.req.valid("query");
    const { deadLetters, tasks } = deps.services.store;
    const [at, task_id] = cursor === undefined ? [] : decodeCursor(cursor, ["number", "string"]);
    const before = at === undefined ? undefined : { dead_lettered_at: at, task_id: task_id! };
    const rows = await deadLetters.list(filter, limit + 1, before);
    const page = rows.slice(0, limit);
    const attempts = new Map<string, Attempt[]>(page.map((task) => [task.task_id, []]));
    for (const attempt of await tasks.attempts([...attempts.keys()])) {
      attempts.get(attempt.task_id!)?.push(attempt);
    }
    const last = page.at(-1);
    return c.json({
      dead_letters: page.map((task) => taskView(task, attempts.get(task.task_id)!)),
      next_cursor: rows.length > limit
        ? encodeCursor([last!.dead_lettered_at!, last!.task_id])
        : null,
    }, 200);
  },
);

const n = z.number().int();

export const countLetters = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/dead-letters/kinds",
    summary: "How many dead letters there are of each code",
    tags: ["dead letters"],
    request: { query: Place },
    responses: {
      200: {
        description: `The most frequent first, of the ${MOST_COUNTED} latest that fit`,
        content: {
          "application/json": {
            schema: z.object({
              kinds: z.array(z.object({ code: z.string(), count: n })),
              complete: z.boolean().openapi({ description: "Whether none was left uncounted." }),
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => c.json(await deadLetterKinds(deps.services, c.req.valid("query")), 200),
);

export const retryLetters = rawRoute(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/dead-letters/retry",
    summary: "Try dead letters again: these, those that fit a filter, or all",
    tags: ["dead letters"],
    request,
    responses: {
      200: {
        description: "Due again",
        content: {
          "application/json": {
            schema: z.object({ matched: n, changed: n, refused: Refused, refused_count: n }),
          },
        },
      },
      ...problems(413, 415),
    },
  },
  (deps) => async (c) => {
    const outcome = await retryDeadLetters(deps.services, whichOf(await jsonBody(c, deps, Chosen)));
    c.get("event").dead_letters = { matched: outcome.matched, changed: outcome.changed };
    return c.json(outcome, 200);
  },
);

export const deleteLetters = rawRoute(
  { scope: "admin" },
  {
    method: "post",
    path: "/api/v1/dead-letters/delete",
    summary: "Take dead letters out of the list, as chosen; their files stay failed",
    tags: ["dead letters"],
    request,
    responses: {
      200: {
        description: "Taken out",
        content: { "application/json": { schema: z.object({ matched: n, changed: n }) } },
      },
      ...problems(413, 415),
    },
  },
  (deps) => async (c) => {
    const outcome = await dismissDeadLetters(
      deps.services,
      whichOf(await jsonBody(c, deps, Chosen)),
    );
    c.get("event").dead_letters = outcome;
    return c.json(outcome, 200);
  },
);
