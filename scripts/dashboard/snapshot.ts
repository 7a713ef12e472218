/** One look at a service: what the monitoring routes say at a moment. */
import type { ServiceClient } from "../service/client.ts";

export interface WorkerLine {
  worker_name: string;
  status: string;
  active_tasks: number;
  current_tasks: {
    task_name?: string;
    kwargs?: { file_name?: string };
    /** Unix seconds. */
    time_start?: number;
  }[];
  total_tasks: number;
  concurrency: number;
  rusage: { maxrss?: number };
}

export interface QueueLine {
  name: string;
  length: number;
  status: string;
  oldest_age_seconds: number;
}

export interface SystemFigures {
  cpu: { usage_percent: number | null; core_count: number };
  memory: { total: number; used: number; usage_percent: number };
  disk: { total: number; used: number; usage_percent: number } | null;
  nfs_storage: { total: number; used: number; usage_percent: number } | null;
}

export interface Snapshot {
  /** Milliseconds on a clock that never jumps, for rates. */
  at: number;
  workers: WorkerLine[];
  queues: QueueLine[];
  system: SystemFigures;
  /** `healthy`, `warning` or `unhealthy`, and why where it is not healthy. */
  health: { status: string; reasons: string[] };
  /** Tasks that the workers listed have ended since they started. */
  tasks_ended: number;
}

interface Health {
  status: string;
  checks: Record<string, { status?: string; message?: string }>;
}

/** Asks the service. Throws ServiceError where it does not answer or refuses. */
export async function look(client: ServiceClient): Promise<Snapshot> {
  const [workers, system, health] = await Promise.all([
    client.json<{ workers: WorkerLine[]; queues: QueueLine[] }>(
      "GET",
      "/api/v1/monitoring/workers",
    ),
    client.json<SystemFigures>("GET", "/api/v1/monitoring/system"),
    client.json<Health>("GET", "/api/v1/health/workers"),
  ]);
  const reasons = Object.entries(health.checks)
    // The old name of the check says the same again.
    .filter(([name, check]) =>
      name !== "celery_workers" && check.status !== undefined && check.status !== "healthy"
    )
    .map(([name, check]) => `${name}: ${check.message}`);
  return {
    at: performance.now(),
    workers: workers.workers,
    queues: workers.queues,
    system,
    health: { status: health.status, reasons },
    tasks_ended: workers.workers.reduce((sum, worker) => sum + worker.total_tasks, 0),
  };
}

/** Tasks a second between two looks; null where there is nothing to compare, or a worker left. */
export function taskRate(before: Snapshot | null, now: Snapshot): number | null {
  if (before === null || now.at <= before.at || now.tasks_ended < before.tasks_ended) return null;
  return (now.tasks_ended - before.tasks_ended) / ((now.at - before.at) / 1000);
}
