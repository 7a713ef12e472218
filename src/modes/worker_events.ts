/** Turns what a worker tells into metrics, and wakes who waits for a job. */
import type { Metrics } from "../observability/metrics.ts";
import type { WorkerEvents } from "../worker/events.ts";
import type { JobWatch } from "../workflow/watch.ts";

export function workerEvents(metrics: Metrics, watch: JobWatch): WorkerEvents {
  return {
    taskEnded(end, { cached, lines }) {
      const { claim } = end;
      metrics.tasks.inc({ status: end.status });
      metrics.attempts.inc({ attempt: claim.attempt });
      if (end.status === "SUCCESS") {
        for (const { code, count } of end.rule_counts) {
          metrics.violations.inc({ rule: code }, count);
        }
      }
      // Later ones waited for a backoff, or for somebody to try a task of last week again.
      if (claim.attempt === 1) {
        metrics.taskWait.observe(Math.max(0, claim.started_at - claim.created_at) / 1000);
      }
      metrics.taskRun.observe(
        { engine: claim.engine },
        (end.finished_at - claim.started_at) / 1000,
      );
      if (end.status === "SUCCESS") metrics.cache.inc({ result: cached ? "hit" : "miss" });
      if (end.status === "FAILURE" && end.dead_letter) metrics.deadLettered.inc();
      metrics.lines.inc({ engine: claim.engine }, lines);
      watch.moved(claim.job_id);
    },
    jobMoved(job_id) {
      watch.moved(job_id);
    },
    jobEnded(job_id, status) {
      metrics.jobs.inc({ status });
      watch.ended(job_id);
    },
    rescued(count, deadLettered) {
      metrics.rescued.inc(count);
      metrics.deadLettered.inc(deadLettered);
    },
    messageSent(state) {
      metrics.messages.inc({ state });
    },
  };
}
