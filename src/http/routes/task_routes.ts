/** One task: itself, its result, its source, its fixed text, another attempt. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { retryTask } from "../../workflow/control.ts";
import { findTask } from "../../workflow/find.ts";
import { fixTask } from "../../workflow/fix.ts";
import { readResult, readSource } from "../../workflow/read.ts";
import { problems } from "../problem.ts";
import { route } from "../route.ts";
import { TaskParams, TaskView, taskView } from "../schemas/job.ts";
import { ResultView } from "../schemas/result.ts";

const Text = { "text/plain": { schema: z.string() } };

export const getTask = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/tasks/{task_id}",
    summary: "Status and attempts of one file",
    tags: ["tasks"],
    request: { params: TaskParams },
    responses: {
      200: { description: "The task", content: { "application/json": { schema: TaskView } } },
    },
  },
  (deps) => async (c) => {
    const task = await findTask(deps.services, c.req.valid("param").task_id);
    const attempts = await deps.services.store.tasks.attempts([task.task_id]);
    return c.json(taskView(task, attempts), 200);
  },
);

export const getResult = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/tasks/{task_id}/result",
    summary: "The lint result of one file",
    tags: ["tasks"],
    request: { params: TaskParams },
    responses: {
      200: { description: "The result", content: { "application/json": { schema: ResultView } } },
      ...problems(409),
    },
  },
  (deps) => async (c) => {
    const task = await findTask(deps.services, c.req.valid("param").task_id);
    return c.json(await readResult(deps.services, task), 200);
  },
);

export const getSource = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/tasks/{task_id}/source",
    summary: "The SQL that was submitted, as UTF-8",
    tags: ["tasks"],
    request: { params: TaskParams },
    responses: { 200: { description: "The SQL", content: Text }, ...problems(409) },
  },
  (deps) => async (c) => {
    const task = await findTask(deps.services, c.req.valid("param").task_id);
    const { text } = await readSource(deps.services, task);
    return c.text(text, 200);
  },
);

export const getFixed = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/tasks/{task_id}/fixed",
    summary: "The SQL with every fix applied",
    tags: ["tasks"],
    request: { params: TaskParams },
    responses: { 200: { description: "The fixed SQL", content: Text }, ...problems(409) },
  },
  (deps) => async (c) => {
    const task = await findTask(deps.services, c.req.valid("param").task_id);
    if (task.status !== "SUCCESS") {
      throw new LintelError("conflict", `The task is ${task.status}; only a linted file is fixed.`);
    }
    return c.text(await fixTask(deps.services, task), 200);
  },
);

export const retryOneTask = route(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/tasks/{task_id}/retry",
    summary: "Try a failed file again",
    tags: ["tasks"],
    request: { params: TaskParams },
    responses: {
      202: { description: "Due again", content: { "application/json": { schema: TaskView } } },
      ...problems(409),
    },
  },
  (deps) => async (c) => {
    const { task_id } = c.req.valid("param");
    await retryTask(deps.services, task_id);
    const task = await findTask(deps.services, task_id);
    return c.json(taskView(task, await deps.services.store.tasks.attempts([task_id])), 202);
  },
);
