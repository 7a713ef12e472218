import assert from "node:assert/strict";
import { workerEvents } from "../../src/modes/worker_events.ts";
import { Metrics } from "../../src/observability/metrics.ts";
import type { TaskClaim, TaskEnd } from "../../src/store/port.ts";
import { JobWatch } from "../../src/workflow/watch.ts";

const claim = {
  job_id: "j",
  task_id: "t",
  engine: "native",
  attempt: 1,
  created_at: 0,
  started_at: 500,
};

function endOf(status: "FAILURE" | "PENDING", dead_letter = false): TaskEnd {
  const more = { outcome: "failed", error: { code: "x", message: "" }, dead_letter, due_at: 0 };
  return { claim: claim as TaskClaim, finished_at: 2500, status, ...more } as TaskEnd;
}

async function valueOf(metrics: Metrics, name: string, labels: Record<string, string> = {}) {
  const values = (await metrics.registry.getSingleMetric(name)!.get()).values;
  return values.find((v) => Object.entries(labels).every(([k, wanted]) => v.labels[k] === wanted))
    ?.value;
}

Deno.test("ends of attempts, rescues and dead letters are counted where they happen", async () => {
  const metrics = new Metrics();
  const events = workerEvents(metrics, new JobWatch());
  events.taskEnded(endOf("PENDING"), { cached: false, lines: 0 });
  events.taskEnded(endOf("FAILURE"), { cached: false, lines: 0 });
  events.taskEnded(endOf("FAILURE", true), { cached: false, lines: 0 });
  events.rescued(3, 2);
  for (const state of ["pending", "delivered", "pending"] as const) events.messageSent(state);
  const messages = "sql_linting_webhook_attempts_total";
  assert.equal(await valueOf(metrics, messages, { state: "pending" }), 2);
  const tasks = "sql_linting_tasks_total";
  assert.equal(await valueOf(metrics, tasks, { status: "PENDING" }), 1);
  assert.equal(await valueOf(metrics, tasks, { status: "FAILURE" }), 2);
  assert.equal(await valueOf(metrics, "sql_linting_dead_lettered_tasks_total"), 3);
  assert.equal(await valueOf(metrics, "sql_linting_rescued_tasks_total"), 3);
  const waited = await metrics.registry.getSingleMetric("sql_linting_task_wait_seconds")!.get();
  assert.equal(waited.values.find((v) => v.labels.le === 0.5)?.value, 3);
  // A later attempt did not wait since the submission.
  const again = endOf("FAILURE");
  events.taskEnded({ ...again, claim: { ...again.claim, attempt: 2 } }, {
    cached: false,
    lines: 0,
  });
  const still = await metrics.registry.getSingleMetric("sql_linting_task_wait_seconds")!.get();
  assert.equal(still.values.find((v) => v.labels.le === 0.5)?.value, 3);
});

Deno.test("whoever waits for a job is woken by its end", async () => {
  const watch = new JobWatch();
  const events = workerEvents(new Metrics(), watch);
  const woken = watch.listen("j", 60_000).moved;
  events.jobEnded("j", "COMPLETED");
  await woken;
  const again = watch.listen("j", 60_000).moved;
  events.taskEnded(endOf("FAILURE"), { cached: false, lines: 0 });
  await again;
});
